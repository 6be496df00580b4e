"""The embedded proposer and the search, on real Lean, in theories that start from nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from agent.budget import Budget
from agent.library_premises import library_of
from agent.proposers import Example, PremiseView, ProposalQuery
from agent.proposers.embedded import EmbeddedProposer
from agent.proposers.priors import learn, shape_of
from agent.proposers.theory import scan
from agent.search import Search, SearchOptions, SearchResult
from prover_bridge import environment, toolchain
from prover_bridge.environment import Environment
from prover_bridge.protocol import Goal, Hole, Hypothesis, State
from prover_bridge.server_session import ServerSession

NUMBERS = """
inductive N where
  | zero
  | succ (n : N)
namespace N
def add : N → N → N
  | a, zero => a
  | a, succ b => succ (add a b)
def double : N → N
  | zero => zero
  | succ n => succ (succ (double n))
def le (a b : N) : Prop := ∃ c, b = add a c
"""
SEQUENCES = """
inductive Chain (α : Type) where
  | stop
  | link (x : α) (rest : Chain α)
namespace Chain
variable {α : Type}
def join : Chain α → Chain α → Chain α
  | stop, ys => ys
  | link x xs, ys => link x (join xs ys)
def turn : Chain α → Chain α
  | stop => stop
  | link x xs => join (turn xs) (link x stop)
"""
GROUPS = """
class Grp (G : Type) where
  op : G → G → G
  e : G
  i : G → G
  assoc : ∀ a b c : G, op (op a b) c = op a (op b c)
  e_op : ∀ a : G, op e a = a
  i_op : ∀ a : G, op (i a) a = e
namespace Grp
infixl:70 " ⊙ " => op
variable {G : Type} [Grp G]
"""
ORDERS = """
class Ordered (P : Type) where
  le : P → P → Prop
  inf : P → P → P
  trans : ∀ {a b c : P}, le a b → le b c → le a c
  inf_left : ∀ a b : P, le (inf a b) a
  inf_right : ∀ a b : P, le (inf a b) b
  le_inf : ∀ {a b c : P}, le c a → le c b → le c (inf a b)
