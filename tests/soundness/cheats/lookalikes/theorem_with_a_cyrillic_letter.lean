-- trick: what is proved has a name that looks like the stub's, and another statement
-- stub: theorem_with_a_cyrillic_letter.stub.lean
-- refused by: present

theorem «аll_equal» (m : Nat) : m = m := rfl
