"""Whole proofs, plans and conjectures in what a model says: JSON of the form asked for, or fenced blocks.

Text is only data here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agent.proposers.filters import fenced_blocks, refused, without_by
from prover_bridge.lexer import Token, tokens

MOST_PROOF = 20_000  # characters
_MOST_ANSWER = 100_000
_MOST_LEMMAS = 12
_MOST_CONJECTURES = 40
_MOST_STATEMENT = 4_000
_NAME = re.compile(r"[^\W\d_][\w']*\Z")
_PROOF = re.compile(r'"proof"\s*:\s*"')


@dataclass(frozen=True)
class PlannedLemma:
    """A lemma that a plan asks for. statement: binders, colon and type, as they stand behind the name."""

    name: str
    statement: str


@dataclass(frozen=True)
class Plan:
    """Lemmas, and tactics that prove the theorem from them; None where the plan gives none that may be tried."""

    lemmas: tuple[PlannedLemma, ...]
    proof: str | None


def proof_in(answer: str) -> str | None:
    """The tactics of a whole proof; None where there is none that may be tried at all."""
    answer = _plain(answer)
    value = _object(answer)
    texts = [value.get("proof")] if value is not None else list(_cut_off(answer))
    if not texts:
        texts = sorted(fenced_blocks(answer), key=len, reverse=True) or [answer]
    for text in texts:
        if isinstance(text, str) and (proof := _tactics(text)) is not None:
            return proof
    return None


def plan_in(answer: str) -> Plan | None:
    """A plan; None where there is none. What is no plain statement is left out."""
    answer = _plain(answer)
    value = _object(answer)
    if value is not None:
        listed = value.get("lemmas")
        found = [
            (item.get("name"), item.get("statement"))
            for item in (listed if isinstance(listed, list) else [])
            if isinstance(item, dict)
        ]
        proof = value.get("proof")
    else:
        blocks = list(fenced_blocks(answer))
        found = [pair for block in blocks for pair in _declared(block)]
        rest = [block for block in blocks if not any(_declared(block))]
        proof = rest[-1] if rest else None
    lemmas: dict[str, PlannedLemma] = {}
    for name, statement in found[:_MOST_LEMMAS]:
        if isinstance(name, str) and isinstance(statement, str) and _NAME.match(name) and (clean := _stated(statement)):
            lemmas.setdefault(name, PlannedLemma(name, clean))
    tactics = _tactics(proof) if isinstance(proof, str) else None
    return Plan(tuple(lemmas.values()), tactics) if lemmas else None


def conjectures_in(answer: str) -> list[str]:
    """Statements, one a line of a fenced block or an item of a JSON list; whether they mean anything Lean says."""
    answer = _plain(answer)
    value = _object(answer)
    listed = value.get("conjectures") if value is not None else None
    if isinstance(listed, list):
        found = [item for item in listed if isinstance(item, str)]
    else:
        found = [line for block in fenced_blocks(answer) for line in block.splitlines()]
    statements = (" ".join(line.split()).rstrip(",;") for line in found)
    return list(dict.fromkeys(s for s in statements if s and len(s) <= _MOST_STATEMENT))[:_MOST_CONJECTURES]


def _plain(answer: str) -> str:
    answer = answer[:_MOST_ANSWER].replace("\r\n", "\n").replace("\t", "  ")
    return re.sub(r"<think>.*?(?:</think>|\Z)", "", answer, flags=re.DOTALL).strip()


def _object(text: str) -> dict[str, Any] | None:
    """The JSON object that a text is, or that its only fenced block is."""
    for candidate in (text, *(block.strip() for block in fenced_blocks(text))):
        if candidate.startswith("{"):
            try:
                value = json.loads(candidate)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                return value
    return None


def _cut_off(text: str) -> Iterator[str]:
    """The proof in JSON that was cut off: its last line may be broken, so it is left out."""
    start = _PROOF.search(text) if text.startswith("{") else None
    if start is None:
        return
    body = re.match(r'(?:[^"\\]|\\.)*', text[start.end() :], re.DOTALL)
    try:
        lines = str(json.loads(f'"{body.group() if body else ""}"', strict=False)).split("\n")
    except ValueError:
        return
    if len(lines) > 1:
        yield "\n".join(lines[:-1])


def _tactics(text: str) -> str | None:
    """A proof without the statement before it and the `by`; None where it is refused or ends a block of another."""
    text = text.strip("\n")
    declared = list(_headers(text))
    if declared:  # the theorem itself, or the last one of several
        *_, proof = declared[-1]
        if proof is None:
            return None
        text = text[proof:]
    text = without_by(text)
    return text if refused(text, MOST_PROOF) is None else None


def _declared(block: str) -> list[tuple[str, str]]:
    """Name and statement of each theorem in a block."""
    return [(name, block[start:end]) for name, start, end, _ in _headers(block)]


def _headers(text: str) -> Iterator[tuple[str, int, int, int | None]]:
    """Of each theorem in a text its name, where its statement starts and ends, and where its proof starts."""
    words = tokens(text)
    for at, word in enumerate(words[:-1]):
        line = text[text.rfind("\n", 0, word.start) + 1 : word.start]
        if word.text not in ("theorem", "lemma", "example") or line.strip():
            continue
        name = words[at + 1] if word.text != "example" else word
        assign = _assignment(words[at + 2 if word.text != "example" else at + 1 :])
        end = assign.start if assign is not None else _next_command(text, words[at + 1 :])
        yield name.text, name.end, end, assign.end if assign is not None else None


def _assignment(words: list[Token]) -> Token | None:
    """The `:=` that begins the proof: the first one outside brackets."""
    depth = 0
    for word in words:
        if word.kind == "symbol" and word.text in "([{⟨":
            depth += 1
        elif word.kind == "symbol" and word.text in ")]}⟩":
            depth -= 1
        elif word.text == ":=" and depth == 0:
            return word
        elif word.text in ("theorem", "lemma"):
            return None
    return None


def _next_command(text: str, words: list[Token]) -> int:
    return next((word.start for word in words if word.text in ("theorem", "lemma")), len(text))


def _stated(statement: str) -> str | None:
    """Binders, colon and type in one piece without a name, a proof or a command; None where it is no such thing."""
    statement = statement.strip()
    headers = list(_headers(statement))
    if headers:
        _, start, end, _ = headers[0]
        statement = statement[start:end].strip()
    elif (assign := _assignment(tokens(statement))) is not None:
        statement = statement[: assign.start].strip()
    if not _has_colon(statement):
        statement = f": {statement}"
    lines = [line.rstrip() for line in statement.split("\n") if line.strip()]
    return " ".join(line.strip() for line in lines) if refused(statement, _MOST_STATEMENT) is None else None


def _has_colon(statement: str) -> bool:
    """Whether a colon outside brackets parts the binders from the type; behind `∀` and the like none does."""
    depth = 0
    for word in tokens(statement):
        if word.kind == "symbol" and word.text in "([{⟨":
            depth += 1
        elif word.kind == "symbol" and word.text in ")]}⟩":
            depth -= 1
        elif depth == 0:
            return word.text == ":"
    return False