namespace Ordered
variable {P : Type} [Ordered P]
"""


@pytest.fixture(scope="module")
def plain() -> Environment:
    return environment.of_text(toolchain.embedded(), "")


def prove(plain: Environment, text: str, statements: Sequence[str], calls: int, seed: int = 0) -> SearchResult:
    """Prove the last statement; those before it are given as axioms, and offered as premises."""
    *known, wanted = statements
    names = [re.split(r"[\s:({\[]", s, maxsplit=1)[0] for s in known]
    context = text + "".join(f"axiom {s}\n" for s in known)
    theory = scan(context)
    laws = {law.name.rpartition(".")[2]: law for law in theory.laws}
    premises = [PremiseView(laws[n].name, laws[n].statement, "given") for n in names]
    name = re.split(r"[\s:({\[]", wanted, maxsplit=1)[0]

    async def go() -> SearchResult:
        async with ServerSession(plain) as session:
            (root,) = await session.open(context, [Hole(f"theorem {wanted} := ", "\n", False, 2)])
            budget = Budget(max_lean_calls=calls, max_seconds=100)
            options = SearchOptions()
            result = await Search(
                session,
                root,
                [EmbeddedProposer(seed)],
                budget,
                theorem=name,
                theory=theory,
                premises=lambda goal: premises,
                library=library_of(plain),
                options=options,
            ).run()
            assert budget.lean_calls <= calls
            if result.script is not None:  # the script as text closes the goal in one go, too
                (attempt,) = await session.attempt(root, [result.script])
                assert attempt.outcome == "closed", f"{result.script}\n{attempt.message}"
            return result

    return asyncio.run(go())


ZERO_ADD = "zero_add (n : N) : add zero n = n"
SUCC_ADD = "succ_add (a b : N) : add (succ a) b = succ (add a b)"
ADD_COMM = "add_comm (a b : N) : add a b = add b a"
ADD_ASSOC = "add_assoc (a b c : N) : add (add a b) c = add a (add b c)"
JOIN_STOP = "join_stop (xs : Chain α) : join xs stop = xs"
JOIN_ASSOC = "join_assoc (xs ys zs : Chain α) : join (join xs ys) zs = join xs (join ys zs)"
TURN_JOIN = "turn_join (xs ys : Chain α) : turn (join xs ys) = join (turn ys) (turn xs)"
CANCEL = "i_cancel (a b : G) : i a ⊙ (a ⊙ b) = b"

# A theory, statements of which the last is to be proved, Lean calls that it may take.
GOALS: list[tuple[str, list[str], int]] = [
    (NUMBERS, [ZERO_ADD], 30),
    (NUMBERS, [SUCC_ADD], 30),
    (NUMBERS, [ZERO_ADD, SUCC_ADD, ADD_COMM], 60),
    (NUMBERS, [ADD_ASSOC], 40),
    (NUMBERS, [ADD_COMM, ADD_ASSOC, "add_left_comm (a b c : N) : add a (add b c) = add b (add a c)"], 40),
    (NUMBERS, [SUCC_ADD, "double_eq (n : N) : double n = add n n"], 60),
    (NUMBERS, [ADD_ASSOC, "le_trans {a b c : N} (h : le a b) (k : le b c) : le a c"], 100),
    (NUMBERS, ["succ_inj {a b : N} (h : succ a = succ b) : a = b"], 20),
    (NUMBERS, ["zero_ne_succ (n : N) : zero ≠ succ n"], 20),
    (SEQUENCES, [JOIN_STOP], 30),
    (SEQUENCES, [JOIN_ASSOC], 40),
    (SEQUENCES, [JOIN_STOP, JOIN_ASSOC, TURN_JOIN], 60),
    (GROUPS, [CANCEL], 30),
    (GROUPS, [CANCEL, "cancel {a b c : G} (h : a ⊙ b = a ⊙ c) : b = c"], 60),
    (ORDERS, ["swap (a b : P) : le (inf a b) (inf b a)"], 30),
    (ORDERS, ["mono {a b c d : P} (h : le a b) (k : le c d) : le (inf a c) (inf b d)"], 60),
    ("", ["drinker {α : Type} (a : α) (P : α → Prop) : ∃ x, P x → ∀ y, P y"], 60),
    ("", ["and_swap {p q : Prop} (h : p ∧ q) : q ∧ p"], 20),
    ("", ["or_swap (p q : Prop) : p ∨ q ↔ q ∨ p"], 30),
    ("", ["not_exists' {α : Type} (P : α → Prop) : (¬∃ x, P x) ↔ ∀ x, ¬P x"], 60),
    ("", ["peirce (p q : Prop) : ((p → q) → p) → p"], 60),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "statements", "calls"), GOALS, ids=[s[-1].split(" ")[0] for _, s, _ in GOALS])
def test_it_proves(plain: Environment, text: str, statements: list[str], calls: int) -> None:
    result = prove(plain, text, statements, calls)
    assert result.status == "proved", result.reason


@pytest.mark.slow
def test_what_is_false_is_not_proved(plain: Environment) -> None:
    result = prove(plain, NUMBERS, ["wrong (n : N) : add n n = n"], 60)
    assert result.status in ("failed", "undecided") and result.script is None


@pytest.mark.slow
def test_premises_that_were_used_are_named(plain: Environment) -> None:
    statements = [JOIN_STOP, "back (xs : Chain α) : xs = join xs stop"]
    result = prove(plain, SEQUENCES, statements, 30)
    assert result.status == "proved"
    assert "Chain.join_stop" in result.premises or "induction" in (result.script or "")


def _query(target: str, *hypotheses: tuple[str, str], text: str = NUMBERS) -> ProposalQuery:
    goal = Goal(tuple(Hypothesis(name, type_) for name, type_ in hypotheses), target)
    return ProposalQuery(State("s", (goal,)), goal, theorem="N.x", theory=scan(text))


def test_the_same_seed_gives_the_same_tactics() -> None:
    query = _query("add a b = add b a", ("a", "N"), ("b", "N"))
    once, again, other = (EmbeddedProposer(seed).tactics(query) for seed in (3, 3, 4))
    assert once == again and {p.tactic for p in once} == {p.tactic for p in other}
    assert [p.score for p in once] == sorted((p.score for p in once), reverse=True)


def test_what_failed_is_not_proposed_again() -> None:
    query = _query("add a b = add b a", ("a", "N"), ("b", "N"))
    first = EmbeddedProposer().tactics(query)
    goal = query.goal
    failed = tuple((p.tactic, "no") for p in first[:5])
    later = EmbeddedProposer().tactics(
        ProposalQuery(query.state, goal, failed=failed, theorem=query.theorem, theory=query.theory)
    )
    assert not {tactic for tactic, _ in failed} & {p.tactic for p in later}


def test_induction_names_what_it_brings() -> None:
    found = EmbeddedProposer().tactics(_query("add zero n = n", ("ih", "True"), ("n", "N")))
    assert "induction n with\n| zero => ?_\n| succ n ih1 => ?_" in {p.tactic for p in found}


def test_shapes_forget_names() -> None:
    assert shape_of("simp [N.add, h]") == shape_of("simp [foo]")
    assert shape_of("induction n <;> simp_all [a]") == shape_of("induction xs <;> simp_all [b, c]")
    assert shape_of("cases h") != shape_of("induction h")


def test_experience_moves_a_tactic_up_but_never_out_of_sight() -> None:
    records = [("simp [a]", 50, 0), ("induction n <;> simp_all", 20, 20)]
    priors = learn(records)
    assert priors.of("induction k <;> simp_all") > 0 > priors.of("simp [b]") >= -0.3
    assert learn(reversed(records)) == priors and learn([]).of("simp") == 0
    query = _query("add zero n = n", ("n", "N"))
    plain_order = [p.tactic for p in EmbeddedProposer().tactics(query)]
    learned = [p.tactic for p in EmbeddedProposer().tactics(replace(query, priors=priors))]
    tactic = "simp [N.add]"
    assert tactic in learned and learned.index(tactic) >= plain_order.index(tactic)


def test_what_closed_a_similar_goal_comes_earlier_under_other_names() -> None:
    query = _query("add zero n = n", ("n", "N"))
    plain = [p.tactic for p in EmbeddedProposer().tactics(query)]
    late = next(tactic for tactic in reversed(plain) if tactic.startswith("cases"))
    # Its own names do not fit here, so it is no proposal itself.
    example = Example("add zero k = k", late.replace(" n ", " k "), ("k", "m"))
    learned = [p.tactic for p in EmbeddedProposer().tactics(replace(query, examples=[example]))]
    assert learned.index(late) < plain.index(late)
