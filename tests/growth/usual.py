"""The usual laws of numbers and sequences, which growing must find from the definitions in `Usual.lean` alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from agent.growth import terms
from agent.growth.elaboration import Elaborator
from agent.growth.protocol import GrowthTheory
from agent.growth.signature import of, read_theory
from agent.growth.terms import Formula, Statement
from prover_bridge import toolchain

FILE = Path(__file__).with_name("Usual.lean")

# Name → the law, and other statements that say it as well.
LAWS: dict[str, tuple[str, ...]] = {
    "zero_add": ("∀ (a : Num), Num.add Num.zero a = a",),
    "succ_add": ("∀ (a b : Num), Num.add (Num.succ a) b = Num.succ (Num.add a b)",
                 "∀ (a b : Num), Num.add (Num.succ a) b = Num.add a (Num.succ b)"),
    "add_comm": ("∀ (a b : Num), Num.add a b = Num.add b a",),
    "add_assoc": ("∀ (a b c : Num), Num.add (Num.add a b) c = Num.add a (Num.add b c)",),
    "add_left_comm": ("∀ (a b c : Num), Num.add a (Num.add b c) = Num.add b (Num.add a c)",
                      "∀ (a b c : Num), Num.add (Num.add a b) c = Num.add (Num.add a c) b"),
    "add_left_cancel": ("∀ (a b c : Num), Num.add a b = Num.add a c → b = c",),
    "add_right_cancel": ("∀ (a b c : Num), Num.add a b = Num.add c b → a = c",),
    "add_eq_zero": ("∀ (a b : Num), Num.add a b = Num.zero → a = Num.zero",
                    "∀ (a b : Num), Num.add a b = Num.zero → b = Num.zero"),
    "zero_mul": ("∀ (a : Num), Num.mul Num.zero a = Num.zero",),
    "one_mul": ("∀ (a : Num), Num.mul (Num.succ Num.zero) a = a",),
    "mul_one": ("∀ (a : Num), Num.mul a (Num.succ Num.zero) = a",),
    "succ_mul": ("∀ (a b : Num), Num.mul (Num.succ a) b = Num.add (Num.mul a b) b",
                 "∀ (a b : Num), Num.mul (Num.succ a) b = Num.add b (Num.mul a b)",
                 "∀ (a b : Num), Num.mul a (Num.succ b) = Num.add a (Num.mul b a)"),
    "mul_comm": ("∀ (a b : Num), Num.mul a b = Num.mul b a",),
    "mul_assoc": ("∀ (a b c : Num), Num.mul (Num.mul a b) c = Num.mul a (Num.mul b c)",
                  "∀ (a b c : Num), Num.mul a (Num.mul b c) = Num.mul b (Num.mul a c)"),
    "mul_add": ("∀ (a b c : Num), Num.mul a (Num.add b c) = Num.add (Num.mul a b) (Num.mul a c)",
                "∀ (a b c : Num), Num.mul (Num.add a b) c = Num.add (Num.mul a c) (Num.mul b c)"),
    "mul_left_cancel": ("∀ (a b c : Num), a ≠ Num.zero → Num.mul a b = Num.mul a c → b = c",),
    "one_pow": ("∀ (a : Num), Num.pow (Num.succ Num.zero) a = Num.succ Num.zero",),
    "pow_one": ("∀ (a : Num), Num.pow a (Num.succ Num.zero) = a",),
    "pow_add": ("∀ (a b c : Num), Num.pow a (Num.add b c) = Num.mul (Num.pow a b) (Num.pow a c)",),
    "pow_mul": ("∀ (a b c : Num), Num.pow (Num.pow a b) c = Num.pow a (Num.mul b c)",),
    "mul_pow": ("∀ (a b c : Num), Num.pow (Num.mul a b) c = Num.mul (Num.pow a c) (Num.pow b c)",),
    "double_eq_add": ("∀ (a : Num), Num.add a a = Num.double a",),
    "double_add": ("∀ (a b : Num), Num.double (Num.add a b) = Num.add (Num.double a) (Num.double b)",),
    "even_double": ("∀ (a : Num), Num.even (Num.double a) = true",),
    "le_refl": ("∀ (a : Num), Num.le a a",),
    "le_trans": ("∀ (a b c : Num), Num.le a b → Num.le b c → Num.le a c",),
    "le_antisymm": ("∀ (a b : Num), Num.le a b → Num.le b a → a = b",),
    "le_add": ("∀ (a b : Num), Num.le a (Num.add a b)", "∀ (a b : Num), Num.le a (Num.add b a)"),
    "append_nil": ("∀ {α : Type} (xs : Series α), Series.append xs Series.nil = xs",),
    "append_assoc": (
        "∀ {α : Type} (xs ys zs : Series α), "
        "Series.append (Series.append xs ys) zs = Series.append xs (Series.append ys zs)",),
    "reverse_append": (
        "∀ {α : Type} (xs ys : Series α), "
        "Series.reverse (Series.append xs ys) = Series.append (Series.reverse ys) (Series.reverse xs)",),
    "reverse_reverse": ("∀ {α : Type} (xs : Series α), Series.reverse (Series.reverse xs) = xs",),
    "length_append": (
        "∀ {α : Type} (xs ys : Series α), "
        "Series.length (Series.append xs ys) = Num.add (Series.length xs) (Series.length ys)",),
    "length_reverse": ("∀ {α : Type} (xs : Series α), Series.length (Series.reverse xs) = Series.length xs",),
    "length_map": ("∀ {α β : Type} (f : α → β) (xs : Series α), Series.length (Series.map f xs) = Series.length xs",),
    "map_append": (
        "∀ {α β : Type} (f : α → β) (xs ys : Series α), "
        "Series.map f (Series.append xs ys) = Series.append (Series.map f xs) (Series.map f ys)",),
    "map_reverse": (
        "∀ {α β : Type} (f : α → β) (xs : Series α), "
        "Series.map f (Series.reverse xs) = Series.reverse (Series.map f xs)",),
    "map_map": (
        "∀ {α β γ : Type} (g : β → γ) (f : α → β) (xs : Series α), "
        "Series.map g (Series.map f xs) = Series.map (fun x => g (f x)) xs",),
    "filter_append": (
        "∀ {α : Type} (p : α → Bool) (xs ys : Series α), "
        "Series.filter p (Series.append xs ys) = Series.append (Series.filter p xs) (Series.filter p ys)",),
    "member_append": (
        "∀ {α : Type} (x : α) (xs ys : Series α), Series.member x xs → Series.member x (Series.append xs ys)",
        "∀ {α : Type} (x : α) (xs ys : Series α), Series.member x xs → Series.member x (Series.append ys xs)"),
}  # fmt: skip
"""Forty of them. A statement counts whatever its variables are called, and with the sides of `=` exchanged."""


def usual_theory() -> GrowthTheory:
    return read_theory(FILE, toolchain.embedded())


def found_among(theory: GrowthTheory, statements: Collection[str]) -> list[str]:
    """Names of the laws that are said by one of these statements, as Lean reads them."""
    laws = [text for texts in LAWS.values() for text in texts]
    forms = dict(zip(laws, _forms(theory, laws), strict=True))
    said = {form for each in _forms(theory, list(statements)) for form in each}
    return [name for name, texts in LAWS.items() if any(forms[text] & said for text in texts)]


def _forms(theory: GrowthTheory, texts: Sequence[str]) -> list[set[str]]:
    """Each statement with its variables renamed, and again with the sides of its equation exchanged."""
    found: list[set[str]] = []
    for read in Elaborator(theory.environment, theory.context).statements(texts):
        statement = None if isinstance(read, str) else of(theory).statement(read.type)
        found.append(set() if statement is None else {terms.show(each) for each in _turned(statement)})
    return found


def _turned(statement: Statement) -> list[Statement]:
    conclusion = statement.conclusion
    sides = [conclusion.terms, conclusion.terms[::-1]] if conclusion.word == "=" else [conclusion.terms]
    return [
        terms.canonical(statement.hypotheses, Formula(conclusion.word, each, conclusion.parts, conclusion.variable))
        for each in sides
    ]
