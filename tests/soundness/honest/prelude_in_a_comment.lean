-- looks odd: the first word of the file's comment is prelude

/- prelude
import Nothing -/
-- prelude
theorem t : True := trivial
