"""Vectors of lemmas, from a model that is handed in, in files beside the store.

Only advice: the files may be deleted at any time. Vectors of different models lie in different folders.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lemma_graph.nearest import EXACT, Nearest
from lemma_graph.numbering import Numbering
from lemma_graph.snapshot import alone
from lemma_graph.tiers import Floats

_log = logging.getLogger(__name__)
_AT_ONCE = 64  # texts of one request
_QUESTIONS = 512  # whose vectors are remembered
_GROWN = 1.1  # times, and clusters are made anew


class EmbeddingError(Exception):
    """The model gave no vectors; the message is a sentence for a user."""


class Embedder(Protocol):
    """A model of texts. name: which one, so that vectors of two models never meet."""

    name: str

    def embed(self, texts: Sequence[str]) -> Floats:
        """A row for each text. Raises EmbeddingError."""
        ...


class Vectors:
    """Rows of length one, with the keys of their lemmas. The first failure of the model is logged, and it is asked no
    more."""

    def __init__(self, embedder: Embedder, folder: Path, exact: int = EXACT) -> None:
        self._embedder, self._exact = embedder, exact
        self._folder = folder / hashlib.sha256(embedder.name.encode()).hexdigest()[:16]
        self._numbering = Numbering()
        self._rows: NDArray[np.float16] = np.zeros((0, 0), dtype=np.float16)
        self._newer: list[NDArray[np.float16]] = []
        self._questions: OrderedDict[str, Floats] = OrderedDict()
        self._nearest: Nearest | None = None
        self.broken = False
        self._read()

    def __len__(self) -> int:
        return len(self._numbering)

    def has(self, key: str) -> bool:
        """Whether a lemma has its vector."""
        return self._numbering.number(key) is not None

    def add(self, texts: Sequence[tuple[str, str]]) -> None:
        """Ask the model for the vectors of lemmas: (key, text) of such as have none."""
        for start in range(0, len(texts), _AT_ONCE):
            some = texts[start : start + _AT_ONCE]
            rows = self._embedded([text for _, text in some])
            if rows is None:
                return
            new = rows.astype(np.float16)
            self._newer.append(new)
            for key, _ in some:
                self._numbering.add(key)
            self._write([key for key, _ in some], new)

    def find(self, text: str, limit: int) -> tuple[list[str], Floats]:
        """Keys and similarities of the nearest lemmas, the nearest first."""
        question = self._question(text) if len(self) else None
        if question is None:
            return [], np.zeros(0, dtype=np.float32)
        numbers, scores = self._index().find(question, limit)
        return [self._numbering.key(number) for number in numbers.tolist()], scores

    @property
    def recall(self) -> float:
        """What share of the ten nearest the index finds, by its own test; 1 where all vectors are compared."""
        return self._index().recall

    def _index(self) -> Nearest:
        known = self._nearest
        if self._newer:
            self._rows = np.concatenate([self._rows, *self._newer]) if len(self._rows) else np.concatenate(self._newer)
            self._newer = []
        if known is None or (len(known) != len(self) and (len(self) <= self._exact or len(self) > _GROWN * len(known))):
            known = self._nearest = Nearest(self._rows, self._exact)
        return known

    def _question(self, text: str) -> Floats | None:
        if text not in self._questions:
            rows = self._embedded([text])
            if rows is None:
                return None
            self._questions[text] = rows[0]
            if len(self._questions) > _QUESTIONS:
                self._questions.popitem(last=False)
        return self._questions[text]

    def _embedded(self, texts: Sequence[str]) -> Floats | None:
        if self.broken:
            return None
        try:
            rows = self._embedder.embed(texts)
            if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
                raise EmbeddingError(f"The model {self._embedder.name} gave no vector for each text.")
            known = self._newer[:1] or ([self._rows] if len(self._rows) else [])
            if known and rows.shape[1] != known[0].shape[1]:
                raise EmbeddingError(f"The model {self._embedder.name} gave vectors of another size than before.")
        except EmbeddingError as error:
            self.broken = True
            _log.warning("%s Lemmas are found without it.", error)
            return None
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        found: Floats = (rows / np.maximum(length, 1e-9)).astype(np.float32)
        return found

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            dimensions = int((self._folder / "dimensions").read_text(encoding="ascii"))
            keys = (self._folder / "keys").read_bytes()
            size = (self._folder / "rows").stat().st_size
            # Rows are written before their keys, so a process that died left rows without keys at most.
            count = min(len(keys) // 32, size // (2 * dimensions))
            if count and dimensions > 0:
                self._rows = np.memmap(self._folder / "rows", np.float16, "r", shape=(count, dimensions))
                self._numbering = Numbering.of_keys(keys[: 32 * count])

    def _write(self, keys: Sequence[str], rows: NDArray[np.float16]) -> None:
        """Append, where nobody else does and the files have what is here; else they stay, and are asked for again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with alone(self._folder) as is_alone:
                path = self._folder / "keys"
                before = path.stat().st_size // 32 if path.exists() else 0
                if not is_alone or before != len(self) - len(keys):
                    return
                (self._folder / "dimensions").write_text(str(rows.shape[1]), encoding="ascii")
                with (self._folder / "rows").open("ab") as file:
                    file.truncate(before * 2 * rows.shape[1])
                    file.write(rows.tobytes())
                with path.open("ab") as file:
                    file.truncate(before * 32)
                    file.write(b"".join(map(bytes.fromhex, keys)))
