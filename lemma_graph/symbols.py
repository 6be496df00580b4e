"""Ranking by symbols: BM25 over identifiers split at dots, case and underscores, and over operators."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lemma_graph.model import Lemma
from lemma_graph.text import is_identifier, telescope, tokens

# The word that names use for an operator, so that `add_comm` meets `a + b`.
OPERATOR_WORDS = {
    "+": "add", "*": "mul", "-": "sub", "/": "div", "%": "mod", "^": "pow", "≤": "le", "<": "lt", "≥": "le",
    ">": "lt", "∣": "dvd", "++": "append", "::": "cons", "∧": "and", "∨": "or", "¬": "not", "↔": "iff",
    "∃": "exists", "≠": "ne", "∈": "mem", "∘": "comp", "×": "prod", "•": "smul", "⁻¹": "inv", "∪": "union",
    "∩": "inter", "⊆": "subset", "∅": "empty",
}  # fmt: skip
_NOISE = frozenset([",", ":", ":=", "=>", "→", "∀", "fun", "(", ")", "[", "]", "{", "}", "⟨", "⟩", ".", "Type", "Prop"])
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+")

# The usual constants: how fast repetition saturates, and how much a long statement is discounted.
_K1, _B = 1.2, 0.6


@dataclass(frozen=True)
class Hit:
    """A document's number and score, and its symbols that counted most."""

    document: int
    score: float
    because: tuple[str, ...]


def symbols(text: str, bound: Collection[str] = ()) -> list[str]:
    """The symbols of Lean text; bound names and one-letter names do not count."""
    found: list[str] = []
    for token in tokens(text):
        if token in _NOISE or token in bound:
            continue
        if is_identifier(token):
            if len(token.rstrip("'₀₁₂₃₄₅₆₇₈₉✝")) <= 1:
                continue
            words = [word.lower() for word in _WORD.findall(token)]
            found += words
            if len(words) > 1:
                found.append(token)
        else:
            found.append(token)
            if word := OPERATOR_WORDS.get(token):
                found.append(word)
    return found


def lemma_symbols(lemma: Lemma) -> Counter[str]:
    """What a lemma is found by: the symbols of its statement and of its name."""
    parts = telescope(lemma.statement)
    return Counter(symbols(lemma.statement, parts.names) + symbols(lemma.name.replace(".", " ")))


def weighted(*texts: str, bound: Collection[str] = (), weights: Iterable[float] = ()) -> dict[str, float]:
    """Query symbols with weights: each text's symbols count once, with that text's weight (1 unless told)."""
    query: dict[str, float] = {}
    for text, weight in zip(texts, [*weights, *[1.0] * len(texts)], strict=False):
        for symbol in dict.fromkeys(symbols(text, bound)):
            query[symbol] = max(query.get(symbol, 0.0), weight)
    return query


class SymbolIndex:
    """An inverted index of symbol bags. Documents are numbered as they are added."""

    def __init__(self) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = {}
        self._lengths: list[int] = []
        self._total = 0

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, bag: Mapping[str, int]) -> int:
        document = len(self._lengths)
        for symbol, count in bag.items():
            self._postings.setdefault(symbol, []).append((document, count))
        self._lengths.append(sum(bag.values()))
        self._total += self._lengths[-1]
        return document

    def rarity(self, symbol: str) -> float:
        """Inverse document frequency, never negative."""
        df = len(self._postings.get(symbol, ()))
        return math.log(1 + (len(self._lengths) - df + 0.5) / (df + 0.5))

    def best(self, query: Mapping[str, float], limit: int, among: Collection[int] | None = None) -> list[Hit]:
        """The best documents for weighted symbols, ties by number. `among` restricts the answer."""
        known = [symbol for symbol in query if symbol in self._postings]
        known.sort(key=lambda symbol: (len(self._postings[symbol]), symbol))
        average = max(1.0, self._total / max(1, len(self._lengths)))
        base, slope = _K1 * (1 - _B), _K1 * _B / average
        lengths = self._lengths
        scores: dict[int, float] = {}
        for symbol in known:
            postings = self._postings[symbol]
            gain = query[symbol] * self.rarity(symbol) * (_K1 + 1)
            # A symbol that nearly every lemma has says little: it may order what rarer ones found, not add to it.
            if len(postings) * 3 > len(lengths) > 200 and len(scores) >= limit:
                for document, count in postings:
                    if document in scores:
                        scores[document] += gain * count / (count + base + slope * lengths[document])
            else:
                for document, count in postings:
                    score = gain * count / (count + base + slope * lengths[document])
                    scores[document] = scores.get(document, 0.0) + score
        candidates = scores.items() if among is None else ((d, s) for d, s in scores.items() if d in among)
        best = heapq.nsmallest(limit, candidates, key=lambda item: (-item[1], item[0]))
        shared: dict[int, list[str]] = {d: [] for d, _ in best}
        for symbol in known:
            for document, _ in self._postings[symbol]:
                if document in shared and len(shared[document]) < 4:
                    shared[document].append(symbol)
        return [Hit(document, score, tuple(shared[document])) for document, score in best]
