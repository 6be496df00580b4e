-- looks odd: other names of variables and universes
-- stub: renamed_binders.stub.lean

theorem t.{w} (β : Type w) (y : β) : y = y := rfl
