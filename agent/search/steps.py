"""A whole proof as steps on the first goal, so that it can be followed to the line that fails.

This takes apart what `agent.script.render` puts together: bullets, arms of `cases`, `induction` and `match`, and
`have … := by` with its block. What is not understood stays one step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARM = re.compile(r"\|(?!\|)(?P<pattern>.*?)=>[ ]?(?P<body>.*)", re.DOTALL)
_HAVE = re.compile(r"have\b(?P<head>[^\n]*?):=\s*by\b[ ]?(?P<first>[^\n]*)")
_BULLET = re.compile(r"[·.](?=\s)[ ]?")


@dataclass(frozen=True)
class Item:
    """A tactic, and the blocks of steps that prove the first goals it leaves, one each. line: in the script, from 1.

    A bullet is an item without a tactic and with one block. source: the text as it stood.
    """

    tactic: str
    line: int
    source: str
    blocks: tuple[tuple[Item, ...], ...] = ()


def items(script: str, line: int = 1) -> tuple[Item, ...]:
    """The steps of a script without blank lines whose first tactic stands at column 0."""
    return tuple(_item(text, at) for text, at in _pieces(script, line))


def _pieces(script: str, line: int) -> list[tuple[str, int]]:
    """The tactics of a block: each starts at column 0, and what is indented or an arm belongs to the one before."""
    found: list[tuple[list[str], int]] = []
    for number, text in enumerate(script.split("\n"), line):
        if not text.strip():
            continue
        goes_on = text[0].isspace() or _ARM.match(text) or text.startswith("|") or text.startswith("<;>")
        if found and goes_on:
            found[-1][0].append(text)
        elif not text.lstrip().startswith("--"):
            found.append(([text], number))
    return [("\n".join(lines), number) for lines, number in found]


def _item(text: str, line: int) -> Item:
    if bullet := _BULLET.match(text):
        return Item("", line, text, (items(_block(text, bullet.end()), line),))
    head, *rest = text.split("\n")
    if (
        rest
        and head.rstrip().endswith("with")
        and head.startswith(("cases", "induction", "match"))
        and (arms := _arms(rest, line + 1))
    ):
        tactic = "\n".join([head, *(f"|{pattern}=> ?_" for pattern, _ in arms)])
        return Item(tactic, line, text, tuple(body for _, body in arms))
    if have := _HAVE.match(text):
        body = _block(text, have.start("first"))
        if body.strip():
            first = line if have.group("first").strip() else line + 1
            return Item(f"have{have.group('head')}:= ?_", line, text, (items(body.strip("\n"), first),))
    return Item(text, line, text)


def _block(text: str, start: int) -> str:
    """A block whose first line starts at `start`, moved to column 0."""
    first, *rest = text[start:].split("\n")
    margins = [len(line) - len(line.lstrip()) for line in rest if line.strip()]
    if first.strip() and margins and text[:start].count("\n") == 0:
        # Behind a bullet the block's column is that of its first tactic.
        margin = start if min(margins) >= start else min(margins)
    else:
        margin = min(margins, default=0)
    return "\n".join([first, *(line[margin:] for line in rest)])


def _arms(lines: list[str], first: int) -> list[tuple[str, tuple[Item, ...]]]:
    """Pattern and steps of each arm; empty where one is not understood."""
    arms: list[tuple[str, int, list[str]]] = []
    column = len(lines[0]) - len(lines[0].lstrip())
    for number, line in enumerate(lines, first):
        text = line[column:] if line[:column].isspace() or not column else line.lstrip()
        if text.startswith("|"):
            arms.append(("", number, [text]))
        elif arms and text.strip():
            arms[-1][2].append(text)
        elif text.strip():
            return []
    found: list[tuple[str, tuple[Item, ...]]] = []
    for _, number, text_lines in arms:
        match = _ARM.match("\n".join(text_lines))
        if match is None or "\n" in match.group("pattern"):
            return []
        whole = "\n".join(text_lines)
        inline = bool(match.group("body").split("\n")[0].strip())
        body = _dedented(whole[match.start("body") :], inline)
        steps = items(body, number if inline else number + 1)
        if not steps:
            return []
        found.append((match.group("pattern"), steps))
    return found


def _dedented(body: str, inline: bool) -> str:
    lines = [line for line in body.strip("\n").split("\n") if line.strip()]
    rest = lines[1:] if inline else lines
    margin = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    moved = [line[margin:] for line in rest]
    return "\n".join([lines[0].strip(), *moved] if inline and lines else moved)
