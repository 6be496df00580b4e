"""Parts that every question shares: premises with the reasons for them, examples, and what failed before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.proposers import Example, PremiseView

MOST_GOAL = 8_000  # characters
_MOST_PREMISES = 24
_MOST_EXAMPLES = 6
_MOST_FAILED = 12
_NUMBERED = re.compile(r"\?(m|u|_uniq|_mvar)\.\d+")


def premises(views: Iterable[PremiseView]) -> str:
    """What is proved already, each with why it is offered; empty without any."""
    lines = [
        f"- `{p.name} : {short(p.statement, 300)}`" + (f" ({p.reason})" if p.reason else "")
        for p in list(views)[:_MOST_PREMISES]
    ]
    return _listed("These are proved and may be used by name:", lines)


def examples(found: Sequence[Example]) -> str:
    """Similar goals that were closed before, with their tactic; empty without any."""
    lines = [f"- `⊢ {short(e.goal, 300)}` by `{short(e.tactic, 300)}`" for e in found[:_MOST_EXAMPLES]]
    return _listed("Similar goals were closed before:", lines)


def failed(tried: Iterable[tuple[str, str]]) -> str:
    """What was tried and what Lean said; empty without any."""
    lines = [f"- `{short(text, 200)}`: {short(message, 200)}" for text, message in list(tried)[-_MOST_FAILED:]]
    return _listed("These were tried and failed:", lines)


def shown(text: str, most: int = MOST_GOAL) -> str:
    """Lean's words without what changes from process to process: the numbers of metavariables."""
    return _NUMBERED.sub(r"?\1", text)[:most]


def short(text: str, most: int) -> str:
    text = " ".join(shown(text, 4 * most).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def _listed(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *lines, ""]) if lines else ""
