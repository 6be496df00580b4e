"""Whole proofs and plans are found in what a model says, and proofs are taken apart as Lean reads them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.models.answers import PlannedLemma, plan_in, proof_in
from agent.proposers.filters import tactics_in
from agent.search.steps import Item, items


@pytest.mark.parametrize(
    ("answer", "proof"),
    [
        ('{"proof": "intro n\\nsimp"}', "intro n\nsimp"),
        ('```json\n{"proof": "by\\n  rfl"}\n```', "rfl"),
        ('{"proof": "intro n\\nsimp\\nome', "intro n\nsimp"),
        ("```lean\ntheorem t (a : Nat := 3) : a = a := by\n  intro\n  rfl\n```", "intro\nrfl"),
        ("```lean\nby\n  rfl\n```\nor shorter\n```lean\nrfl\n```", "rfl"),
        ("<think>```\nsorry\n```</think>exact rfl", "exact rfl"),
        ('{"proof": "sorry"}', None),
        ('{"proof": 3}', None),
        ("```lean\ntheorem t : True := by\n  trivial\naxiom a : False\n```", None),
        ("```lean\ntheorem t : True\n```", None),
        ("", None),
    ],
)
def test_a_proof_is_found_or_refused(answer: str, proof: str | None) -> None:
    assert proof_in(answer) == proof


def test_a_plan_is_found_in_both_forms() -> None:
    wanted = (PlannedLemma("foo", "(a b : Nat) : a + b = b + a"), PlannedLemma("bar", ": ∀ n : Nat, n = n"))
    structured = plan_in(
        '{"lemmas": [{"name": "foo", "statement": "(a b : Nat) : a + b = b + a"}, {"name": "bar", "statement": '
        '"∀ n : Nat, n = n"}], "proof": "by\\n  exact foo 1 2"}'
    )
    fenced = plan_in(
        "```lean\ntheorem foo (a b : Nat) :\n    a + b = b + a := by\n  sorry\n"
        "lemma bar : ∀ n : Nat, n = n := by sorry\n```\nand\n```lean\nexact foo 1 2\n```"
    )
    for plan in (structured, fenced):
        assert plan is not None and plan.lemmas == wanted and plan.proof == "exact foo 1 2"


@pytest.mark.parametrize(
    "statement",
    [
        "(a : Nat) : a = a\naxiom foo : False", ": True := sorry", "(h : sorry) : True", ": True\nend Foo", "",
        ": True\n#eval 1", ": True where\n  instance : Inhabited Nat := ⟨0⟩", ": True /- ", "x" * 5_000,
    ],
)  # fmt: skip
def test_a_planned_lemma_is_a_statement_and_nothing_else(statement: str) -> None:
    plan = plan_in('{"lemmas": [{"name": "ok", "statement": ": True"}], "proof": ""}')
    assert plan is not None and plan.proof is None
    plan = plan_in(json.dumps({"lemmas": [{"name": "bad", "statement": statement}], "proof": "rfl"}))
    assert plan is None or all(word not in plan.lemmas[0].statement for word in ("axiom", "sorry", "end", "#", "where"))


@given(st.text(max_size=200))
def test_nothing_that_a_model_says_is_an_error(text: str) -> None:
    proof_in(text), plan_in(text), tactics_in(text)
    for wrapped in (f'{{"proof": "{text}', f"```lean\n{text}\n```", f'{{"lemmas": [{text}', f'{{"tactics": ["{text}'):
        proof_in(wrapped), plan_in(wrapped), tactics_in(wrapped)
        items(text)


def shape(parts: tuple[Item, ...]) -> list[object]:
    return [part.tactic if not part.blocks else (part.tactic, *map(shape, part.blocks)) for part in parts]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("intro n\n  simp\nrfl", ["intro n\n  simp", "rfl"]),
        ("constructor\n· simp\n  rfl\n·\n  omega", ["constructor", ("", ["simp", "rfl"]), ("", ["omega"])]),
        (
            "induction n with\n| zero => rfl\n| succ n ih =>\n  simp\n  omega",
            [("induction n with\n| zero => ?_\n| succ n ih => ?_", ["rfl"], ["simp", "omega"])],
        ),
        (
            "cases h with\n  | inl a => exact a\n  | inr b =>\n    cases b with\n    | intro c d => exact c",
            [
                (
                    "cases h with\n| inl a => ?_\n| inr b => ?_",
                    ["exact a"],
                    [("cases b with\n| intro c d => ?_", ["exact c"])],
                )
            ],
        ),
        ("have h : a = b := by\n  simp\n  rfl\nexact h", [("have h : a = b := ?_", ["simp", "rfl"]), "exact h"]),
        ("have h : a = b := by simp\nexact h", [("have h : a = b := ?_", ["simp"]), "exact h"]),
        ("calc a = b := by simp\n  _ = c := by rfl", ["calc a = b := by simp\n  _ = c := by rfl"]),
        ("-- a remark\nsimp", ["simp"]),
    ],
)
def test_a_proof_is_taken_apart(script: str, wanted: list[object]) -> None:
    assert shape(items(script)) == wanted


def test_steps_know_their_lines() -> None:
    [head, *_] = items("induction n with\n| zero => rfl\n| succ n ih =>\n  simp\n  omega")
    assert [[step.line for step in block] for block in head.blocks] == [[2], [4, 5]]
