inductive Tree | leaf | node (l r : Tree)
theorem Tree.inj : 1 = 2 := sorry
