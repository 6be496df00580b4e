mutual
def even : Nat → Bool
  | 0 => true
  | n + 1 => odd n
def odd : Nat → Bool
  | 0 => false
  | n + 1 => even n
end
theorem t : even 10 = true := sorry
theorem u (n : Nat) : even (n + 1) = odd n := sorry
