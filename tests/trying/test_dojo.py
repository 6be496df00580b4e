"""The session over LeanDojo, against a stand-in for it (see lean_dojo_stand_in)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import lean_dojo_stand_in
import pytest
from conformance import Driver

from prover_bridge.dojo import DojoSession, TracedFile, theorem_name
from prover_bridge.errors import UserError
from prover_bridge.protocol import Hole, Outcome, SessionError

TRACED = TracedFile("https://github.com/someone/shop", "0" * 40, Path("Shop.lean"))
CONTEXT = "section\nend\nnamespace Shop\nsection Inner\n"
SWAP = Hole("theorem swap (a b : Prop) (h : a ∧ b) : b ∧ a := by\n  ", "", True, 2)


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    monkeypatch.setitem(sys.modules, "lean_dojo", lean_dojo_stand_in)
    monkeypatch.setattr(lean_dojo_stand_in.Dojo, "entered", 0)
    driver = Driver(DojoSession(TRACED, seconds=5))
    yield driver
    driver.close()
    assert lean_dojo_stand_in.Dojo.live == 0


def test_results_become_outcomes(driver: Driver) -> None:
    state = driver.open(SWAP, CONTEXT)
    assert [(h.name, h.type) for h in state.goals[0].hypotheses] == [("a", "Prop"), ("b", "Prop"), ("h", "a ∧ b")]
    attempts = driver.attempts(state, "constructor", "exact ⟨h.2, h.1⟩", "simp", "sorry", "skip")
    assert [a.outcome for a in attempts] == [
        Outcome.OPEN,
        Outcome.CLOSED,
        Outcome.ERROR,
        Outcome.ERROR,
        Outcome.OPEN,
    ]
    assert attempts[0].state is not None and [g.case for g in attempts[0].state.goals] == ["left", "right"]
    assert attempts[2].message == "<stdin>:1:1: simp failed"


@pytest.mark.parametrize(("tactic", "outcome"), [("hang", Outcome.TIMEOUT), ("eat", Outcome.CRASH)])
def test_a_dead_dojo_costs_one_attempt_and_states_are_replayed(driver: Driver, tactic: str, outcome: Outcome) -> None:
    state = driver.step(driver.open(SWAP, CONTEXT), "constructor", "exact h.2")
    assert driver.outcomes(state, "exact h.1", tactic, "exact h.1") == [Outcome.CLOSED, outcome, Outcome.CLOSED]
    assert driver.session.script(state) == ("constructor", "exact h.2")
    assert driver.session.stats().restarts == 1
    assert lean_dojo_stand_in.Dojo.entered == 2


def test_a_theorem_that_was_not_traced(driver: Driver) -> None:
    with pytest.raises(SessionError, match=r"Shop\.other"):
        driver.open(Hole("theorem other : True := ", "", False, 0), CONTEXT)


def test_names_and_holes() -> None:
    nested = Hole("lemma x.y : p := by\n  ", "", True, 2)
    assert theorem_name("namespace A.B\nend A.B\nnamespace C\n", nested) == "C.x.y"
    assert theorem_name("namespace C\n", Hole("theorem _root_.z : p := ", "", False, 0)) == "z"
    for before, after in [
        ("example : p := ", ""),
        ("theorem t : p := by\n  constructor\n  ", ""),
        ("theorem t : p := f ", " x"),
    ]:
        with pytest.raises(SessionError):
            theorem_name("", Hole(before, after, False, 0))


def test_without_leandojo_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lean_dojo", None)
    with pytest.raises(UserError, match="pip install"):
        DojoSession(TRACED)
