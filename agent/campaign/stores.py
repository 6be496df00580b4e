"""The lemma stores of a campaign: one a lane, brought back to where an episode began if that one was cut short."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lemma_graph import log
from lemma_graph.database import head_path
from lemma_graph.store import Store


class Stores:
    """Files under `folder`: `LANE.db`, `LANE.before-N.db` while episode N runs, and under `interrupted/` what an
    episode that was cut short had certified: nothing is thrown away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Store] = {}

    def path(self, lane: str) -> Path:
        return self.folder / f"{lane}.db"

    def close(self) -> None:
        """Close every store that is open."""
        while self._open:
            self._open.popitem()[1].close()

    def lane(self, lane: str) -> Store:
        """The store of a lane, made if it is not there, and kept open."""
        if lane not in self._open:
            self._open[lane] = Store.open(self.path(lane))
        return self._open[lane]

    def before(self, lane: str, number: int) -> None:
        """Keep a copy of the lane as it is before episode `number`, which is about to begin."""
        self.lane(lane)
        copy_store(self.path(lane), self._before(lane, number))

    def rewind(self, lane: str, number: int, starts: int) -> None:
        """Bring a lane back to where episode `number` began; what the episode had stored is kept aside.

        starts: how often it has begun so far. Nothing happens where the episode had not come so far.
        """
        copy = self._before(lane, number)
        if not copy.exists():
            return
        if lane in self._open:
            self._open.pop(lane).close()
        aside = self.folder / "interrupted" / f"{lane}-{number}-{starts}.db"
        if self.path(lane).exists() and not aside.exists():
            aside.parent.mkdir(parents=True, exist_ok=True)
            copy_store(self.path(lane), aside)
        copy_store(copy, self.path(lane))

    def after(self, lane: str, number: int) -> None:
        """Episode `number` is done: its copy is not needed any more."""
        _remove(self._before(lane, number))

    @contextmanager
    def scratch(self, library: str, *, failures: bool) -> Iterator[Store]:
        """A copy of a library for one episode, so that nothing which the episode learns stays.

        failures: whether it keeps the remembered failures.
        """
        self.lane(library)  # where no problem of its half was proved, it is empty
        with tempfile.TemporaryDirectory(prefix="lemmasmith-library-") as folder:
            path = Path(folder) / "library.db"
            copy_store(self.path(library), path)
            with Store.open(path) as store:
                if not failures:
                    with store.file.write() as db:
                        db.execute("DELETE FROM attempts")
                yield store

    def _before(self, lane: str, number: int) -> Path:
        return self.folder / f"{lane}.before-{number}.db"


def copy_store(source: Path, target: Path) -> None:
    """Copy a store, whoever has it open, and put the copy in the place of `target` in one step."""
    fresh = target.with_name(f".{target.name}.new")
    _remove(fresh)
    reader, writer = sqlite3.connect(source), sqlite3.connect(fresh)
    try:
        reader.backup(writer)
    finally:
        reader.close()
        writer.close()
    _remove(target)
    fresh.replace(target)
    with Store.open(target) as store:
        log.write_head(store.file)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(path: Path) -> None:
    """Remove a store with the files beside it."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    head_path(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
