/-! Binary numerals, least digit first, and what numbers they stand for. -/

inductive Binary where
  | nil
  | even (rest : Binary)
  | odd (rest : Binary)

namespace Binary

/-- The number that a numeral stands for. -/
def value : Binary → Nat
  | nil => 0
  | even b => 2 * value b
  | odd b => 2 * value b + 1

/-- The next numeral. -/
def next : Binary → Binary
  | nil => odd nil
  | even b => odd b
  | odd b => even (next b)

/-- A numeral for a number, by counting up. -/
def count : Nat → Binary
  | 0 => nil
  | n + 1 => next (count n)

def add : Binary → Binary → Binary
  | nil, c => c
  | b, nil => b
  | even b, even c => even (add b c)
  | even b, odd c => odd (add b c)
  | odd b, even c => odd (add b c)
  | odd b, odd c => even (next (add b c))

end Binary
