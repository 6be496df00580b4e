"""Language models: the endpoint, what it is asked, what it costs, and how its answers are read.

`endpoint` speaks HTTP, `bodies` reads what comes back, `asking` keeps samples within a budget, `answers` finds proofs
and plans in text, `settings` holds names, limits and prices. What a model says is data, never evaluated here.
"""
