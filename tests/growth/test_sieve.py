"""The sieve on the bundled theory of unary numbers and on a user's own file, in real Lean."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.growth import signature
from agent.growth.protocol import (
    Already,
    Conjecture,
    GrowthTheory,
    KnownLists,
    KnownStatement,
    Malformed,
    Passed,
    Refuted,
    Sieved,
    Trivial,
)
from agent.growth.sieve import Sieve
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.signature import read_theory
from prover_bridge import toolchain
from prover_bridge.errors import UserError


@pytest.fixture(scope="module")
def unary() -> GrowthTheory:
    return read_theory("unary", toolchain.embedded())


_evaluators: dict[str, Evaluator] = {}  # which remember what was evaluated


def sift(theory: GrowthTheory, statements: Sequence[str], known: KnownLists | None = None) -> list[Sieved]:
    evaluator = _evaluators.setdefault(theory.name, Evaluator(theory, signature.of(theory)))

    async def run() -> list[Sieved]:
        sieve = Sieve(theory, known, evaluator=evaluator)
        try:
            return await sieve.sift([Conjecture(text, "test", "", 1) for text in statements])
        finally:
            await sieve.close()

    return asyncio.run(run())


def test_each_kind_of_conjecture_is_told_apart(unary: GrowthTheory) -> None:
    answers = sift(
        unary,
        [
            "∀ (a b : Unary), a + b = b + a",
            "∀ (x y : Unary), x + y = y + x",
            "∀ (a b c : Unary), a + b = a + c → b = c",
            "∀ (a b : Unary), Unary.le a b ∨ Unary.le b a",
            "∀ (b : Unary), b * b + Unary.zero = b * b",
            "∀ (a : Unary), a + Unary.succ Unary.zero = Unary.succ a",
            "∀ (a : Unary), nonsense a = a",
            "∀ (a b : Unary), a + b = b",
            "∀ (a b c : Unary), a * b = a * c → b = c",
            "∀ (a b : Unary), Unary.le a b",
            "∀ (a b : Unary), Unary.pow a b = Unary.pow b a",
            "∀ (a b : Int), a * b = a + b",
        ],
    )
    kinds = [type(answer) for answer in answers]
    assert kinds == [Passed, Already, Passed, Passed, Already, Trivial, Malformed, *[Refuted] * 5]
    passed, same, _, _, instance = answers[:5]
    assert isinstance(passed, Passed) and isinstance(same, Already) and isinstance(instance, Already)
    assert (same.how, same.key) == ("asked", passed.key)
    law = {law.key: law.name for law in unary.signature.laws}
    assert instance.how == "instance" and law[instance.key or ""] == "Unary.add_zero"
    shown = [answer.counterexample for answer in answers if isinstance(answer, Refuted)]
    assert shown[:2] == ["a = 1, b = 0", "a = 0, b = 0, c = 1"]
    assert shown[2:] == ["a = 1, b = 0 (among small values)", "a = 0, b = 1", "a = 0, b = 1"]


def test_what_was_proved_meanwhile_is_known(unary: GrowthTheory) -> None:
    comm = "∀ (a b : Unary), a + b = b + a"
    [first] = sift(unary, [comm])
    assert isinstance(first, Passed)
    known = KnownLists(proved=[KnownStatement(first.key, comm)])
    same, instance, other = sift(
        unary, [comm, "∀ (a b c : Unary), a * b + c = c + a * b", "∀ (a b : Unary), a * b = b * a"], known
    )
    assert isinstance(same, Already) and (same.how, same.key) == ("key", first.key)
    assert isinstance(instance, Already) and (instance.how, instance.key) == ("instance", first.key)
    assert isinstance(other, Passed)


OWN = """
inductive Colour where
  | red | green

inductive Rose (α : Type) where
  | tip
  | fork (left : Rose α) (label : α) (right : Rose α)

namespace Rose

variable {α : Type}

def flip : Rose α → Rose α
  | tip => tip
  | fork l x r => fork (flip r) x (flip l)

def has (x : α) : Rose α → Prop
  | tip => False
  | fork l y r => has x l ∨ x = y ∨ has x r

inductive Bare : Rose α → Prop where
  | tip : Bare tip

theorem flip_flip (t : Rose α) : flip (flip t) = t := by
  sorry

theorem flip_tip : flip (tip : Rose α) = tip := rfl

end Rose
"""


def test_a_users_file_with_predicates_that_do_not_compute(tmp_path: Path) -> None:
    file = tmp_path / "Own.lean"
    file.write_text(OWN, encoding="utf-8")
    theory = read_theory(file, toolchain.embedded())
    assert {law.name for law in theory.signature.laws if law.name.startswith("Rose")} == {"Rose.flip_tip"}
    answers = sift(
        theory,
        [
            "∀ {α : Type} (t : Rose α), Rose.flip (Rose.flip t) = t",
            "∀ {α : Type} (x : α) (t : Rose α), Rose.has x t → Rose.has x (Rose.flip t)",
            "∀ {α : Type} (x : α) (t : Rose α), Rose.has x t",
            "∀ {α : Type} (t : Rose α), Rose.flip t = t",
            "∀ {α : Type} (t : Rose α), Rose.Bare t",
            "∀ {α : Type} (t : Rose α), Rose.Bare t → t = Rose.tip",
            "∀ (a b : Colour), a = b",
        ],
    )
    assert [type(answer) for answer in answers] == [Passed, Passed, Refuted, Refuted, Refuted, Passed, Refuted]
    assert [a.counterexample for a in answers if isinstance(a, Refuted)] == [
        "x = 0, t = tip",
        "t = fork tip 0 (fork tip 0 tip)",
        "t = fork tip 0 tip",
        "a = red, b = green",
    ]


def test_what_is_no_theory_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no theory 'Nonsense'"):
        read_theory("Nonsense", toolchain.embedded())
    empty = tmp_path / "Empty.lean"
    empty.write_text("theorem foo : True := trivial\n")
    with pytest.raises(UserError, match="declares no types or functions"):
        read_theory(empty, toolchain.embedded())
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UserError, match="no Lean file"):
        read_theory(folder, toolchain.embedded())
