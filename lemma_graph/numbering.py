"""Which lemma has which number: keys in the order of their numbers, and the way back, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lemma_graph.tiers import Arrays, Ints, Part, Tiers

_AT_ONCE = 16_384  # keys in a table before they become arrays


class _Segment:
    """keys: 32 bytes each, by number; prefix: their first eight bytes, sorted; order: the numbers in that order."""

    def __init__(self, keys: NDArray[np.uint8]) -> None:
        self.stored: str | None = None
        self.keys = keys
        prefix = keys[:, :8].copy().view(">u8").reshape(-1).astype(np.uint64)
        order = np.argsort(prefix, kind="stable")
        self.prefix, self.order = prefix[order], order.astype(np.int32)

    @property
    def size(self) -> int:
        return len(self.keys)

    @staticmethod
    def merge(segments: Sequence[_Segment]) -> _Segment:
        """One segment of several that follow each other."""
        return _Segment(np.concatenate([each.keys for each in segments]))

    def place(self, raw: bytes) -> int | None:
        prefix = np.uint64(int.from_bytes(raw[:8], "big"))
        at = int(np.searchsorted(self.prefix, prefix))
        while at < len(self.prefix) and self.prefix[at] == prefix:
            place = int(self.order[at])
            if self.keys[place].tobytes() == raw:
                return place
            at += 1
        return None

    def places(self, raw: NDArray[np.uint8]) -> Ints:
        """The number of each of these keys (32 bytes each) here, -1 where it has none."""
        prefix = raw[:, :8].copy().view(">u8").reshape(-1).astype(np.uint64)
        at = np.minimum(np.searchsorted(self.prefix, prefix), len(self.prefix) - 1)
        place = self.order[at].astype(np.int64)
        same = (self.keys[place] == raw).all(axis=1)
        found: Ints = np.where(same, place, -1)
        # Another key with the same beginning may stand before it.
        for n in np.flatnonzero(~same & (self.prefix[at] == prefix)).tolist():
            other = self.place(raw[n].tobytes())
            found[n] = -1 if other is None else other
        return found

    def arrays(self) -> Arrays:
        return {"keys": self.keys, "prefix": self.prefix, "order": self.order}

    @staticmethod
    def of_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> _Segment:
        segment = _Segment.__new__(_Segment)
        segment.stored = None
        for name in ("keys", "prefix", "order"):
            setattr(segment, name, arrays[name])
        return segment


class Numbering:
    """Keys are SHA-256 in hexadecimal; the first one is number 0."""

    def __init__(self) -> None:
        self.tiers = Tiers(_Segment.merge)
        self._newer: list[bytes] = []
        self._number: dict[bytes, int] = {}
        self._kept = 0  # in segments

    def __len__(self) -> int:
        return self._kept + len(self._newer)

    def add(self, key: str) -> int:
        """Number a new key. Raises ValueError where it is no hexadecimal text of 32 bytes."""
        raw = bytes.fromhex(key)
        if len(raw) != 32:
            raise ValueError(f"{key!r} is no key")
        number = self._number[raw] = len(self)
        self._newer.append(raw)
        if len(self._newer) >= _AT_ONCE:
            self._take_in()
        return number

    def number(self, key: str) -> int | None:
        """The number of a key; None where it has none."""
        try:
            raw = bytes.fromhex(key)
        except ValueError:
            return None
        newer = self._number.get(raw)
        if newer is not None or len(raw) != 32:
            return newer
        start = 0
        for segment in self.tiers.segments:
            place = segment.place(raw)
            if place is not None:
                return start + place
            start += segment.size
        return None

    def numbers(self, keys: Sequence[str]) -> Ints:
        """The number of each key, -1 where it has none: many at once. Raises ValueError where one is no hexadecimal
        text of 32 bytes."""
        raw = np.frombuffer(b"".join(map(bytes.fromhex, keys)), dtype=np.uint8)
        if len(raw) != 32 * len(keys):
            raise ValueError("a key does not have 32 bytes")
        raw = raw.reshape(-1, 32)
        found = np.full(len(keys), -1, dtype=np.int64)
        start = 0
        for segment in self.tiers.segments:
            place = segment.places(raw)
            found = np.where((found < 0) & (place >= 0), start + place, found)
            start += segment.size
        for n in np.flatnonzero(found < 0).tolist() if self._number else ():
            found[n] = self._number.get(raw[n].tobytes(), -1)
        return found

    def key(self, number: int) -> str:
        """The key with this number."""
        if number >= self._kept:
            return self._newer[number - self._kept].hex()
        for segment in self.tiers.segments:
            if number < segment.size:
                break
            number -= segment.size
        return bytes(segment.keys[number].tobytes()).hex()

    def _take_in(self) -> None:
        if self._newer:
            newer = np.frombuffer(b"".join(self._newer), dtype=np.uint8).reshape(-1, 32)
            self._kept += len(newer)
            self._newer, self._number = [], {}
            self.tiers.push(_Segment(newer))

    def parts(self) -> list[Part]:
        """What a snapshot keeps."""
        self._take_in()
        return list(self.tiers.segments)

    @staticmethod
    def of_keys(raw: bytes) -> Numbering:
        """Keys of 32 bytes each, one behind the other, in the order of their numbers."""
        found = Numbering()
        found._kept = len(raw) // 32
        if raw:
            found.tiers.push(_Segment(np.frombuffer(raw, dtype=np.uint8).reshape(-1, 32)))
        return found

    @staticmethod
    def of_arrays(segments: Iterable[Mapping[str, NDArray[np.generic]]]) -> Numbering:
        """The numbers of a snapshot."""
        found = Numbering()
        found.tiers = Tiers(_Segment.merge, map(_Segment.of_arrays, segments))
        found._kept = sum(segment.size for segment in found.tiers.segments)
        return found
