"""Names for lemmas after Mathlib's conventions: the conclusion in words, then `_of_` and the hypotheses."""

from __future__ import annotations

import re
from collections.abc import Collection

from lemma_graph.symbols import OPERATOR_WORDS
from lemma_graph.text import is_identifier, telescope, tokens

_RELATIONS = {"=": "eq", "≤": "le", "<": "lt", "≥": "ge", ">": "gt", "∣": "dvd", "↔": "iff", "≠": "ne", "∈": "mem"}
_MOST_WORDS = 5
_LITERALS = {"0": "zero", "1": "one", "2": "two"}


def name_of(statement: str, taken: Collection[str] = (), namespace: str = "") -> str:
    """A name for a printed statement: `(a + b) * c = …` gives `add_mul`, `a < b → a ≤ b` gives `le_of_lt`.

    taken: names that it must not have; a prime or a number makes it another.
    """
    parts = telescope(statement)
    bound = set(parts.names)
    words = _conclusion(parts.conclusion, bound)
    for hypothesis in parts.hypotheses[:2]:
        said = _words(hypothesis, bound, relations=True)[:2]
        if said:
            words += ["of", *said]
    base = "_".join(words) or "harvested"
    full = f"{namespace}.{base}" if namespace else base
    if full not in taken:
        return full
    if f"{full}'" not in taken:
        return f"{full}'"
    number = 2
    while f"{full}_{number}" in taken:
        number += 1
    return f"{full}_{number}"


def _conclusion(text: str, bound: Collection[str]) -> list[str]:
    words = tokens(text)
    depth, outside = 0, list[int]()
    for i, token in enumerate(words):
        depth += token in "([{⟨"
        depth -= token in ")]}⟩"
        if depth == 0 and token in _RELATIONS:
            outside.append(i)
    if outside:
        i = min(outside, key=lambda i: (words[i] != "↔", i))  # which binds more loosely than the others
        left = _words(" ".join(words[:i]), bound, relations=True)
        right = _words(" ".join(words[i + 1 :]), bound, relations=True)
        relation = _RELATIONS[words[i]]
        if relation == "eq" and left and (not right or right == left or len(left) + len(right) >= _MOST_WORDS):
            if right == left and len(left) == 1:
                return [*left, "comm"]
            return [left[0], "assoc"] if right == left == left[:1] * 2 else left[:_MOST_WORDS]
        return [*left[:3], relation, *right[:3]]
    return _words(text, bound, relations=True)[:_MOST_WORDS]


def _words(text: str, bound: Collection[str], relations: bool = False) -> list[str]:
    found: list[str] = []
    for token in tokens(text):
        word = OPERATOR_WORDS.get(token) or _LITERALS.get(token)
        if token in _RELATIONS:
            word = _RELATIONS[token] if relations else None
        elif word is None and is_identifier(token) and token.split(".")[0] not in bound:
            last = re.sub(r"[^\w]", "", token.split(".")[-1])
            word = last[:1].lower() + last[1:] if len(last) > 1 else None
        elif word is None and "." in token and token.split(".")[0] in bound:  # `xs.reverse.length`, the last one first
            found += [part for part in reversed(token.split(".")[1:]) if part.isidentifier()]
        if word:
            found.append(word)
    return found
