-- Two maps in a row are one map.
theorem map_compose {α β γ : Type} (g : β → γ) (f : α → β) (xs : List α) :
    (xs.map f).map g = xs.map (fun x => g (f x)) := by
  sorry
