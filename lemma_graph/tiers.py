"""Indexes that grow: immutable segments, small ones merged into larger ones as they come (a log-structured merge).

A query asks every segment, so there must be few; a merge copies, so large ones must be merged seldom.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Hashes: TypeAlias = NDArray[np.uint64]
Arrays: TypeAlias = dict[str, "NDArray[np.generic]"]

# A new segment swallows those before it that are not this many times its size.
_RATIO = 16


class Segment(Protocol):
    """Documents with consecutive numbers."""

    @property
    def size(self) -> int: ...

    def merged(self, later: Self) -> Self:
        """One segment of this one's documents and those that follow."""
        ...


S = TypeVar("S", bound=Segment)


def push(segments: list[S], new: S) -> None:
    """Put a segment behind the others, merging as it must."""
    while segments and segments[-1].size < _RATIO * new.size:
        new = segments.pop().merged(new)
    segments.append(new)


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
