-- trick: the same against a stub
-- refused by: definitions
-- bytes: Falsi => False
-- stub: ../../stubs/falsity.lean

def Falsi : Prop := True
theorem t : Falsi := trivial
