namespace A
def Good (n : Nat) : Prop := n * n = 5
theorem t : Good 3 := sorry
end A
