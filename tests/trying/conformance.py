"""What every backend of a session must do, whichever it is: tests written against the protocol alone.

A test module takes these in by subclassing `SessionConformance` and saying how a session is made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from prover_bridge.environment import Environment
from prover_bridge.protocol import Attempt, Hole, Hypothesis, Outcome, Session, SessionError, State, TryLimits

CLOSED, OPEN, ERROR, TIMEOUT = Outcome.CLOSED, Outcome.OPEN, Outcome.ERROR, Outcome.TIMEOUT

SWAP = Hole("theorem swap (a b : Prop) (h : a ∧ b) : b ∧ a := ", "", False, 0)
EITHER = Hole("theorem either (a b : Prop) (h : a ∨ b) : b ∨ a := by\n  ", "", True, 2)


def term(statement: str) -> Hole:
    return Hole(f"theorem goal {statement} := ", "", False, 0)


class Driver:
    """A session with an event loop, so that plain test functions can use it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.loop = asyncio.new_event_loop()

    def open(self, hole: Hole, context: str = "") -> State:
        [state] = self.loop.run_until_complete(self.session.open(context, [hole]))
        return state

    def attempts(self, state: State, *tactics: str, limits: TryLimits | None = None) -> list[Attempt]:
        return self.loop.run_until_complete(self.session.attempt(state, tactics, limits))

    def outcomes(self, state: State, *tactics: str, limits: TryLimits | None = None) -> list[Outcome]:
        return [attempt.outcome for attempt in self.attempts(state, *tactics, limits=limits)]

    def step(self, state: State, *tactics: str) -> State:
        """The state behind these tactics, one after the other."""
        for tactic in tactics:
            [attempt] = self.attempts(state, tactic)
            assert attempt.state is not None, attempt
            state = attempt.state
        return state

    def close(self) -> None:
        self.loop.run_until_complete(self.session.close())
        self.loop.close()


