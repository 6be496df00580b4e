-- trick: Nαt with a Greek letter is an automatically bound variable
-- refused by: statement
-- stub: binder_type_by_auto_bound.stub.lean

set_option autoImplicit true
theorem t (n : Νat) (_h : Νat = Unit) : 1 = 1 := rfl
