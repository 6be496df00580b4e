"""Proof scripts: a list of tactics made into readable Lean text, and the names that it mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prover_bridge.protocol import Goal

_IDENTIFIER = re.compile(r"(?:[^\W\d]|«[^»]*»)(?:[\w'!?]|«[^»]*»|\.(?=[^\W\d]|«))*")
_ARM = re.compile(r"^(\| .* =>) \?_$")


@dataclass(frozen=True)
class Step:
    """One tactic on the first goal. before, after: how many goals there were, and are.

    elsewhere: it closed another goal than the first, so that these numbers do not tell which goals are left.
    """

    tactic: str
    before: int
    after: int
    source: str = ""
    premises: tuple[str, ...] = ()
    elsewhere: bool = False


def closed_elsewhere(before: Sequence[Goal], after: Sequence[Goal]) -> bool:
    """Whether a tactic on the first of some goals left other goals than new ones followed by all the others.

    Goals with metavariables may have changed their text and are not looked at.
    """
    others = before[1:]
    left = after[len(after) - len(others) :]
    return len(left) < len(others) or any(
        "?" not in one.target and one.target != other.target for one, other in zip(others, left, strict=True)
    )


@dataclass(eq=False)
class Node:
    """A step, and a block for each goal that it leaves where these are several."""

    step: Step
    blocks: list[list[Node]] = field(default_factory=list)


class Irregular(Exception):
    """A tactic closed goals other than its own, so that the steps are no tree."""


def tree(steps: Sequence[Step], at: int = 0) -> tuple[list[Node], int]:
    """The block that closes the goal in front of step `at`, and the step after it. Raises Irregular."""
    block: list[Node] = []
    while True:
        if at >= len(steps):
            raise Irregular
        step = steps[at]
        at += 1
        opened = step.after - step.before + 1
        if opened < 0 or step.elsewhere:
            raise Irregular
        node = Node(step)
        block.append(node)
        if opened > 1:
            for _ in range(opened):
                inner, at = tree(steps, at)
                node.blocks.append(inner)
        if opened != 1:
            return block, at


def render(steps: Sequence[Step]) -> str:
    """The steps as a structured script: a bullet or an arm for each goal where a tactic leaves several.

    Where that cannot be told from the numbers of goals, one tactic after the other, as they were found.
    """
    try:
        block, used = tree(steps)
        if used == len(steps):
            return "\n".join(_lines(block))
    except Irregular:
        pass
    return "\n".join(step.tactic for step in steps)


def _lines(block: Sequence[Node]) -> list[str]:
    lines: list[str] = []
    for node in block:
        if node.blocks:
            lines += branches(node.step.tactic, [_lines(inner) for inner in node.blocks])
        else:
            lines += node.step.tactic.split("\n")
    return lines


def branches(tactic: str, blocks: Sequence[list[str]]) -> list[str]:
    """A tactic with a bullet for each block, or with the block in its arm; arms that are done stay as they are."""
    given = tactic.split("\n")
    if open_arms(tactic) == len(blocks) and tactic.count("?_") == len(blocks):
        lines, left = [], iter(blocks)
        for line in given:
            found = _ARM.match(line)
            if found is None:
                lines.append(line)
            elif len(block := next(left)) == 1:
                lines.append(f"{found.group(1)} {block[0]}")
            else:
                lines += [found.group(1), *(f"  {line}" for line in block)]
        return lines
    for block in blocks:
        given += bulleted(block)
    return given


def open_arms(tactic: str) -> int:
    """How many arms of a tactic leave their goal open: lines such as `| zero => ?_`."""
    return sum(_ARM.match(line) is not None for line in tactic.split("\n"))


def bulleted(lines: Sequence[str]) -> list[str]:
    """The lines of a block behind a bullet."""
    return [("· " if i == 0 else "  ") + line for i, line in enumerate(lines)]


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
