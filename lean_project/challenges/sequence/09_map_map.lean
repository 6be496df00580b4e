-- Two maps in a row are one map.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem map_map (g : β → γ) (f : α → β) (xs : Sequence α) :
    map g (map f xs) = map (fun x => g (f x)) xs := by
  sorry

end Sequence
