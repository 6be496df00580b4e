-- trick: False is a definition of the file, and means True
-- refused by: names
-- bytes: Falsi => False

def Falsi : Prop := True
theorem t : Falsi := trivial
