"""What of a lemma fits a goal: as an expression, with its variables bound once, at types that do not contradict."""

from __future__ import annotations

import numpy as np
import pytest

from lemma_graph.patterns import CONCLUSION, LEFT, TURNED, PatternIndex, flatten, patterns

GOAL = {**dict.fromkeys("mnxyzw", "Nat"), "l": "List Nat", "α": "Type"}


def parts(statement: str, target: str, types: dict[str, str] | None = None) -> set[int]:
    """Which parts of a statement fit a goal."""
    index = PatternIndex()
    index.add(patterns("∀ (a : Odd), Odd.strange a (Odd.strange a a)"))  # something else, which never fits
    index.add(patterns(statement))
    found = index.fitting(flatten(target, GOAL if types is None else types))
    assert set(found.document.tolist()) <= {1}
    return set(found.part.tolist())


@pytest.mark.parametrize(
    ("statement", "target", "fits"),
    [
        ("∀ (a b : Nat), a + b = b + a", "x * y + z = z + x * y", True),
        ("∀ (a b : Nat), a + b = b + a", "x + y = x + y + 0", False),
        ("∀ (a b : Nat), a * b = b * a", "x + y * z = z * (x + y)", False),  # `x + y` is no factor there
        ("∀ (a b c : Nat), a + b + c = a + (b + c)", "x + y + z + w = x + y + (z + w)", True),
        ("∀ (p q : Prop), p ∧ q → q ∧ p", "(∃ x, P x) ∧ r", True),
        ("∀ (n : Nat), n ≤ n", "f (x + 1) ≤ f (x + 1)", True),
        ("∀ (n : Nat), n ≤ n", "f (x + 1) ≤ f (x + 2)", False),
        ("∀ {α : Type} (xs ys : List α), List.reverse (xs ++ ys) = List.reverse ys ++ List.reverse xs",
         "(l ++ m.tail).reverse = m.tail.reverse ++ l.reverse", True),
        ("∀ (n : Nat), Nat.succ n ≤ Nat.pred (Nat.double n)", "x.succ ≤ x.double.pred", True),
        ("∀ (n m : Nat), Nat.max n m = Nat.max m n", "x.max (y + 1) = (y + 1).max x", True),
        ("∀ {a b c : Nat}, a < b → b < c → a < c", "z > x", True),  # `z > x` is `x < z`
        ("∀ (f : Nat → Nat), ∃ x, f x = 0", "∃ y, y * y = 0", True),
        ("∀ (a b : N), a + b = b + a", "x + y = y + x", False),  # x and y are of another type
    ],
)  # fmt: skip
def test_a_conclusion_fits_as_an_expression(statement: str, target: str, fits: bool) -> None:
    assert (CONCLUSION in parts(statement, target)) is fits


@pytest.mark.parametrize(
    ("statement", "target", "occurs"),
    [
        ("∀ (n : Nat), n + 0 = n", "f (x * y + 0) = z", True),
        ("∀ (a b : Nat), a + b = b + a", "x * y = z", False),
        ("∀ (a b c : Nat), a * (b + c) = a * b + a * c", "1 ≤ x ^ 2 * (y + z) + 3", True),
        ("∀ (xs : List Nat), size (reverse xs) = size xs", "g (size (reverse l)) = 0", True),
        ("∀ (xs : List Nat), List.length (List.reverse xs) = List.length xs", "1 ≤ (l ++ m).reverse.length", True),
        ("∀ (a b : N), a + b = b + a", "x + y = z", False),
        ("∀ (a b : N), a + b = b + a", "x * x + y = z", False),  # nor is `x * x`
    ],
)
def test_a_side_occurs_in_a_goal(statement: str, target: str, occurs: bool) -> None:
    assert (LEFT in parts(statement, target)) is occurs


def test_an_equation_may_be_turned_round() -> None:
    assert parts("∀ (n : Nat), double n = n + n", "x + x = double x") >= {TURNED}


def test_thousands_are_found_as_one_by_one() -> None:
    operators, functions = ["+", "*", "-"], ["f", "g", "h", "k"]
    statements = [
        f"∀ (a b : Nat), {f} (a {o} b) {p} {n} = {f} a" for f in functions for o in operators for p in operators
        for n in range(100)
    ]  # fmt: skip
    goal = flatten("g (x + y * z) * 17 = g x", GOAL)

    def fit(index: PatternIndex) -> list[int]:
        found = index.fitting(goal)
        return np.unique(found.document[found.part == CONCLUSION]).tolist()

    together, one_by_one = PatternIndex(), []
    for number, statement in enumerate(statements):
        together.add(patterns(statement))
        if number % 700 == 0:
            together.fitting(goal)  # a segment ends here
        alone = PatternIndex()
        alone.add(patterns(statement))
        one_by_one += [number for _ in fit(alone)]
    assert fit(together) == one_by_one == [statements.index("∀ (a b : Nat), g (a + b) * 17 = g a")]
