"""Several episodes at once, each in a process of its own, since the agent's thinking needs a core as Lean does.

What may run at the same time: episodes that share no memory and no bandit. Those that do share one are a lane; they
follow each other in the plan's order, all in one process. Whenever a process is free it gets the earliest episode of
the plan that may run, so no arm runs ahead of another further than the lanes force it to; what comes of an episode is
the same as if all went one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from agent.campaign.plan import LIBRARY_ARMS, Plan, PlannedEpisode
from agent.campaign.queue import Episode, Queue
from agent.campaign.station import Station, learner
from agent.ideas import Choice
from agent.locks import hold
from agent.report import FileReport
from agent.run import Progress
from agent.suite import Problem
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain

Overview = Callable[[Sequence[Progress]], None]

_STOP_SECONDS = 5.0  # in which a process ends its Lean processes when it is told to stop
_LOOK_SECONDS = 0.25  # between two reports of where a search stands


def lane_of(planned: PlannedEpisode, strategy: str) -> str | None:
    """What an episode shares with others, so that they follow each other; None where it stands alone."""
    if planned.arm == "on" or planned.builds or planned.practised:
        return planned.lane
    return f"{planned.attempt}-{learner(planned.arm)}" if strategy == "mixed" else None


def most_at_once(plan: Plan) -> int:
    """How many episodes of a plan can ever be under way at the same time."""
    planned = list(plan.episodes())
    lanes = {lane_of(each, plan.strategy) for each in planned}
    alone = sum(lane_of(each, plan.strategy) is None for each in planned)
    return max(1, len(lanes - {None}) + alone)


def share(plan: Plan, workers: int, lanes: int | None) -> tuple[int, int]:
    """How many lanes there are, and how many Lean processes each has, so that there are `workers` at the most.

    lanes: as asked for; None: as many as can be busy. Raises UserError where there would be more lanes than workers.
    """
    if lanes is not None and lanes > workers:
        raise UserError(
            f"--lanes {lanes} needs as many Lean processes, and --workers is {workers}: raise it, or take fewer lanes."
        )
    count = min(lanes or workers, most_at_once(plan))
    return count, workers // count


@dataclass(frozen=True)
class Crew:
    """What each process of a campaign needs to know. workers: its Lean processes."""

    folder: Path
    problems: Mapping[str, Problem]
    toolchain: Toolchain
    workers: int
    choice: Choice


@dataclass(eq=False)
class _Lane:
    """One of the processes, as the campaign sees it. owns: lanes whose memory it has open; busy: its episode."""

    process: SpawnProcess
    connection: Connection
    owns: set[str] = field(default_factory=set)
    busy: Episode | None = None
    stands: Progress | None = None


class _Waiting:
    """The episodes that are not done, and which of them may run."""

    def __init__(self, queue: Queue) -> None:
        self.strategy = queue.plan.strategy
        episodes = queue.episodes()
        # Practice is no matter of lanes: what is practised depends on all that came before.
        self.open = [each for each in episodes if each.state != "done" and not each.planned.practised]
        self.building: dict[str, int] = {}
        for each in self.open:
            if each.planned.builds:
                self.building[each.planned.lane] = self.building.get(each.planned.lane, 0) + 1

    def take(self, lane: _Lane, others: Sequence[_Lane]) -> Episode | None:
        """The first episode that may run in a process; it is no more among the open ones."""
        passed: set[str] = set()
        taken = {name for other in others if other is not lane for name in other.owns}
        for episode in self.open:
            planned = episode.planned
            name = lane_of(planned, self.strategy)
            if name is not None:
                if name in taken or name in passed:
                    continue
                passed.add(name)
            if planned.arm in LIBRARY_ARMS and self.building.get(planned.library or "", 0):
                continue
            self.open.remove(episode)
            if name is not None:
                lane.owns.add(name)
            return episode
        return None

    def done(self, episode: Episode) -> None:
        if episode.planned.builds:
            self.building[episode.planned.lane] -= 1


async def run(
    queue: Queue,
    crew: Crew,
    count: int,
    done: Callable[[Episode, FileReport], None],
    overview: Overview | None = None,
) -> None:
    """Work until no episode is left but practice, in `count` processes. done: called when an episode is on disk.

    However it ends, no process is left. Raises UserError where one of them met one, or died.
    """
    waiting = _Waiting(queue)
    count = min(count, len(waiting.open))
    moved = asyncio.Event()
    loop = asyncio.get_running_loop()
    lanes: list[_Lane] = []
    try:
        for number in range(count):
            lanes.append(lane := _begin(crew, number, overview is not None))
            loop.add_reader(lane.connection.fileno(), moved.set)
        while True:
            for lane in lanes:
                if lane.busy is None and (episode := waiting.take(lane, lanes)) is not None:
                    lane.busy = episode
                    lane.connection.send(episode.id)
            if not any(lane.busy for lane in lanes):
                return
            await moved.wait()
            moved.clear()
            for lane in lanes:
                while lane.busy is not None and lane.connection.poll():
                    _heard(lane, waiting, done)
            if overview is not None:
                overview([lane.stands for lane in lanes if lane.busy is not None and lane.stands is not None])
    finally:
        for lane in lanes:
            loop.remove_reader(lane.connection.fileno())
        _end(lanes)


def _heard(lane: _Lane, waiting: _Waiting, done: Callable[[Episode, FileReport], None]) -> None:
    """Take one message of a process."""
    assert lane.busy is not None
    try:
        kind, value = lane.connection.recv()
    except (EOFError, OSError) as error:
        lane.process.join(_STOP_SECONDS)
        raise UserError(
            f"A process of the campaign ended (code {lane.process.exitcode}) while it worked on "
            f"{lane.busy.planned.problem}; memory may be short: go on with --resume, and with fewer --lanes."
        ) from error
    if kind == "stands":
        lane.stands = value
    elif kind == "done":
        episode, lane.busy, lane.stands = lane.busy, None, None
        waiting.done(episode)
        done(episode, value)
    elif kind == "user error":
        raise UserError(value)
    else:
        raise RuntimeError(f"A process of the campaign failed:\n{value}")


def _begin(crew: Crew, number: int, watched: bool) -> _Lane:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(crew, number, watched, theirs), name=f"lane {number}", daemon=True)
    process.start()
    theirs.close()
    return _Lane(process, ours)


def _end(lanes: Sequence[_Lane]) -> None:
    """Stop all processes: those that have nothing to do end by themselves, the others are told to."""
    for lane in lanes:
        if lane.busy is None:
            with contextlib.suppress(OSError):
                lane.connection.send(None)
        else:
            lane.process.terminate()
    for lane in lanes:
        lane.process.join(_STOP_SECONDS)
        if lane.process.is_alive():
            lane.process.kill()
            lane.process.join()
        lane.connection.close()


def _serve(crew: Crew, number: int, watched: bool, connection: Connection) -> None:
    """What a process does: it works on the episodes whose numbers come through the connection."""
    # Ctrl-C reaches every process of a terminal; the campaign says what to do then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with (crew.folder / f".lane-{number}").open("w") as stream:
        hold(stream, f"Another process works on the campaign in {crew.folder}: wait for it, or name another folder.")
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_work(crew, watched, connection))


async def _work(crew: Crew, watched: bool, connection: Connection) -> None:
    loop, asked = asyncio.get_running_loop(), asyncio.Queue[int | None]()
    me = asyncio.current_task()
    assert me is not None
    loop.add_signal_handler(signal.SIGTERM, me.cancel)

    def listen() -> None:
        try:
            while True:
                number = connection.recv()
                loop.call_soon_threadsafe(asked.put_nowait, number)
        except (EOFError, OSError):
            os._exit(1)  # the campaign is dead: nothing may go on behind the back of the next one

    threading.Thread(target=listen, name="listen", daemon=True).start()
    said = 0.0

    def stands(progress: Progress) -> None:
        nonlocal said
        if loop.time() - said >= _LOOK_SECONDS:
            said = loop.time()
            connection.send(("stands", progress))

    try:
        with Queue(crew.folder) as queue:
            async with Station(
                queue,
                crew.problems,
                crew.toolchain,
                workers=crew.workers,
                choice=crew.choice,
                progress=stands if watched else None,
            ) as station:
                while (number := await asked.get()) is not None:
                    connection.send(("done", await station.work(queue.episode(number))))
    except UserError as error:
        connection.send(("user error", str(error)))
    except Exception:
        connection.send(("failed", traceback.format_exc()))
