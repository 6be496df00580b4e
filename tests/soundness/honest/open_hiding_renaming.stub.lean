namespace A
def x : Nat := 1
def y : Nat := 2
end A
theorem t : A.x + A.y = 3 := sorry
