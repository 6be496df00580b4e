"""Indexes that grow: immutable segments, small ones merged into larger ones as they come (a log-structured merge, as in
O'Neil et al. 1996). Small merges are made at once, large ones in the background while questions go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Hashes: TypeAlias = NDArray[np.uint64]
Arrays: TypeAlias = dict[str, "NDArray[np.generic]"]

# Segments at the end become one where none is so many times as large as those behind it. A query asks every segment, so
# there must be few; a merge copies, so large ones must be merged seldom.
_RATIO, _LARGE_RATIO = 16, 5
_LARGE = 1 << 16  # documents; more than these are merged in the background


class Part(Protocol):
    """Arrays that lie in files of a snapshot once they are saved. stored: the beginning of the files' names."""

    stored: str | None

    def arrays(self) -> Arrays: ...


class Segment(Part, Protocol):
    """Documents with consecutive numbers; never changed."""

    @property
    def size(self) -> int: ...


S = TypeVar("S", bound=Segment)


class Tiers(Generic[S]):
    """Segments, one behind the other. merge: makes one of several. `segments` is replaced as a whole, so what a
    question took stays as it is."""

    def __init__(self, merge: Callable[[Sequence[S]], S], segments: Iterable[S] = ()) -> None:
        self._merge = merge
        self._lock = threading.Lock()
        self._busy: tuple[S, ...] = ()  # those that the background merges now
        self._worker: threading.Thread | None = None
        self._filling = False
        self.segments: tuple[S, ...] = tuple(segments)

    def push(self, new: S) -> None:
        """Put a segment behind the others."""
        with self._lock:
            self.segments = (*self.segments, new)
        if not self._filling:
            self._tidy()

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Merge nothing meanwhile, and all that came at once behind it, whatever their sizes."""
        self.settle()
        before = len(self.segments)
        self._filling = True
        try:
            yield
        finally:
            self._filling = False
            if len(new := self.segments[before:]) > 1:
                self._replace(new, self._merge(new))
            if len(due := self._due()) > 1:  # with what an earlier filling left that was stopped
                self._replace(due, self._merge(due))

    def settle(self) -> None:
        """Wait for the background."""
        while (worker := self._worker) is not None:
            worker.join()

    def _due(self) -> tuple[S, ...]:
        """The last segments that are to become one."""
        segments = self.segments
        at, total = len(segments), 0
        while at and segments[at - 1] not in self._busy:
            size = segments[at - 1].size
            if total and size >= (_LARGE_RATIO if size > _LARGE else _RATIO) * total:
                break
            total += size
            at -= 1
        return segments[at:]

    def _replace(self, old: tuple[S, ...], new: S) -> None:
        with self._lock:
            at = self.segments.index(old[0])
            self.segments = (*self.segments[:at], new, *self.segments[at + len(old) :])

    def _tidy(self) -> None:
        due = self._due()
        if len(due) < 2:
            return
        if sum(segment.size for segment in due) <= _LARGE:
            self._replace(due, self._merge(due))
        elif self._worker is None:
            self._busy = due
            self._worker = threading.Thread(target=self._in_background, args=(due,), daemon=True)
            self._worker.start()

    def _in_background(self, due: tuple[S, ...]) -> None:
        try:
            self._replace(due, self._merge(due))
        finally:
            self._busy = ()
            self._worker = None


def gathered(starts: Ints, counts: Ints) -> Ints:
    """The indices `starts[i] … starts[i] + counts[i] - 1` of all rows, one behind the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
    return found


def pointers(counts: Ints | Sequence[int]) -> Ints:
    """Row pointers of a compressed sparse matrix from its row lengths."""
    found = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=found[1:])
    return found


def best(scores: Floats, limit: int) -> Ints:
    """Places of the `limit` highest scores, the highest first, ties by place."""
    if len(scores) > 4 * limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:limit].astype(np.int64)
