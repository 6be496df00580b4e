"""The symbols of Lean text: identifiers, whole and split at dots, case and underscores, and operators."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable

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


def symbols(text: str, bound: Collection[str] = ()) -> list[str]:
    """The symbols of Lean text; bound names and one-letter names do not count."""
    found: list[str] = []
    for token in tokens(text):
        if token not in bound:
            found += _of_token(token)
    return found


@functools.lru_cache(maxsize=1 << 16)
def _of_token(token: str) -> tuple[str, ...]:
    if token in _NOISE:
        return ()
    if is_identifier(token):
        if len(token.rstrip("'₀₁₂₃₄₅₆₇₈₉✝")) <= 1:
            return ()
        words = [word.lower() for word in _WORD.findall(token)]
        return (*words, token) if len(words) > 1 else tuple(words)
    word = OPERATOR_WORDS.get(token)
    return (token, word) if word else (token,)


def statement_symbols(statement: str, name: str = "") -> Counter[str]:
    """What a lemma is found by: the symbols of its statement and of its name."""
    return Counter(symbols(statement, telescope(statement).names) + symbols(name.replace(".", " ")))


def weighted(*texts: str, bound: Collection[str] = (), weights: Iterable[float] = ()) -> dict[str, float]:
    """Query symbols with weights: each text's symbols count once, with that text's weight (1 unless told)."""
    query: dict[str, float] = {}
    for text, weight in zip(texts, [*weights, *[1.0] * len(texts)], strict=False):
        for symbol in dict.fromkeys(symbols(text, bound)):
            query[symbol] = max(query.get(symbol, 0.0), weight)
    return query
