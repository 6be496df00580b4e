def norm (n : Nat) : Nat := n
notation "‖" n "‖" => norm n
theorem t : ‖3‖ = 0 := sorry
