theorem absurdity : False := sorry
