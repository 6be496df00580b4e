"""Reading Lean text as Lean prints it: tokens, identifiers, and the parts of a statement.

This is reading for advice (retrieval) and for renaming; nothing that is believed rests on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from prover_bridge import lexer

# A dotted name (`Nat.add_comm`, `h.1`, `«a b».c`), a number, one bracket, a comma, or a run of operator characters.
_PART = r"(?:[^\W\d][\w'!?✝]*|«[^»]*»)"
TOKEN = re.compile(rf"{_PART}(?:\.(?:{_PART}|\d+))*|\d+|[()\[\]{{}}⟨⟩,]|[^\w\s()\[\]{{}}⟨⟩,«»]+")

OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_CLOSING = set(OPENING.values())


def tokens(text: str) -> list[str]:
    """The tokens of printed Lean text, in order."""
    return TOKEN.findall(text)


def is_identifier(token: str) -> bool:
    return token[0].isalpha() or token[0] in "_«"


@dataclass(frozen=True)
class Binder:
    """One bound name; style is its opening bracket (`(`, `{`, `[`, `⦃`) or empty for a bare one."""

    name: str
    type: str
    style: str


@dataclass(frozen=True)
class Telescope:
    """A statement taken apart: `∀ binders, hypotheses → conclusion` (each part as printed)."""

    binders: tuple[Binder, ...]
    hypotheses: tuple[str, ...]
    conclusion: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(binder.name for binder in self.binders)


def telescope(statement: str) -> Telescope:
    """Take a printed statement apart; what is not understood stays in the conclusion."""
    binders: list[Binder] = []
    hypotheses: list[str] = []
    rest = statement.strip()
    while True:
        if rest.startswith("∀") and (comma := _at_top(rest, ",")) is not None:
            binders += _binders(rest[1:comma])
            rest = rest[comma + 1 :].strip()
        elif (arrow := _at_top(rest, "→")) is not None and not rest.startswith(("∃", "fun ", "λ", "¬∃")):
            if _at_top(rest[:arrow], "↔") is not None:  # binds more loosely than the arrow
                break
            part = rest[:arrow].strip()
            if _NAMED.match(part):
                binders += _binders(part)
            else:
                hypotheses.append(part)
            rest = rest[arrow + 1 :].strip()
        else:
            break
    hypotheses += [binder.type for binder in binders if binder.style in ("(", "") and _is_proposition(binder.type)]
    return Telescope(tuple(binders), tuple(hypotheses), rest)


def rename(text: str, names: Mapping[str, str]) -> str:
    """Replace whole identifiers, or the beginning of a dotted one (`foo.symm` for `foo`); comments and strings stay."""
    pieces: list[str] = []
    position = 0
    for word in lexer.tokens(text):
        new = _renamed(word.text, names) if word.kind == "identifier" else None
        if new is not None:
            pieces += [text[position : word.start], new]
            position = word.end
    return "".join([*pieces, text[position:]])


def _renamed(identifier: str, names: Mapping[str, str]) -> str | None:
    parts = _NAME_PART.findall(identifier)
    if identifier.startswith("."):  # a field, or a name that its type decides
        return None
    for length in range(len(parts), 0, -1):
        new = names.get(".".join(parts[:length]))
        if new is not None:
            return ".".join([new, *parts[length:]])
    return None


_NAME_PART = re.compile(r"«[^»]*»|[^.«]+")


def _at_top(text: str, wanted: str) -> int | None:
    """Offset of the first `wanted` outside brackets; under a leading `∀` its own comma is the first at top level."""
    depth = 0
    for found in _MARKS.finditer(text):
        character, index = found.group(), found.start()
        if character in "([{⟨⦃":
            depth += 1
        elif character in ")]}⟩⦄":
            depth -= 1
        elif depth == 0 and character == wanted:
            return index
        elif depth == 0 and index and character in "∃∀" and wanted == "→":
            return None  # the arrow lies inside the quantifier
    return None


_MARKS = re.compile(r"[()\[\]{}⟨⟩⦃⦄,→↔∃∀]")
_NAMED = re.compile(rf"\((?:{_PART} )+: [^()]*(?:\([^()]*\)[^()]*)*\)$")  # `(h : p)` before an arrow
_GROUP = re.compile(r"\(([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*)\)|\{([^{}]*)\}|\[([^\[\]]*)\]|⦃([^⦃⦄]*)⦄")


def _binders(text: str) -> list[Binder]:
    found: list[Binder] = []
    position = 0
    for group in _GROUP.finditer(text):
        if text[position : group.start()].strip():
            break  # `∀ x ∈ f (a), …` and the like are no groups
        inner = next(part for part in group.groups() if part is not None)
        names, colon, kind = inner.partition(" : ")
        if not colon:
            names, kind = ("", inner)
        style = group.group()[0]
        found += [Binder(name, kind.strip(), style) for name in names.split() or ["_"]]
        position = group.end()
    if not found or text[position:].strip():
        names, _, kind = text.partition(" : ")
        found = [Binder(name, kind.strip(), "") for name in names.split() if is_identifier(name)]
    return found


_RELATIONS = frozenset(["=", "≠", "<", "≤", ">", "≥", "∣", "∈", "∉", "⊆", "∧", "∨", "↔", "¬", "∀", "∃", "→"])


def _is_proposition(type_text: str) -> bool:
    """A guess from the printed type: it has a relation or connective."""
    return any(token in _RELATIONS for token in tokens(type_text)) and type_text not in ("Prop", "Type")


_LEAD = re.compile(r"(?:^|<;>|;|·|=>|\bby\b|\()\s*([a-z][a-zA-Z_!?]*)", re.MULTILINE)
_NO_TACTICS = frozenset({"with", "at", "fun", "by", "using", "only", "from", "generalizing"})


def tactics_of(script: str) -> tuple[str, ...]:
    """The words that the tactics of a script begin with, each once, in order: a hint, read from the text alone."""
    found = dict.fromkeys(word for word in _LEAD.findall(script) if word not in _NO_TACTICS)
    return tuple(found)
