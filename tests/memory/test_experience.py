"""Goals that were closed are found again for goals like them, and their tactics are tried there."""

from __future__ import annotations

from pathlib import Path

from agent.proposers import Example, ProposalQuery
from agent.proposers.embedded import EmbeddedProposer
from lemma_graph.experience import Experience, rows_of
from lemma_graph.store import Store
from prover_bridge.protocol import Goal, Hypothesis, State


def goal(target: str, *names: str) -> Goal:
    return Goal(tuple(Hypothesis(name, "Nat") for name in names), target)


def test_goals_with_the_same_rare_symbols_are_alike(tmp_path: Path) -> None:
    with Store.open(tmp_path / "m.db") as store:
        experience = Experience(store, "env")
        common = [(goal(f"foo{i} a + b = b + foo{i} a", "a", "b"), f"simp [foo{i}]") for i in range(30)]
        store.record_closed("env", rows_of([*common, (goal("spin (twirl n) = n", "n"), "simp [twirl]")]))
        store.record_closed("other", rows_of([(goal("spin (twirl n) = n", "n"), "wrong")]))
        experience.refresh()
        [best, *_] = experience.alike(goal("spin (twirl (k + 0)) = k", "k"))
        assert best.closing.tactic == "simp [twirl]" and 0.35 <= best.likeness < 1
        assert experience.alike(goal("unheard x = y", "x", "y")) == []
        store.record_closed("env", rows_of([(goal("spin (twirl n) = n", "n"), "rfl")]))
        experience.refresh()
        found = experience.alike(goal("spin (twirl m) = m", "m"))
        assert [(a.closing.tactic, a.likeness) for a in found[:2]] == [("rfl", 1.0), ("simp [twirl]", 1.0)]
        again = Experience(store, "env")
        again.refresh()
        assert again.alike(goal("spin (twirl m) = m", "m")) == found


def test_a_tactic_of_a_similar_goal_is_tried_with_the_names_of_this_one() -> None:
    here = goal("spin x = x", "x", "h")
    examples = [
        Example("spin n = n", "cases k <;> simp_all [spin]", ("n", "k")),
        Example("spin n = n", "exact lost n", ("n", "k", "lost")),
    ]
    query = ProposalQuery(State("s", (here,)), here, examples=examples)
    tactics = {p.tactic: p.source for p in EmbeddedProposer().tactics(query)}
    assert tactics["cases h <;> simp_all [spin]"] == "embedded:closed a similar goal"
    assert not any("lost" in tactic for tactic in tactics)
