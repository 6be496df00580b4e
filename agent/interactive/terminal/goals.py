"""Goals on the screen: hypotheses grouped as Lean does, the target, and what a tactic changed in them.

What is new has `+` in the margin and what is changed `~`; on a screen with colours the changed words have one, too.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from agent.interactive.terminal.layout import clipped, wrapped
from prover_bridge.lexer import tokens
from prover_bridge.protocol import Goal, Hypothesis

NEW, CHANGED, SAME = "+", "~", " "
_STYLES = {NEW: "bold green", CHANGED: "bold yellow", SAME: ""}
_NAME = "cyan"
_MARGIN = 2
_MOST_WORDS = 600  # beyond this a comparison word by word takes too long to be of use
_MOST_BRIEF = 8


@dataclass(frozen=True)
class _Line:
    """A hypothesis with its mark. before: what stood there, for a changed one."""

    hypothesis: Hypothesis
    mark: str
    before: Hypothesis | None = None


def focused(goals: Sequence[Goal], before: Sequence[Goal | None], width: int, focus: int = 0) -> list[Text]:
    """The goal in focus in full and the others in a line each.

    before: for each goal the one that it came from, to mark what changed (None: nothing is marked).
    """
    if not goals:
        return []
    lines = goal_lines(goals[focus], before[focus], width)
    others = [(number, goal) for number, goal in enumerate(goals, 1) if number != focus + 1]
    for number, goal in others[:_MOST_BRIEF]:
        earlier = before[number - 1]
        mark = SAME if earlier is None or earlier == goal else NEW
        case = f" ({goal.case})" if goal.case else ""
        head = f"{mark} goal {number}{case}: ⊢ "
        lines.append(Text(head + clipped(goal.target, width - len(head)), style="dim"))
    if len(others) > _MOST_BRIEF:
        lines.append(Text(f"  and {len(others) - _MOST_BRIEF} more", style="dim"))
    return lines


def in_full(goals: Sequence[Goal], before: Sequence[Goal | None], width: int) -> list[Text]:
    """Every goal in full, each under its number. before: as in `focused`."""
    lines: list[Text] = []
    for number, goal in enumerate(goals, 1):
        if len(goals) > 1:
            lines.append(Text(f"  goal {number} of {len(goals)}", style="dim"))
        lines += goal_lines(goal, before[number - 1], width)
    return lines


def goal_lines(goal: Goal, before: Goal | None, width: int) -> list[Text]:
    """A goal in lines no wider than `width` columns, marked where it differs from `before` (None: nothing marked)."""
    lines = [Text(f"  case {goal.case}", style="dim")] if goal.case else []
    known = {other.name: other for other in before.hypotheses} if before is not None else {}
    marked = [_marked(hypothesis, known, before is not None) for hypothesis in goal.hypotheses]
    for _, group in groupby(enumerate(marked), _group_key):
        lines += _hypotheses([line for _, line in group], width)
    if before is not None:
        here = {hypothesis.name for hypothesis in goal.hypotheses}
        if gone := [name for name in known if name not in here]:
            lines.append(Text(clipped("- gone: " + " ".join(gone), width), style="dim"))
    changed = before is not None and _flat(before.target) != _flat(goal.target)
    mark = CHANGED if changed else SAME
    target = Text(goal.target)
    if changed and before is not None:
        _highlight(target, before.target)
    head = Text.assemble((mark, _STYLES[mark]), " ", ("⊢ ", "bold"))
    return [*lines, *_placed(head, target, width)]


def _group_key(numbered: tuple[int, _Line]) -> tuple[str, ...]:
    number, line = numbered
    if line.hypothesis.value is not None or line.mark == CHANGED:
        return (str(number),)
    return ("", line.hypothesis.type)


def _marked(hypothesis: Hypothesis, known: dict[str, Hypothesis], compare: bool) -> _Line:
    if not compare:
        return _Line(hypothesis, SAME)
    other = known.get(hypothesis.name)
    if other is None:
        return _Line(hypothesis, NEW)
    if (_flat(other.type), other.value) == (_flat(hypothesis.type), hypothesis.value):
        return _Line(hypothesis, SAME)
    return _Line(hypothesis, CHANGED, other)


def _hypotheses(group: list[_Line], width: int) -> list[Text]:
    """One line (or its pieces) for hypotheses that share a type."""
    marks = {line.mark for line in group}
    mark = marks.pop() if len(marks) == 1 else CHANGED
    first = group[0]
    head = Text.assemble((mark, _STYLES[mark]), " ")
    for line in group:
        head.append(line.hypothesis.name + " ", style=_STYLES[NEW] if line.mark == NEW else _NAME)
    head.append(": ")
    body = Text(first.hypothesis.type)
    if first.before is not None:
        _highlight(body, first.before.type)
    if first.hypothesis.value is not None:
        body.append(" := " + first.hypothesis.value)
    return _placed(head, body, width)


def _placed(head: Text, body: Text, width: int) -> list[Text]:
    """The body behind its head where its lines fit there, else the whole folded under the margin."""
    return wrapped(head + body, width, _MARGIN + 2)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _highlight(text: Text, before: str) -> None:
    """Give a colour to the words that were not there before."""
    new, old = tokens(text.plain), tokens(before)
    if len(new) + len(old) > _MOST_WORDS:
        text.stylize(_STYLES[CHANGED])
        return
    matcher = difflib.SequenceMatcher(a=[t.text for t in old], b=[t.text for t in new], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind in {"replace", "insert"}:
            text.stylize(_STYLES[CHANGED], new[start].start, new[end - 1].end)
