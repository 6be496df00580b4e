"""What a session shows besides goals: the tree of steps, suggestions, lemmas, the proof, help. All of it lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from rich.cells import cell_len
from rich.text import Text

from agent.interactive.hints import FoundLemma, Suggestion
from agent.interactive.steps import Step
from agent.interactive.terminal import goals
from agent.interactive.terminal.command_lines import HELP
from agent.interactive.terminal.layout import clipped, wrapped
from prover_bridge.protocol import Goal

_TREE_TACTIC = 60
_HELP_KEYS = max(len(keys) for keys, _ in HELP) + 1


def count(number: int, thing: str) -> str:
    """`1 goal`, `3 goals`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def origins(step: Step) -> list[Goal | None]:
    """For each goal of a step the one that it came from; None for all at the root."""
    parent = step.parent
    if parent is None:
        return [None] * len(step.goals)
    known = dict(zip(parent.ids, parent.goals, strict=True))
    return [known.get(id_, parent.goals[step.on]) for id_ in step.ids]


def goals_of(step: Step, width: int, *, full: bool = False) -> list[Text]:
    """The goals of a step, marked against those before it."""
    if full:
        return goals.in_full(step.goals, origins(step), width)
    return goals.focused(step.goals, origins(step), width, step.focus)


def headline(step: Step) -> Text:
    """Where a session is: `step 3 · 2 goals · 12 ms`."""
    parts = [f"step {step.id}" if step.parent is not None else "start"]
    parts.append(count(len(step.goals), "goal") if step.goals else "no goals left")
    if step.focus and step.goals:
        parts.append(f"at goal {step.focus + 1}")
    if step.parent is not None:
        parts.append(duration(step.seconds))
    return Text("── " + " · ".join(parts), style="green" if not step.goals else "dim")


def duration(seconds: float) -> str:
    """`12 ms` or `3.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def tree(root: Step, cursor: Step, width: int, shown: Callable[[str], str]) -> list[Text]:
    """All steps, a line each; what follows a step alone stands under it, a choice is drawn as branches.

    shown: a tactic as people read it.
    """
    lines: list[Text] = []
    digits = len(str(max(step.id for step in root.walk())))
    waiting: list[tuple[Step, str, str]] = [(root, "", "")]
    while waiting:
        step, here, below = waiting.pop()
        tactic = clipped(shown(step.tactic), _TREE_TACTIC) if step.parent is not None else "start"
        goals_left = count(len(step.goals), "goal") if step.goals else "done"
        at = "  ← here" if step is cursor else ""
        head = f"{step.id:>{digits}} {here}"
        tail = f"  · {goals_left}{at}"
        text = head + clipped(tactic, max(10, width - cell_len(head) - cell_len(tail))) + tail
        lines.append(Text(text, style="bold" if step is cursor else "green" if not step.goals else ""))
        if len(step.children) == 1:
            waiting.append((step.children[0], below, below))
            continue
        last = len(step.children) - 1
        for i, child in reversed(list(enumerate(step.children))):
            waiting.append((child, below + ("└ " if i == last else "├ "), below + ("  " if i == last else "│ ")))
    return lines


def suggestions(found: Sequence[Suggestion], width: int) -> list[Text]:
    """Numbered tactics with what each leads to, and who says so where it is no rule. Long ones are cut; a pick shows
    all."""
    lines: list[Text] = []
    for number, each in enumerate(found, 1):
        head = f"{number:>2}  "
        first, *more = each.tactic.split("\n")
        shown = [Text.assemble((head, "bold cyan"), (clipped(first, width - len(head)), "bold"))]
        shown += [Text(" " * len(head) + clipped(line, width - len(head)), style="bold") for line in more]
        effect = _effect(each.opened)
        by = f"  {each.origin.partition(' (')[0]}" if each.origin != "rule" else ""
        used, needed = cell_len(shown[0].plain), cell_len(effect + by) + 3
        if len(shown) == 1 and used + needed <= width:
            pad = " " * max(1, min(38, width - needed) - used)
            shown[0] = Text.assemble(shown[0], pad, "→ ", (effect, _style(each.opened)), (by, "dim"))
        else:
            room = max(20, width - 8 - cell_len(by))
            shown.append(Text.assemble("      → ", (clipped(effect, room), _style(each.opened)), (by, "dim")))
        lines += shown
    return lines


def _style(opened: Sequence[Goal]) -> str:
    return "" if opened else "green"


def _effect(opened: Sequence[Goal]) -> str:
    if not opened:
        return "closes the goal"
    target = " ".join(opened[0].target.split())
    return f"⊢ {target}" if len(opened) == 1 else f"{len(opened)} goals: ⊢ {target}"


def lemmas(found: Sequence[FoundLemma], width: int) -> list[Text]:
    """Lemmas with their statements: by the name that a tactic must write, where they can be used here."""
    lines: list[Text] = []
    for each in found:
        head = Text(each.write if each.usable else each.name, style="bold" if each.usable else "dim")
        if each.usable and each.write != each.name:
            head.append(f"  ({each.name})", style="dim")
        if not each.usable:
            head.append("  (not usable here)", style="dim")
        if each.reason:
            head.append("  " + clipped(each.reason, max(10, width - cell_len(head.plain) - 2)), style="dim")
        lines += wrapped(head, width, 4)
        lines += wrapped(Text("    " + each.statement), width, 4)
    return lines


def theorems(found: Sequence[tuple[str, bool]], here: str, proved: Collection[str]) -> list[Text]:
    """The theorems of a file, with which are open and which is in hand. proved: in this session."""
    lines = []
    for name, is_open in found:
        mark = "→" if name == here else " "
        state = "  proved" if name in proved else "  has a `sorry`" if is_open else ""
        style = "bold" if name == here else "green" if name in proved else ""
        lines.append(Text(f"{mark} {name}{state}", style=style))
    return lines


def help_screen() -> list[Text]:
    """All commands, on one screen of 80 columns and 24 lines, the prompt and the bar included."""
    lines = [Text("Any line without a colon is a tactic, for the goal in focus.", style="bold")]
    return lines + [Text.assemble((f"  {keys:<{_HELP_KEYS}}", "cyan"), what) for keys, what in HELP]
