"""The journal of a theory: nothing is sifted twice, a death is repaired from the store, and sources share the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.growth import bandit
from agent.growth.bandit import Arm
from agent.growth.interest import interest, promise, symmetric
from agent.growth.journal import Journal
from agent.growth.protocol import Conjecture, Malformed, Passed, Refuted, Sieved, Trivial
from agent.growth.records import NewLemma, Prospect, Spent
from prover_bridge.errors import UserError

KEYS = ["a" * 64, "b" * 64, "c" * 64]


def conjecture(statement: str, size: int = 5) -> Conjecture:
    return Conjecture(statement, "equations", "it is small", size)


def value(each: Conjecture) -> float:
    return 1 / each.size


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    found = Journal(tmp_path / "growth", "T", "identity", lambda: ["0" * 64])
    yield found
    found.close()


def entered(journal: Journal) -> int:
    """A run with three conjectures worth a search, a false one and two that are neither."""
    run = journal.begin_run({})
    sieved: list[Sieved] = [
        *(Passed(conjecture(f"P {i}", 5 + i), key) for i, key in enumerate(KEYS)),
        Refuted(conjecture("Q"), "a = 0", "evaluation"),
        Trivial(conjecture("R"), "rfl"),
        Malformed(conjecture("S ("), "expected ')'"),
    ]
    counts = journal.enter(run, "equations", sieved, {}, value, 0.5)
    assert counts == {"passed": 3, "refuted": 1, "trivial": 1, "known": 0, "malformed": 1}
    return run


def proved(journal: Journal, run: int, prospect: Prospect, unlocked_by: list[str] | None = None) -> None:
    lemma = NewLemma(prospect.key, f"T.{prospect.id}", prospect.conjecture.statement, "equations", prospect.id, 7, 1,
                     "proved", unlocked_by or [])  # fmt: skip
    journal.proved(run, prospect, [lemma], 0.1, 1.0)


def test_what_was_thought_of_is_not_sifted_again(journal: Journal, tmp_path: Path) -> None:
    entered(journal)
    again = [conjecture("P 0"), conjecture("R"), conjecture("  Q "), conjecture("new"), conjecture("new")]
    assert [each.statement for each in journal.fresh(again)] == ["new"]
    with pytest.raises(UserError, match="another text"):
        Journal(tmp_path / "growth", "T", "changed", lambda: [])
    assert journal.before == ("0" * 64,)


def test_the_same_statement_in_other_words_is_searched_once(journal: Journal) -> None:
    run = entered(journal)
    counts = journal.enter(run, "equations", [Passed(conjecture("P zero"), KEYS[0])], {}, value, 0.1)
    assert (counts["passed"], counts["known"]) == (0, 1)


def test_failures_raise_the_effort_and_are_tried_again(journal: Journal) -> None:
    run = entered(journal)
    first = journal.untried()
    assert first is not None and first.key == KEYS[0]
    journal.trying(first)
    journal.failed(first, 80, 1.0, "the budget is spent", {"g": "∀ (a : N), a = a"}, 1, 0)
    assert journal.untried() is not None and journal.untried() != first
    [again] = journal.tried(10)
    assert (again.key, again.level, again.tries, again.tried_at) == (KEYS[0], 1, 1, 0)
    assert journal.stuck(5) == ["∀ (a : N), a = a"]
    assert [each.text for each in journal.statements("open")] == ["P 0"]
    assert [each.text for each in journal.statements("refuted")] == ["Q"]
    other = journal.untried()
    assert other is not None
    proved(journal, run, other)
    proved(journal, run, again, [other.key])
    assert journal.unlocked() == [(other.key, KEYS[0])]
    assert journal.counts().fates == {"open": 1, "proved": 2, "refuted": 1, "trivial": 1, "known": 0, "malformed": 1}


def test_a_death_between_certificate_and_journal_loses_nothing(journal: Journal) -> None:
    entered(journal)
    prospect = journal.untried()
    assert prospect is not None
    journal.trying(prospect)
    # Here the process dies, with the lemma in the store.
    run = journal.begin_run({})
    assert journal.reconcile(lambda keys: {key: "T.found" for key in keys if key == prospect.key}, run) == 1
    assert [(each["key"], each["name"], each["fate"]) for each in journal.lemmas()] == [
        (prospect.key, "T.found", "proved")
    ]
    assert journal.untried() != prospect


def test_a_death_in_a_search_leaves_the_conjecture_open(journal: Journal) -> None:
    entered(journal)
    prospect = journal.untried()
    assert prospect is not None
    journal.trying(prospect)
    run = journal.begin_run({})
    assert journal.reconcile(lambda keys: {}, run) == 0
    assert journal.untried() == prospect and journal.lemmas() == []


def test_what_the_store_lacks_does_not_count_as_proved(journal: Journal) -> None:
    run = entered(journal)
    prospect = journal.untried()
    assert prospect is not None
    proved(journal, run, prospect)
    assert journal.counts()["proved"] == 1
    assert journal.reconcile(lambda keys: {}, run) == 1
    assert journal.lemmas() == [] and journal.counts()["proved"] == 0


def test_one_process_at_a_time_and_costs_add_up(journal: Journal, tmp_path: Path) -> None:
    other = Journal(tmp_path / "growth", "T", "identity", lambda: [])
    with journal.working(), pytest.raises(UserError, match="Another process"), other.working():
        pass
    other.close()
    for seconds in (2.0, 3.0):
        run = journal.begin_run({})
        journal.spend(run, Spent(seconds, 1.0, 10))
        journal.spend(run, Spent(seconds, 2.0, 20), ended=True)
    assert journal.spent() == Spent(5.0, 4.0, 40)


def test_sources_share_the_time_by_what_they_bring() -> None:
    arms = [Arm("good"), Arm("bad"), Arm("spent", spent_at=0)]
    chosen: list[str] = []
    for _ in range(200):
        arm = bandit.choose(arms, 0)
        assert arm is not None
        chosen.append(arm.name)
        arms = bandit.after_round(arms, arm.name, 1.0, spent_at=None)
        arms = [bandit.charged(each, 9.0, 3.0) if each.name == arm.name == "good" else each for each in arms]
    assert chosen.count("good") > 3 * chosen.count("bad") >= 3
    assert "spent" not in chosen[:150]
    # The same numbers give the same choice; one that has no more ideas is asked again when lemmas have come.
    assert bandit.choose(arms, 0) == bandit.choose([replace(arm) for arm in arms], 0)
    assert bandit.choose([Arm("spent", 1, spent_at=4)], 4) is None
    assert bandit.choose([Arm("spent", 1, spent_at=4)], 4 + bandit.FRESH_LEMMAS) is not None


def test_short_symmetric_and_asked_for_come_first() -> None:
    comm, other = conjecture("∀ (a b : N), a + b = b + a", 7), conjecture("∀ (a b : N), a + b = succ (b * a)", 8)
    assert promise(comm, asked=False) > promise(other, asked=False)
    assert promise(other, asked=True) > promise(other, asked=False) > promise(replace(other, size=14), asked=False)
    assert symmetric("∀ (a b c : N), (a + b) * c = (c + b) * a") and not symmetric(other.statement)
    used = interest(comm.statement, 7, used_by=4, unlocked=2, follows=False)
    assert used.score > interest(comm.statement, 7, used_by=0, unlocked=0, follows=False).score
    assert used.parts == ("a usual law", "symmetric", "used by 4", "unlocked 2")
    assert interest(comm.statement, 7, used_by=0, unlocked=0, follows=True).score < used.score / 3
