"""Several episodes at once: who may run beside whom, the same results as one at a time, and nothing lost or left."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sqlite3
from pathlib import Path
from typing import Any, cast

import psutil
import pytest

from agent.campaign.lanes import _Lane, _Waiting, lane_of, most_at_once, share
from agent.campaign.plan import ARMS, LIBRARY_ARMS, Allowance, Arm, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.campaign.runner import Campaign, plan_for
from agent.report import stable_part
from agent.search import StrategyName
from agent.suite import Problem, problems
from prover_bridge import toolchain
from prover_bridge.errors import UserError
from tests.campaign.test_queue import plan
from tests.campaign.test_resume import FILES, Start, queue_state, start, wait_until  # noqa: F401


def _lane() -> _Lane:
    return _Lane(cast(Any, None), cast(Any, None))


@pytest.mark.parametrize("strategy", ["best-first", "mixed"])
@pytest.mark.parametrize("arms", [("off", "on"), ARMS])
@pytest.mark.parametrize("seed", range(4))
def test_who_shares_a_memory_follows_each_other_in_one_process(
    tmp_path: Path, seed: int, arms: tuple[str, ...], strategy: str
) -> None:
    chance = random.Random(seed)
    whole = plan(arms, tries=2)
    object.__setattr__(whole, "strategy", strategy)
    with Queue.create(tmp_path, whole) as queue:
        waiting, lanes = _Waiting(queue), [_lane() for _ in range(3)]
        done: list[int] = []
        left = {each.id: each.planned for each in queue.episodes()}
        while left:
            for lane in lanes:
                if lane.busy is None:
                    lane.busy = waiting.take(lane, lanes)
            busy = [lane for lane in lanes if lane.busy is not None]
            assert busy, "nobody works though episodes are left"
            names = [name for lane in busy if lane.busy and (name := lane_of(lane.busy.planned, strategy))]
            assert len(names) == len(set(names))
            assert sum(len(lane.owns) for lane in lanes) == len({name for lane in lanes for name in lane.owns})
            for lane in busy:
                assert lane.busy is not None
                mine = lane.busy
                name = lane_of(mine.planned, strategy)
                if name is not None:  # all before it in its lane are done
                    earlier = [i for i, each in left.items() if lane_of(each, strategy) == name and i < mine.id]
                    assert not earlier and name in lane.owns
                if mine.planned.arm in LIBRARY_ARMS:
                    assert not any(each.builds and each.lane == mine.planned.library for each in left.values())
            ended = chance.choice(busy)
            assert ended.busy is not None
            waiting.done(ended.busy)
            del left[ended.busy.id]
            done.append(ended.busy.id)
            ended.busy = None
        assert len(done) == queue.counts()[1]


def test_a_process_gets_the_earliest_episode_that_may_run(tmp_path: Path) -> None:
    with Queue.create(tmp_path, plan(("off", "on"))) as queue:
        waiting, lanes = _Waiting(queue), [_lane(), _lane()]
        first, second = (waiting.take(lane, lanes) for lane in lanes)
        assert first is not None and second is not None
        assert (first.id, second.id) == (1, 2) and {first.planned.arm, second.planned.arm} == {"off", "on"}


def test_no_more_lean_processes_than_asked_for() -> None:
    both, on = plan(("off", "on")), plan(("on",), tries=3)
    assert most_at_once(both) == 1 + 8 and most_at_once(on) == 3 and most_at_once(plan(("on",))) == 1
    assert share(both, 2, None) == (2, 1) and share(plan(("on",)), 2, None) == (1, 2)
    assert share(both, 8, 2) == (2, 4) and share(on, 8, None) == (3, 2)
    with pytest.raises(UserError, match=r"--lanes 4 .* --workers is 2"):
        share(both, 2, 4)


def _found(folder: Path, suite: list[Problem], lanes: int, strategy: StrategyName = "best-first") -> Any:
    """The stable part of the report of a campaign, one Lean process for each lane."""
    chosen, by_name = toolchain.embedded(), {problem.name: problem for problem in suite}
    arms: list[Arm] = ["off", "on"]
    limits = Allowance(600.0, 40)
    work = plan_for("suite", suite, chosen, arms, [Try(0), Try(1, 1)], limits, strategy=strategy, practice=1)
    seen: list[int] = []
    with Queue.create(folder, work) as queue:
        campaign = Campaign(queue, by_name, chosen, lanes=lanes, done=lambda episode, *_: seen.append(episode.id))
        asyncio.run(campaign.run())
        assert sorted(seen) == list(range(1, queue.counts()[1] + 1))
        return stable_part(report(queue, by_name))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_at_once_find_what_one_at_a_time_finds(tmp_path: Path) -> None:
    folder = tmp_path / "suite"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.lean").write_text(text, encoding="utf-8")
    suite = problems(str(folder), None)
    one, two = _found(tmp_path / "one", suite, 1), _found(tmp_path / "two", suite, 2)
    assert one == two
    assert one["summary"]["on"]["exact_hits"] and len(one["practice"]) == 4


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_and_stopped_with_two_at_once_nothing_is_lost_or_left(
    start: Start,  # noqa: F811
    tmp_path: Path,
) -> None:
    options = ["--memory", "both", "--max-lean-calls", "40", "--max-seconds", "600"]
    whole = start("--campaign", "whole", "--json", "--workers", "1", *options)
    out, err = whole.communicate(timeout=400)
    assert whole.returncode == 1, err
    expected = json.loads(out)

    cut = tmp_path / "cut"
    two = ["--campaign", "cut", "--workers", "2", "--lanes", "2"]

    def running() -> list[str]:
        return [state for _, _, state in queue_state(cut) if state == "running"]

    killed = start(*two, *options)
    wait_until(lambda: len(running()) == 2, killed)
    family = psutil.Process(killed.pid).children(recursive=True)
    assert len(family) >= 2
    killed.kill()  # no word to the others
    killed.communicate()
    _, alive = psutil.wait_procs(family, 60)
    assert not alive and running()

    orphan = start(*two, "--resume")
    wait_until(lambda: restarted(cut) >= 1 and len(running()) == 2, orphan)
    lanes = [each for each in psutil.Process(orphan.pid).children() if "spawn_main" in " ".join(each.cmdline())]
    assert len(lanes) == 2
    lanes[0].kill()
    out, err = orphan.communicate(timeout=200)
    assert orphan.returncode == 2 and "Traceback" not in err and "fewer --lanes" in err, err
    assert not any(each.is_running() for each in lanes)

    stopped = start(*two, "--resume")
    wait_until(lambda: restarted(cut) >= 2, stopped)
    stopped.send_signal(signal.SIGINT)
    out, err = stopped.communicate(timeout=200)
    assert stopped.returncode == 130 and "Traceback" not in err and "Stopped" in err, err

    resumed = start(*two, "--resume", "--json")
    out, err = resumed.communicate(timeout=400)
    assert resumed.returncode == 1, err
    found = json.loads(out)
    assert expected["episodes"].pop("cut_short") == 0 and found["episodes"].pop("cut_short") >= 3
    assert stable_part(found) == stable_part(expected)
    assert not list((cut / "memories").glob("*.before-*"))


def restarted(folder: Path) -> int:
    """How often an episode was begun once more."""
    with sqlite3.connect(f"file:{folder / 'queue.db'}?mode=ro", uri=True) as database:
        return int(database.execute("SELECT sum(max(0, starts - 1)) FROM episodes").fetchone()[0])
