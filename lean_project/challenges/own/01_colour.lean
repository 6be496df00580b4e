-- Colours: defined in this file.
inductive Colour where
  | red
  | green
  | blue

namespace Colour

/-- The next colour, in a circle. -/
def next : Colour → Colour
  | red => green
  | green => blue
  | blue => red

theorem next_next_next (c : Colour) : next (next (next c)) = c := by
  sorry

theorem next_ne (c : Colour) : next c ≠ c := by
  sorry

end Colour
