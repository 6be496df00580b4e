"""Goals as Lean prints them, read back into values."""

from __future__ import annotations

import functools
import re

from prover_bridge.protocol import Goal, Hypothesis

_CASE = re.compile(r"case (\S+)$")
_HYPOTHESIS = re.compile(r"(?P<names>[^\s:][^:]*?)\s:\s+(?P<type>.*)", re.DOTALL)
_TURNSTILE = "⊢ "


# Many tactics lead to the same goals; one value for all of them also computes its key once.
_SHORT = 4000


def parse_goals(text: str) -> tuple[Goal, ...]:
    """The goals in a text such as Lean's message "unsolved goals" holds, the focused one first.

    A goal is `case TAG` (where it has one), a line for each hypothesis, and `⊢ TARGET`; continued lines are
    indented. Several names that share a type become several hypotheses.
    """
    return _of_short(text) if len(text) <= _SHORT else _of_text(text)


def _of_text(text: str) -> tuple[Goal, ...]:
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        # A blank line ends a goal once its target was seen.
        if not line.strip():
            if any(above.startswith(_TURNSTILE) for above in blocks[-1]):
                blocks.append([])
            continue
        blocks[-1].append(line)
    return tuple(_goal(block) for block in blocks if any(line.startswith(_TURNSTILE) for line in block))


_of_short = functools.lru_cache(maxsize=4096)(_of_text)


def _goal(block: list[str]) -> Goal:
    case = None
    if found := _CASE.match(block[0]):
        case, block = found.group(1), block[1:]
    pieces: list[str] = []
    for line in block:
        in_target = bool(pieces) and pieces[-1].startswith(_TURNSTILE)
        if pieces and (line.startswith((" ", "\t")) or in_target):
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    hypotheses: list[Hypothesis] = []
    target = ""
    for piece in pieces:
        if piece.startswith(_TURNSTILE):
            target = piece[len(_TURNSTILE) :]
        elif match := _HYPOTHESIS.match(piece):
            type_, value = _split_value(match.group("type"))
            hypotheses += [Hypothesis(name, type_, value) for name in match.group("names").split()]
    return Goal(tuple(hypotheses), target, case)


def _split_value(text: str) -> tuple[str, str | None]:
    """A let-bound hypothesis is `type := value`; a `:=` inside brackets or behind `let` belongs to the type."""
    depth = 0
    for i, letter in enumerate(text):
        if letter in "([{⟨":
            depth += 1
        elif letter in ")]}⟩":
            depth -= 1
        elif depth == 0 and text.startswith(":=", i):
            before = text[:i]
            if re.search(r"\b(let|have)\b", before):
                return text, None
            return before.rstrip(), text[i + 2 :].strip()
    return text, None
