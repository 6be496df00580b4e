-- trick: a character without width makes another constant of `False`
-- stub: text_without_width.stub.lean
-- refused by: statement

inductive «Fal​se» : Prop | intro

theorem absurdity : «Fal​se» := .intro
