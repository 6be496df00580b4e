-- trick: prelude, and a small part of the library
-- refused by: header
-- stub: prelude_with_import.stub.lean

prelude
import Init.Prelude
theorem t : True := True.intro
