"""Who uses whom among numbered documents: compressed rows both ways, and what is newer beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from lemma_graph.tiers import Arrays, Ints, Part, gathered, pointers

_NEWER = 1000  # documents whose edges are kept beside the rows, at least


class Adjacency:
    """Directed edges (user, used). The edges of a user are replaced as a whole."""

    def __init__(self, user: Ints | None = None, used: Ints | None = None, size: int = 0) -> None:
        nothing = np.zeros(0, dtype=np.int64)
        self._newer: dict[int, Ints] = {}
        self._newer_users: dict[int, list[int]] = {}
        self._build(nothing if user is None else user, nothing if used is None else used, size)

    def _build(self, user: Ints, used: Ints, size: int) -> None:
        self._size = size
        self.stored: str | None = None
        down, up = np.argsort(user, kind="stable"), np.argsort(used, kind="stable")
        self._used, self._users = used[down].astype(np.int32), user[up].astype(np.int32)
        self._used_row = pointers(np.bincount(user, minlength=size))
        self._users_row = pointers(np.bincount(used, minlength=size))

    def replace(self, user: int, used: Sequence[int]) -> None:
        """Set what a document uses."""
        if self.used(user).tolist() == list(used):
            return
        self._newer[user] = np.array(used, dtype=np.int64)
        for each in used:
            there = self._newer_users.setdefault(each, [])
            if user not in there:
                there.append(user)
        if len(self._newer) > max(_NEWER, self._size // 32):
            self._consolidate()

    def used(self, document: int) -> Ints:
        """What a document uses, in the order given."""
        newer = self._newer.get(document)
        if newer is not None:
            return newer
        if document >= self._size:
            return np.zeros(0, dtype=np.int64)
        return self._used[self._used_row[document] : self._used_row[document + 1]].astype(np.int64)

    def users(self, documents: Ints, most: int) -> Ints:
        """The first `most` documents that use each of these, all together, with repetitions."""
        inside = documents[documents < self._size]
        first = self._users_row.take(inside)
        counts = np.minimum(self._users_row.take(inside + 1) - first, most)
        found = self._users.take(gathered(first, counts)).astype(np.int64)
        if self._newer_users.keys().isdisjoint(documents.tolist()):
            return found
        newer = [self._newer_users.get(document, [])[:most] for document in documents.tolist()]
        return np.concatenate([found, np.array([user for some in newer for user in some], dtype=np.int64)])

    def times_used(self, documents: Ints) -> Ints:
        """How many documents use each of these (one whose edges changed since may count twice)."""
        inside = np.minimum(documents, self._size - 1)
        if not self._size:
            counts = np.zeros(len(documents), dtype=np.int64)
        else:
            counts = np.where(documents < self._size, self._users_row[inside + 1] - self._users_row[inside], 0)
        if self._newer_users:
            counts = counts + np.array([len(self._newer_users.get(d, ())) for d in documents.tolist()], dtype=np.int64)
        return counts

    def edges(self) -> tuple[Ints, Ints]:
        """All edges: users, and what they use."""
        count = np.diff(self._used_row)
        user = np.repeat(np.arange(self._size, dtype=np.int64), count)
        kept = ~np.isin(user, np.fromiter(self._newer, dtype=np.int64, count=len(self._newer)))
        newer = sorted(self._newer)
        return (
            np.concatenate([user[kept], *(np.full(len(self._newer[n]), n, dtype=np.int64) for n in newer)]),
            np.concatenate([self._used[kept].astype(np.int64), *(self._newer[n] for n in newer)]),
        )

    def rows(self, documents: Ints) -> tuple[Ints, Ints]:
        """What these documents use: pairs of their place and what it uses."""
        known = np.minimum(documents, max(0, self._size - 1))
        first = np.where(documents < self._size, self._used_row[known], 0)
        counts = np.where(documents < self._size, self._used_row[np.minimum(known + 1, self._size)] - first, 0)
        newer = [(n, document) for n, document in enumerate(documents.tolist()) if document in self._newer]
        if not newer:
            return np.repeat(np.arange(len(documents)), counts), self._used[gathered(first, counts)].astype(np.int64)
        counts[[n for n, _ in newer]] = 0
        rows = [self._newer[document] for _, document in newer]
        place = np.concatenate(
            [np.repeat(np.arange(len(documents)), counts), np.repeat([n for n, _ in newer], [len(r) for r in rows])]
        )
        used = np.concatenate([self._used[gathered(first, counts)].astype(np.int64), *rows])
        order = np.argsort(place, kind="stable")
        return place[order], used[order]

    def among(self, documents: Ints) -> tuple[Ints, Ints]:
        """Edges between these documents (sorted), as pairs of their places."""
        user, used = self.rows(documents)
        at = np.minimum(np.searchsorted(documents, used), max(0, len(documents) - 1))
        found = documents[at] == used if len(documents) else np.zeros(0, dtype=np.bool_)
        return user[found], at[found]

    def _consolidate(self) -> None:
        user, used = self.edges()
        size = max(self._size, int(max(user.max(initial=-1), used.max(initial=-1))) + 1)
        self._newer, self._newer_users = {}, {}
        self._build(user, used, size)

    def parts(self) -> list[Part]:
        """What a snapshot keeps: the rows, and what is newer."""
        return [self, _Newer(self._newer)]

    def arrays(self) -> Arrays:
        """The rows."""
        return {"used": self._used, "used_row": self._used_row, "users": self._users, "users_row": self._users_row}

    @staticmethod
    def of_arrays(rows: Mapping[str, NDArray[np.generic]], newer: Mapping[str, NDArray[np.generic]]) -> Adjacency:
        """The edges of a snapshot."""
        found = Adjacency()
        for name, values in rows.items():
            setattr(found, f"_{name}", values)
        found._size = len(found._used_row) - 1
        ends = newer["ends"].tolist()
        for user, start, end in zip(newer["user"].tolist(), [0, *ends], ends, strict=False):
            found.replace(user, newer["used"][start:end].tolist())
        return found


class _Newer:
    def __init__(self, edges: Mapping[int, Ints]) -> None:
        self.stored: str | None = None
        self._edges = edges

    def arrays(self) -> Arrays:
        users = sorted(self._edges)
        used = [self._edges[user] for user in users]
        return {
            "user": np.array(users, dtype=np.int64),
            "ends": np.cumsum([len(each) for each in used], dtype=np.int64),
            "used": np.concatenate([np.zeros(0, dtype=np.int64), *used]),
        }


def of_pairs(pairs: Iterable[tuple[int, int]], size: int) -> Adjacency:
    """From pairs (user, used); one that is named again counts once."""
    edges = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
    first = np.unique(edges[:, 0] * max(1, size) + edges[:, 1], return_index=True)[1]
    edges = edges[np.sort(first)]
    return Adjacency(edges[:, 0], edges[:, 1], size)
