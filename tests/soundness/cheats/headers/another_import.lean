-- trick: imports that the environment does not have
-- refused by: header
-- stub: another_import.stub.lean

import Init.Prelude
theorem t : True := trivial
