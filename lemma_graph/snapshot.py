"""A corpus as files beside the store, mapped into memory when it is opened again.

Each part of the index lies in files of its own that never change; a snapshot names those that count. So to save one
writes what is new or was merged, and nothing else. A snapshot is only ever advice: what it offers is read from the
store before anyone sees it. It names the log entry up to which it was made, with that entry's hash, so that it is used
only with the store that it came from.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from lemma_graph.corpus import Corpus
from lemma_graph.tiers import Arrays, Part

# Changes with the form of the arrays, and with how statements are read.
FORM = 3
_HEAD, _LOCK = "head.json", "lock"
_STALE = 600.0  # seconds after which a lock is of a process that died
_TRIES = 3  # to read while another process saves
# Bytes of the arrays that are read ahead, the small ones first; `prefixes` are read by merges alone.
_AHEAD, _NOT_AHEAD, _PAGE = 1 << 30, "prefixes", 4096


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
    names: dict[str, list[tuple[str, list[str]]]] = {}
    for name, parts in corpus.parts().items():
        names[name] = [_stored(part, name, folder, there) for part in parts]
    head |= {"size": len(corpus), "parts": names, "values": corpus.values()}
    new = folder / f".{uuid.uuid4().hex}"
    new.write_text(json.dumps(head), encoding="utf-8")
    new.replace(folder / _HEAD)
    counting = {f"{stem}.{array}.npy" for some in names.values() for stem, arrays in some for array in arrays}
    for path in folder.iterdir():
        if path.name not in counting and path.name not in (_HEAD, _LOCK):
            with contextlib.suppress(OSError):  # somebody has it open, on a system that minds
                path.unlink()


def _stored(part: Part, name: str, folder: Path, there: set[str]) -> tuple[str, list[str]]:
    """The files of a part, written unless they are there."""
    arrays = part.arrays()
    if part.stored is None or not all(f"{part.stored}.{array}.npy" in there for array in arrays):
        part.stored = f"{name}-{uuid.uuid4().hex[:16]}"
        for array, values in arrays.items():
            np.save(folder / f"{part.stored}.{array}.npy", values, allow_pickle=False)
    return part.stored, list(arrays)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other process saves here."""
    lock = folder / _LOCK
    with contextlib.suppress(OSError):
        if time.time() - lock.stat().st_mtime > _STALE:
            lock.unlink()
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        yield False
        return
    try:
        yield True
    finally:
        lock.unlink(missing_ok=True)


def load(folder: Path) -> tuple[Corpus, int, str, int] | None:
    """The corpus, the log entry (number, hash) up to which it goes, and the last edge of help in it; None where there
    is no snapshot of this form."""
    for _ in range(_TRIES):
        try:
            return _load(folder)
        except FileNotFoundError:
            if not (folder / _HEAD).exists():
                return None  # else another process has put a newer one in its place
        except (OSError, ValueError, KeyError, TypeError):
            return None
    return None


def _load(folder: Path) -> tuple[Corpus, int, str, int] | None:
    head = json.loads((folder / _HEAD).read_text(encoding="utf-8"))
    if head["form"] != FORM:
        return None
    parts: dict[str, list[Arrays]] = {
        name: [{array: _mapped(folder / f"{stem}.{array}.npy") for array in arrays} for stem, arrays in some]
        for name, some in head["parts"].items()
    }
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


def _touch(arrays: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.generic]]]) -> None:
    """Have the pages of mapped files in memory before questions touch them one by one."""
    left = _AHEAD
    for array in sorted(arrays, key=lambda each: each.nbytes):
        left -= array.nbytes
        if left > 0 and array.nbytes:
            array.reshape(-1).view(np.uint8)[::_PAGE].max()  # numpy lets other threads go on meanwhile


def _mapped(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    found = np.load(path, mmap_mode="r" if path.stat().st_size > 1 << 16 else None, allow_pickle=False)
    return np.asarray(found)
