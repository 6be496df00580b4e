"""A corpus as files beside the store, mapped into memory when it is opened again.

Each part of the index lies in files of its own that never change; a snapshot names those that count. So to save one
writes what is new or was merged, and nothing else. A snapshot is only ever advice: what it offers is read from the
store before anyone sees it. It names the log entry up to which it was made, with that entry's hash, so that it is used
only with the store that it came from, and the checksums of its files.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import threading
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lemma_graph.corpus import Corpus
from lemma_graph.tiers import Arrays, Part

# Changes with the form of the arrays, and with how statements are read.
FORM = 3
_HEAD, _LOCK = "head.json", "lock"
_TRIES = 3  # to read while another process saves
# Files of a snapshot are compared with their checksums up to so many bytes of all together; what is larger is trusted,
# and made anew where a question meets what cannot be.
_CHECKED = 64 << 20
# Bytes of the arrays that are read ahead, the small ones first; `prefixes` are read by merges alone.
_AHEAD, _NOT_AHEAD, _PAGE = 1 << 29, "prefixes", 4096

Kept: TypeAlias = tuple[Corpus, int, str, int]  # what `load` gives


def folder_of(store: Path, environment: str) -> Path:
    """Where the snapshot of one environment of a store lies."""
    return store.with_name(store.name + ".index") / environment[:16]


def save(corpus: Corpus, folder: Path, entry: int, helped: int, hash_of: Callable[[int], str | None]) -> None:
    """Write a snapshot in place of an older one; others that have it open keep what they mapped. Where another process
    is saving, or has saved one that goes further, nothing is written. A full or read-only disk only costs time later.

    hash_of: the hash of an entry of the store's log.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder) as is_alone:
            if is_alone and not _goes_further(folder, entry, hash_of):
                head = {"form": FORM, "entry": entry, "hash": hash_of(entry) or "", "helped": helped}
                _save(corpus, folder, head)


def _goes_further(folder: Path, entry: int, hash_of: Callable[[int], str | None]) -> bool:
    """Whether the snapshot that is there knows more of this store."""
    try:
        head = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
        return bool(head["form"] == FORM and head["entry"] > entry and hash_of(head["entry"]) == head["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _save(corpus: Corpus, folder: Path, head: dict[str, object]) -> None:
    there = {path.name for path in folder.glob("*.npy")}
    sums = _sums(folder)
    names: dict[str, list[tuple[str, list[str]]]] = {}
    for name, parts in corpus.parts().items():
        names[name] = [_stored(part, name, folder, there, sums) for part in parts]
    counting = {f"{stem}.{array}.npy" for some in names.values() for stem, arrays in some for array in arrays}
    head |= {
        "size": len(corpus), "parts": names, "values": corpus.values(),
        "sums": {name: sum_ for name, sum_ in sums.items() if name in counting},
    }  # fmt: skip
    new = folder / f".{uuid.uuid4().hex}"
    with new.open("w", encoding="utf-8") as file:
        json.dump(head, file)
        _put_down(file)
    new.replace(folder / _HEAD)
    for path in folder.iterdir():
        if path.name not in counting and path.name not in (_HEAD, _LOCK):
            with contextlib.suppress(OSError):  # somebody has it open, on a system that minds
                path.unlink()


def _sums(folder: Path) -> dict[str, int]:
    """The checksums of the files of the snapshot that is there."""
    try:
        found = json.loads((folder / _HEAD).read_text(encoding="utf-8"))["sums"]
        return {str(name): int(sum_) for name, sum_ in found.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _sum(values: NDArray[Any]) -> int:
    return zlib.crc32(np.ascontiguousarray(values).reshape(-1).view(np.uint8).data)


def _put_down(file: IO[Any]) -> None:
    """Have what was written on the disk before a name says that it is there."""
    file.flush()
    os.fsync(file.fileno())


def _stored(part: Part, name: str, folder: Path, there: set[str], sums: dict[str, int]) -> tuple[str, list[str]]:
    """The files of a part, written unless they are there; `sums` gains what is written."""
    arrays = part.arrays()
    if part.stored is None or not all(f"{part.stored}.{array}.npy" in there for array in arrays):
        part.stored = f"{name}-{uuid.uuid4().hex[:16]}"
        for array, values in arrays.items():
            path = folder / f"{part.stored}.{array}.npy"
            with path.open("wb") as file:
                np.lib.format.write_array(file, values, allow_pickle=False)
                _put_down(file)
            sums[path.name] = _sum(values)
    return part.stored, list(arrays)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other process saves here. The lock ends with the process that holds it."""
    with (folder / _LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def load(folder: Path) -> Kept | None:
    """The corpus, the log entry (number, hash) up to which it goes, and the last edge of help in it; None where there
    is no snapshot of this form."""
    for _ in range(_TRIES):
        try:
            return _load(folder)
        except FileNotFoundError:
            if not (folder / _HEAD).exists():
                return None  # else another process has put a newer one in its place
        except Exception:  # a damaged file raises whatever it likes, also errors of syntax from within numpy
            return None
    return None


def remove(folder: Path) -> None:
    """Take a snapshot away, so that a new one is made; whoever has it open keeps what is mapped."""
    shutil.rmtree(folder, ignore_errors=True)


def _load(folder: Path) -> Kept | None:
    head = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
    if head["form"] != FORM:
        return None
    parts: dict[str, list[Arrays]] = {
        name: [{array: _mapped(folder / f"{stem}.{array}.npy") for array in arrays} for stem, arrays in some]
        for name, some in head["parts"].items()
    }
    if sum(array.nbytes for some in parts.values() for arrays in some for array in arrays.values()) <= _CHECKED:
        for name, some in head["parts"].items():
            for (stem, _), arrays in zip(some, parts[name], strict=True):
                for array, values in arrays.items():
                    if _sum(values) != head["sums"][f"{stem}.{array}.npy"]:
                        return None
    corpus = Corpus.of_arrays(parts, head["values"])
    if len(corpus) != head["size"]:
        return None
    for name, found in corpus.parts().items():
        for part, (stem, _) in zip(found, head["parts"][name], strict=False):
            part.stored = stem
    ahead = [
        array for some in parts.values() for arrays in some for name, array in arrays.items() if name != _NOT_AHEAD
    ]
    threading.Thread(target=_touch, args=(ahead,), daemon=True).start()
    return corpus, int(head["entry"]), str(head["hash"]), int(head["helped"])


def _touch(arrays: Sequence[NDArray[Any]]) -> None:
    """Have the pages of mapped files in memory before questions touch them one by one."""
    left = _AHEAD
    for array in sorted(arrays, key=lambda each: each.nbytes):
        left -= array.nbytes
        if left > 0 and array.nbytes:
            array.reshape(-1).view(np.uint8)[::_PAGE].max()  # numpy lets other threads go on meanwhile


def _mapped(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    if path.stat().st_size > 1 << 16:
        return np.asarray(np.lib.format.open_memmap(path, mode="r"))
    with path.open("rb") as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))
