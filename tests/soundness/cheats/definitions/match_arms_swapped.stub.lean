def f (b : Bool) : Nat := match b with | true => 1 | false => 0
theorem t : f true = 0 := sorry
