"""Proof scripts: a list of tactics made into readable Lean text, and the names that it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_IDENTIFIER = re.compile(r"(?:[^\W\d]|«[^»]*»)(?:[\w'!?]|«[^»]*»|\.(?=[^\W\d]|«))*")
_ARM = re.compile(r"^(\| .* =>) \?_$")


@dataclass(frozen=True)
class Step:
    """One tactic on the first goal. before, after: how many goals there were, and are."""

    tactic: str
    before: int
    after: int
    source: str = ""
    premises: tuple[str, ...] = ()


class _Irregular(Exception):
    """A tactic closed goals other than its own, so that the steps are no tree."""


def render(steps: Sequence[Step]) -> str:
    """The steps as a structured script: a bullet or an arm for each goal where a tactic leaves several.

    Where that cannot be told from the numbers of goals, one tactic after the other, as they were found.
    """
    try:
        lines, used = _block(steps, 0)
        if used == len(steps):
            return "\n".join(lines)
    except _Irregular:
        pass
    return "\n".join(step.tactic for step in steps)


def _block(steps: Sequence[Step], at: int) -> tuple[list[str], int]:
    """Lines that close the goal in front of step `at`, and the step after them."""
    lines: list[str] = []
    while True:
        if at >= len(steps):
            raise _Irregular
        step = steps[at]
        at += 1
        opened = step.after - step.before + 1
        if opened < 0:
            raise _Irregular
        if opened > 1:
            blocks = []
            for _ in range(opened):
                block, at = _block(steps, at)
                blocks.append(block)
            return lines + _branches(step.tactic, blocks), at
        lines += step.tactic.split("\n")
        if opened == 0:
            return lines, at


def _branches(tactic: str, blocks: Sequence[list[str]]) -> list[str]:
    head, *arms = tactic.split("\n")
    filled = [_ARM.match(arm) for arm in arms]
    if len(arms) == len(blocks) and all(filled):
        lines = [head]
        for found, block in zip(filled, blocks, strict=True):
            assert found is not None
            if len(block) == 1:
                lines.append(f"{found.group(1)} {block[0]}")
            else:
                lines += [found.group(1), *(f"  {line}" for line in block)]
        return lines
    lines = tactic.split("\n")
    for block in blocks:
        lines += [("· " if i == 0 else "  ") + line for i, line in enumerate(block)]
    return lines


_LEAD = re.compile(r"(?:^|<;>|;|·|=>|\bby\b|\()\s*([a-z][a-zA-Z_!?]*)", re.MULTILINE)
_NO_TACTICS = frozenset({"with", "at", "fun", "by", "using", "only", "from", "generalizing"})


def tactics_of(script: str) -> tuple[str, ...]:
    """The words that the tactics of a script begin with, each once, in order: a hint, read from the text alone."""
    found = dict.fromkeys(word for word in _LEAD.findall(script) if word not in _NO_TACTICS)
    return tuple(found)


def premises_in(script: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that the script mentions, in order of first mention; `add_comm.symm` mentions `add_comm`."""
    known = set(names)
    found: dict[str, None] = {}
    for match in _IDENTIFIER.finditer(script):
        name = match.group()
        while name:
            if name in known:
                found.setdefault(name)
                break
            name = name.rpartition(".")[0]
    return tuple(found)