class SessionConformance:
    """Subclasses say how a session is made; all of its tests then hold."""

    @classmethod
    def make(cls, environment: Environment) -> Session:
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def driver(cls, plain: Environment) -> Iterator[Driver]:
        driver = Driver(cls.make(plain))
        yield driver
        driver.close()

    # Opening

    def test_a_term_hole_shows_its_goal(self, driver: Driver) -> None:
        [goal] = driver.open(SWAP).goals
        assert goal.hypotheses == (
            Hypothesis("a", "Prop"),
            Hypothesis("b", "Prop"),
            Hypothesis("h", "a ∧ b"),
        )
        assert (goal.target, goal.case) == ("b ∧ a", None)

    def test_a_tactic_hole_shows_its_goal(self, driver: Driver) -> None:
        [goal] = driver.open(EITHER).goals
        assert goal.target == "b ∨ a"

    def test_a_hole_in_the_middle_of_a_proof_sees_what_stands_before_it(self, driver: Driver) -> None:
        hole = Hole(
            "theorem mid (a b : Prop) (h : a ∧ b) : b ∧ a := by\n  cases h with\n  | intro x y =>\n"
            "    constructor\n    · ",
            "\n    · exact x",
            True,
            6,
        )
        state = driver.open(hole)
        [goal] = state.goals
        assert goal.hypotheses[-2:] == (Hypothesis("x", "a"), Hypothesis("y", "b"))
        assert goal.target == "b"
        assert driver.outcomes(state, "exact y", "exact x") == [CLOSED, ERROR]

    def test_a_hole_followed_by_other_goals_is_proved_alone(self, driver: Driver) -> None:
        before = "theorem two (a b : Prop) (h : a ∧ b) : b ∧ a := by\n  constructor\n  "
        state = driver.open(Hole(before, "\n  exact h.1", True, 2))
        assert [goal.target for goal in state.goals] == ["b"]
        assert driver.outcomes(state, "exact h.2") == [CLOSED]

    def test_several_holes_namespaces_variables_and_earlier_declarations(self, driver: Driver) -> None:
        context = (
            "namespace Shop\nvariable (p q : Prop)\n\ndef both := p ∧ q\ntheorem first (h : both p q) : p := h.1\n\n"
        )
        holes = [
            Hole("theorem second (h : both p q) : q := ", "", False, 0),
            Hole("theorem again (h : both p q) : p := by\n  ", "", True, 2),
        ]
        states = driver.loop.run_until_complete(driver.session.open(context, holes))
        assert [state.goals[0].target for state in states] == ["q", "p"]
        assert driver.outcomes(states[0], "exact h.2") == [CLOSED]
        assert driver.outcomes(states[1], "exact first p q h", "exact h.2") == [CLOSED, ERROR]

    def test_a_text_that_does_not_elaborate_is_said_so(self, driver: Driver) -> None:
        with pytest.raises(SessionError, match="mismatch"):
            driver.open(term(": (3 : Nat) ∧ True"))
        with pytest.raises(SessionError):
            driver.open(SWAP, "theorem broken : := 3\nopen Nowhere\n")
        assert driver.outcomes(driver.open(SWAP), "exact ⟨h.2, h.1⟩") == [CLOSED]

    def test_a_hole_that_stands_for_several_goals_is_said_so(self, driver: Driver) -> None:
        before = "theorem both : True ∧ True := by\n  constructor\n  all_goals "
        with pytest.raises(SessionError, match="several goals"):
            driver.open(Hole(before, "", True, 12))

    def test_a_hole_that_is_never_reached_is_said_so(self, driver: Driver) -> None:
        with pytest.raises(SessionError):
            driver.open(Hole("theorem never : True := by\n  trivial\n  ", "", True, 2))

    # Trying

    def test_outcomes(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        tactics = ["exact ⟨h.2, h.1⟩", "constructor", "exact h", "no_such_tactic", "skip"]
        attempts = driver.attempts(state, *tactics)
        assert [a.outcome for a in attempts] == [CLOSED, OPEN, ERROR, ERROR, OPEN]
        assert [a.tactic for a in attempts] == tactics
        assert [a.state is not None for a in attempts] == [False, True, False, False, True]
        assert attempts[2].message is not None and "mismatch" in attempts[2].message
        assert all(a.seconds >= 0 for a in attempts)

    def test_new_goals_carry_their_tags(self, driver: Driver) -> None:
        state = driver.step(driver.open(EITHER), "cases h")
        assert [(goal.case, goal.target) for goal in state.goals] == [("inl", "b ∨ a"), ("inr", "b ∨ a")]
        deeper = driver.step(state, "exact Or.inr (by assumption)")
        assert [goal.case for goal in deeper.goals] == ["inr"]
        assert driver.outcomes(deeper, "case inr => left; assumption", "right", "case inl => skip") == [
            CLOSED,
            OPEN,
            ERROR,
        ]

    def test_trying_changes_nothing(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        first = driver.attempts(state, "constructor", "exact zzz", "cases h")
        second = driver.attempts(state, "cases h", "exact ⟨h.2, h.1⟩", "constructor")
        assert [a.outcome for a in second] == [OPEN, CLOSED, OPEN]
        assert first[0].state and second[2].state and first[0].state.goals == second[2].state.goals

    def test_states_branch_and_give_their_script(self, driver: Driver) -> None:
        root = driver.open(SWAP)
        left = driver.step(root, "constructor", "exact h.2")
        right = driver.step(root, "rcases h with ⟨x, y⟩\nrefine ⟨?_, x⟩")
        assert driver.session.script(root) == ()
        assert driver.session.script(left) == ("constructor", "exact h.2")
        assert driver.session.script(right) == ("rcases h with ⟨x, y⟩\nrefine ⟨?_, x⟩",)
        assert driver.outcomes(left, "exact h.1", "exact h.2") == [CLOSED, ERROR]
        assert driver.outcomes(right, "assumption") == [CLOSED]

    def test_dropping_a_state_leaves_its_descendants(self, driver: Driver) -> None:
        root = driver.open(SWAP)
        below = driver.step(root, "constructor")
        driver.session.drop(root)
        assert driver.outcomes(below, "exact h.2") == [OPEN]
        with pytest.raises(KeyError):
            driver.session.script(root)

    def test_many_alternatives_do_not_disturb_each_other(self, driver: Driver) -> None:
        state = driver.open(EITHER)
        good = "exact h.elim Or.inr Or.inl"
        tactics = [good, "exact zzz", "intro", good, "simp at", "skip; skip", "cases h", good, "·", "exact (h"]
        expected = [CLOSED, ERROR, ERROR, CLOSED, ERROR, OPEN, OPEN, CLOSED, ERROR, ERROR]
        assert driver.outcomes(state, *tactics) == expected
        assert driver.outcomes(state, *reversed(tactics)) == expected[::-1]

    def test_goals_that_share_a_metavariable(self, driver: Driver) -> None:
        state = driver.step(driver.open(term("(n : Nat) (h : n = 3) : ∃ m : Nat, m = 3")), "refine ⟨?w, ?p⟩")
        assert {goal.case for goal in state.goals} == {"w", "p"}
        assert driver.outcomes(state, "case p => exact h", "case p => exact rfl") == [CLOSED, CLOSED]

    def test_a_let_value_is_shown(self, driver: Driver) -> None:
        [goal] = driver.step(driver.open(term(": let n := 2; n = 2")), "intro n").goals
        assert goal.hypotheses == (Hypothesis("n", "Nat", "2"),)

    def test_a_step_of_several_lines_is_replayed(self, driver: Driver) -> None:
        step = "have x : a := by\n  exact h.1\nhave y : b := by\n  exact h.2"
        state = driver.step(driver.open(SWAP), step)
        assert [h.name for h in state.goals[0].hypotheses] == ["a", "b", "h", "x", "y"]
        assert driver.outcomes(state, "exact ⟨y, x⟩") == [CLOSED]

    def test_a_long_line_of_hypotheses_is_read_whole(self, driver: Driver) -> None:
        parts = " ∧ ".join(f"(aaaaaaaaaaaaaaaa{i} → bbbbbbbbbbbbbbb{i})" for i in range(8))
        names = " ".join(f"aaaaaaaaaaaaaaaa{i} bbbbbbbbbbbbbbb{i}" for i in range(8))
        state = driver.open(term(f"({names} : Prop) (h : {parts}) : {parts}"))
        assert " ".join(state.goals[0].hypotheses[-1].type.split()) == parts
        assert " ".join(state.goals[0].target.split()) == parts
        assert driver.outcomes(state, "exact h") == [CLOSED]

    # What must not pass for success

    @pytest.mark.parametrize(
        "tactic",
        [
            "sorry",
            "exact sorry",
            "admit",
            "first | fail | sorry",
            "have x : b := by sorry\nexact ⟨x, h.1⟩",
            "exact ⟨by trivial, by trivial⟩",
            "have x : b := by exact zzz\nexact ⟨x, h.1⟩",
            "exact h) end theorem x : False := by",
            "skip)\n  (exact h",
            "skip\ntheorem x : True := trivial",
            "skip\nend Nowhere",
            "#eval 1",
            "skip /-",
            "skip -/",
            'skip "',
            "open Nowhere",
            "exact ⟨h.2, h.1⟩ ]",
            "",
            "  \n ",
            "-- nothing",
        ],
    )
    def test_false_success(self, driver: Driver, tactic: str) -> None:
        state = driver.open(SWAP)
        assert driver.outcomes(state, tactic) == [ERROR]
        good = "exact ⟨h.2, h.1⟩"
        assert driver.outcomes(state, good, tactic, good) == [CLOSED, ERROR, CLOSED]

    def test_a_comment_behind_a_tactic_is_harmless(self, driver: Driver) -> None:
        assert driver.outcomes(driver.open(SWAP), "exact ⟨h.2, h.1⟩ -- done", "skip -- not yet") == [CLOSED, OPEN]

    # Limits

    @pytest.mark.parametrize("endless", ["repeat skip", "repeat (have := h)", "iterate 100000 (try simp only [h])"])
    def test_heartbeats_end_a_tactic_long_before_the_clock(self, driver: Driver, endless: str) -> None:
        state = driver.step(driver.open(SWAP), "have k := h")
        good = "exact ⟨h.2, h.1⟩"
        limits = TryLimits(seconds=60, heartbeats=100)
        assert driver.outcomes(state, good, endless, good, limits=limits) == [CLOSED, TIMEOUT, CLOSED]
        assert driver.session.stats().by_outcome.get(Outcome.CRASH, 0) == 0

    def test_heartbeats_are_counted_for_each_tactic_alone(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        busy = "iterate 12 (have := (show 2 + 2 = 4 by omega))"
        limits = TryLimits(seconds=60, heartbeats=800)
        assert driver.outcomes(state, *[busy] * 8, limits=limits) == [OPEN] * 8
        assert driver.outcomes(state, busy, limits=TryLimits(seconds=60, heartbeats=20)) == [TIMEOUT]

    def test_without_words_the_outcomes_are_the_same(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        tactics = ["exact h", "skip", "no_such_tactic", "exact ⟨h.2, h.1⟩", "simp at h", "repeat skip"]
        limits = TryLimits(seconds=60, heartbeats=100)
        silent = driver.attempts(state, *tactics, limits=replace(limits, explain=False))
        loud = driver.attempts(state, *tactics, limits=limits)
        assert [a.outcome for a in silent] == [a.outcome for a in loud] == [ERROR, OPEN, ERROR, CLOSED, ERROR, TIMEOUT]
        assert silent[1].state and loud[1].state and silent[1].state.goals == loud[1].state.goals
        assert loud[0].message is not None and "mismatch" in loud[0].message

    def test_a_tactic_that_never_ends_costs_one_attempt(self, driver: Driver) -> None:
        state = driver.step(driver.open(SWAP), "constructor")
        limits = TryLimits(seconds=1.0)
        assert driver.outcomes(state, "exact h.2", "repeat skip", "exact h.1", limits=limits) == [OPEN, TIMEOUT, ERROR]
        assert driver.outcomes(state, "exact h.2") == [OPEN]

    def test_deep_nesting_costs_one_attempt(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        deep = "exact " + "(" * 20_000 + "h" + ")" * 20_000
        assert driver.outcomes(state, deep)[0] is not CLOSED
        assert driver.outcomes(state, "exact ⟨h.2, h.1⟩") == [CLOSED]

    def test_megabytes_of_output_cost_one_attempt(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        loud = 'trace "' + "x" * 2_000_000 + '"\n'
        found = driver.outcomes(state, loud + "exact ⟨h.2, h.1⟩", loud + "exact zzz", "exact ⟨h.2, h.1⟩")
        assert found == [CLOSED, ERROR, CLOSED]

    @pytest.mark.parametrize("word", ["lemmasmith_park", 'lemmasmith_serve "x"', "skip; lemmasmith_park"])
    def test_the_sessions_own_words_are_no_tactics(self, driver: Driver, word: str) -> None:
        assert driver.outcomes(driver.open(SWAP), word, "exact ⟨h.2, h.1⟩") == [ERROR, CLOSED]

    def test_separators_in_a_tactic_are_text(self, driver: Driver) -> None:
        state = driver.open(SWAP)
        odd = ["exact ⟨h.2, h.1⟩ -- \x1f1\x1fskip", 'trace "\x1e\\n"\nskip', "exact ⟨h.2, h.1⟩ -- \\u0000 \\n"]
        assert driver.outcomes(state, *odd) == [CLOSED, OPEN, CLOSED]

    def test_statistics_count_what_happened(self, driver: Driver) -> None:
        before = driver.session.stats()
        attempts, closed = before.attempts, before.by_outcome.get(CLOSED, 0)
        driver.outcomes(driver.open(SWAP), "exact ⟨h.2, h.1⟩", "skip", "exact zzz")
        after = driver.session.stats()
        assert after.attempts == attempts + 3
        assert after.by_outcome[CLOSED] == closed + 1
        assert after.lean_seconds > 0
        assert after.lean_seconds >= after.tactic_seconds
        assert len(after.memory_mb) == len(after.states) > 0
