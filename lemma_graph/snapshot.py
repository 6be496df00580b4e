"""A corpus as files beside the store, mapped into memory when it is opened again.

A snapshot is only ever advice: what it offers is read from the store before anyone sees it. It names the log entry up
to which it was made, with that entry's hash, so that it is used only with the store that it came from.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from lemma_graph.corpus import Corpus
from lemma_graph.tiers import Arrays

# Changes with the form of the arrays, and with how statements are read.
FORM = 2


def folder_of(store: Path, environment: str) -> Path:
    """Where the snapshot of one environment of a store lies."""
    return store.with_name(store.name + ".index") / environment[:16]


def save(corpus: Corpus, folder: Path, entry: int, entry_hash: str, helped: int) -> None:
    """Write a snapshot, replacing an older one; others that have it open keep theirs. A full or read-only disk only
    costs time later."""
    with contextlib.suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            names: dict[str, list[str]] = {}
            for part, arrays in corpus.arrays().items():
                names[part] = list(arrays)
                for name, values in arrays.items():
                    np.save(new / f"{part}.{name}.npy", values, allow_pickle=False)
            head = {
                "form": FORM, "entry": entry, "hash": entry_hash, "helped": helped, "size": len(corpus),
                "parts": names, "values": corpus.values(),
            }  # fmt: skip
            (new / "head.json").write_text(json.dumps(head), encoding="utf-8")
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=folder.parent))
            with contextlib.suppress(FileNotFoundError):
                folder.rename(old / "it")
            new.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def load(folder: Path) -> tuple[Corpus, int, str, int] | None:
    """The corpus, the log entry (number, hash) up to which it goes, and the last edge of help in it; None where there
    is no snapshot of this form."""
    try:
        head = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        if head["form"] != FORM:
            return None
        parts: dict[str, Arrays] = {
            part: {name: _mapped(folder / f"{part}.{name}.npy") for name in names}
            for part, names in head["parts"].items()
        }
        corpus = Corpus.of_arrays(parts, head["values"])
        if len(corpus) != head["size"]:
            return None
        return corpus, int(head["entry"]), str(head["hash"]), int(head["helped"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mapped(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
    found = np.load(path, mmap_mode="r" if path.stat().st_size > 1 << 16 else None, allow_pickle=False)
    return np.asarray(found)
