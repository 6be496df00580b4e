-- looks odd: the word sorry in a string and in a comment

def word : String := "sorry"
/- sorry, axiom, native_decide, prelude -/
theorem t : word = "sorry" := rfl
