-- looks odd: instances made by deriving
-- stub: derived_instances.stub.lean

inductive Color | red | green deriving DecidableEq
theorem t : Color.red ≠ Color.green := by decide
