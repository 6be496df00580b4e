"""The queue and the stores beside it: fixed plans, equal budgets, and nothing lost where work is cut short."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from agent.campaign.plan import ARMS, BUILD, LIBRARY_ARMS, Allowance, Plan, Try
from agent.campaign.queue import Queue
from agent.campaign.stores import Stores
from lemma_graph.audit import verify
from lemma_graph.store import Store
from prover_bridge.errors import UserError
from tests.memory.conftest import hand_made_verdict

NAMES = tuple("abcdefgh")
RESULT = {"core_reading": None, "theorems": [{"status": "proved", "lean_calls": 3, "model_calls": 0, "seconds": 0.1}]}


def plan(arms: tuple[str, ...] = ("off", "on"), tries: int = 1, charged: bool = True) -> Plan:
    seeds = tuple(Try(seed, seed) for seed in range(tries))
    return Plan(
        suite="s",
        environment="e",
        environment_name="an environment",
        arms=arms,
        tries=seeds,
        allowance=Allowance(30.0, 101, 10, 1000, 0.5),
        strategy="best-first",
        proposer="embedded",
        model=None,
        problems=NAMES,
        files=NAMES,
        charged=charged,
    )


def put(store: Store, statement: str) -> None:
    verdict = hand_made_verdict(f"t_{statement}", statement)
    store.add(verdict, source="s", script="simp", environment_name="for tests")


def test_a_plan_survives_json() -> None:
    assert Plan.from_json(plan(ARMS, 3).to_json()) == plan(ARMS, 3)


def test_every_arm_has_the_same_budget_and_no_library_has_seen_its_problem() -> None:
    episodes = list(plan(ARMS, 3).episodes())
    built = {(each.attempt, each.problem): each for each in episodes if each.arm == BUILD}
    for attempt in range(3):
        for arm in ARMS:
            mine = [each for each in episodes if (each.attempt, each.arm) == (attempt, arm)]
            assert sorted(each.problem for each in mine) == sorted(NAMES)
            for each in mine:
                building = built[attempt, each.problem] if arm in LIBRARY_ARMS else None
                spent = [each.allowance, *([building.allowance] if building else [])]
                assert sum(part.lean_calls for part in spent) <= 101
                assert sum(part.seconds for part in spent) == 30.0
                assert sum(part.tokens or 0 for part in spent) == 1000
                if building is not None:
                    assert each.library != building.lane
                    sources = {b.problem for b in built.values() if b.lane == each.library}
                    assert len(sources) == 4 and each.problem not in sources


def test_arms_take_turns_and_orders_differ() -> None:
    episodes = [each for each in plan(ARMS, 3).episodes() if each.arm != BUILD]
    first = [each.arm for each in episodes[::5]]
    assert set(first) == set(ARMS)
    for start in range(0, len(episodes), 5):
        assert len({each.problem for each in episodes[start : start + 5]}) == 1
    orders = [[e.problem for e in episodes if e.attempt == attempt and e.arm == "on"] for attempt in range(3)]
    assert len({tuple(order) for order in orders}) == 3


def test_a_library_is_built_in_passes_by_halves() -> None:
    episodes = list(replace(plan(("off", "frozen"), charged=False), passes=2).episodes())
    building = [each for each in episodes if each.builds]
    assert [each.problem for each in building[:8]] == [each.problem for each in building[8:]]
    assert {each.lane for each in building} == {"0-build-0", "0-build-1"}
    assert [each.lane for each in building[:8]] == [each.lane for each in building[8:]]
    assert episodes[:16] == building


def test_a_library_that_is_not_charged_leaves_the_whole_budget() -> None:
    assert {each.allowance.lean_calls for each in plan(ARMS, 1, charged=False).episodes()} == {101}


def test_a_queue_goes_on_where_it_was(tmp_path: Path) -> None:
    with Queue.create(tmp_path, plan()) as queue:
        first = queue.next()
        assert first is not None and first.state == "waiting"
        queue.begin(first)
        queue.finish(first, RESULT)
        second = queue.next()
        assert second is not None and second.id == first.id + 1
        queue.begin(second)
    with Queue(tmp_path) as queue:  # as after a crash
        again = queue.next()
        assert again is not None
        assert (again.id, again.state, again.starts) == (second.id, "running", 1)
        assert queue.counts() == (1, 16)
        assert queue.episodes()[0].result == RESULT
        assert queue.plan == plan()


def test_what_is_no_campaign_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no campaign"):
        Queue(tmp_path)
    Queue.create(tmp_path / "a", plan()).close()
    with pytest.raises(UserError, match="--resume"):
        Queue.create(tmp_path / "a", plan())
    (tmp_path / "b").mkdir()
    with sqlite3.connect(tmp_path / "b" / "queue.db") as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(UserError, match="no campaign of Lemmasmith"):
        Queue(tmp_path / "b")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "queue.db").write_bytes(b"rubbish" * 1000)
    with pytest.raises(UserError, match="cannot be read"):
        Queue(tmp_path / "c")


def test_only_one_process_works_on_a_campaign(tmp_path: Path) -> None:
    Queue.create(tmp_path, plan()).close()
    code = (
        "import sys, time; from pathlib import Path; from agent.campaign.queue import Queue\n"
        "with Queue(Path(sys.argv[1])) as q, q.working(): print('working', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "working\n"
        with Queue(tmp_path) as queue:
            with pytest.raises(UserError, match="Another process"), queue.working():
                pass
            other.kill()
            other.wait()
            with queue.working():  # the dead hold nothing
                pass


def test_an_episode_that_was_cut_short_leaves_its_memory_as_it_was_and_its_lemmas_aside(tmp_path: Path) -> None:
    stores = Stores(tmp_path)
    stores.before("0-on", 1)
    put(stores.lane("0-on"), "1 = 1")
    stores.after("0-on", 1)
    stores.before("0-on", 2)
    put(stores.lane("0-on"), "2 = 2")
    stores.close()  # as after a crash
    stores = Stores(tmp_path)
    stores.rewind("0-on", 2, 1)
    store = stores.lane("0-on")
    assert [lemma.statement for lemma in store.lemmas()] == ["1 = 1"]
    assert not verify(store).findings
    with Store.open(tmp_path / "interrupted" / "0-on-2-1.db") as aside:
        assert {lemma.statement for lemma in aside.lemmas()} == {"1 = 1", "2 = 2"}
        assert not verify(aside).findings
    stores.close()


def test_a_library_learns_nothing_from_being_read(tmp_path: Path) -> None:
    stores = Stores(tmp_path)
    put(stores.lane("0-build-0"), "1 = 1")
    with stores.scratch("0-build-0", failures=True) as copy:
        put(copy, "2 = 2")
        copy.start_episode("p", "e", statement_key=None, seed=0)
    assert [lemma.statement for lemma in stores.lane("0-build-0").lemmas()] == ["1 = 1"]
    assert stores.lane("0-build-0").stats().episodes == 0
    stores.close()
