"""Ranking by symbols: BM25 over identifiers split at dots, case and underscores, and over operators."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

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
_FULLY_SCORED = 12_000  # postings, about a millisecond
_FRONT = 400


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
        self._postings: dict[str, dict[int, int]] = {}  # symbol → document → count
        self._impacts: dict[str, dict[int, float]] = {}  # the same, weighed; dropped when the index grows
        self._lengths: list[int] = []
        self._total = 0

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, bag: Mapping[str, int]) -> int:
        document = len(self._lengths)
        for symbol, count in bag.items():
            self._postings.setdefault(symbol, {})[document] = count
        self._lengths.append(sum(bag.values()))
        self._total += self._lengths[-1]
        self._impacts.clear()
        return document

    def best(self, query: Mapping[str, float], limit: int, among: Collection[int] | None = None) -> list[Hit]:
        """The best documents for weighted symbols, ties by number. `among` restricts the answer.

        Symbols are taken from the rarest on. When that has cost enough, the commonest left only order what the
        others found, so the time of an answer does not grow with what nearly every document has.
        """
        known = [symbol for symbol in query if symbol in self._postings]
        known.sort(key=lambda symbol: (len(self._postings[symbol]), symbol))
        scores: dict[int, float] = {}
        looked_at = 0
        for position, symbol in enumerate(known):
            weight, impacts = query[symbol], self._impact(symbol)
            looked_at += len(impacts)
            if looked_at > _FULLY_SCORED and len(scores) >= limit:
                front = heapq.nlargest(_FRONT, scores, key=lambda d: (scores[d], -d))
                scores = {document: scores[document] for document in front}
                for rest in known[position:]:
                    weight, impacts = query[rest], self._impact(rest)
                    for document in front:
                        scores[document] += weight * impacts.get(document, 0.0)
                break
            for document, impact in impacts.items():
                scores[document] = scores.get(document, 0.0) + weight * impact
        candidates = scores.items() if among is None else [item for item in scores.items() if item[0] in among]
        best = heapq.nsmallest(limit, candidates, key=lambda item: (-item[1], item[0]))
        return [Hit(document, score, self._shared(document, known)) for document, score in best]

    def _impact(self, symbol: str) -> dict[int, float]:
        """What a symbol adds to the score of each document that has it (BM25)."""
        impacts = self._impacts.get(symbol)
        if impacts is None:
            postings, lengths = self._postings[symbol], self._lengths
            rarity = math.log(1 + (len(lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
            average = max(1.0, self._total / max(1, len(lengths)))
            base, slope, gain = _K1 * (1 - _B), _K1 * _B / average, rarity * (_K1 + 1)
            impacts = {d: gain * count / (count + base + slope * lengths[d]) for d, count in postings.items()}
            self._impacts[symbol] = impacts
        return impacts

    def _shared(self, document: int, symbols: Iterable[str]) -> tuple[str, ...]:
        return tuple(islice((symbol for symbol in symbols if document in self._postings[symbol]), 4))
