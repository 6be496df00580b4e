"""A goal that was finished on the way, kept as a theorem of its own."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass

from agent.budget import Budget
from agent.interactive.steps import Step
from agent.interactive.written import block_of
from agent.memory import Proved
from agent.proving import FileProof
from agent.report import TheoremReport
from agent.theorem_proof import TheoremProof
from prover_bridge import binders, source
from prover_bridge.certificate import Verdict
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens
from prover_bridge.protocol import Goal
from prover_bridge.scopes import scope_at
from prover_bridge.source import Theorem

_HIDDEN = "✝"
_WORD = re.compile(r"[^\W\d][\w'!?₀-₉]*✝?[¹²³⁴⁵⁶⁷⁸⁹⁰]*")


@dataclass(frozen=True)
class Finished:
    """A goal with the tactics that closed it. step: the number of the first of them."""

    step: int
    goal: Goal
    script: str


def finished_goals(root: Step, path: list[Step]) -> list[Finished]:
    """The goals on a path that had others beside them and are closed, in the order of the work."""
    by_id = {step.id: step for step in (root, *path)}
    found = []
    for step in path:
        assert step.parent is not None
        goal = step.parent.ids[step.on]
        script = block_of(root, path, step.parent.hole(step.on), goal)
        if script is not None and len(by_id[goal[0]].opened()) > 1:
            found.append(Finished(step.id, step.parent.goals[step.on], script))
    return found


def chosen(root: Step, path: list[Step], step: int | None) -> Finished:
    """The finished goal on which a step began to work; None: the largest that the last step helped to close.

    Raises UserError where there is none.
    """
    found = finished_goals(root, path)
    wanted = {step}
    if step is None:
        by_id = {each.id: each for each in path}
        last = path[-1] if path else None
        while last is not None and last.parent is not None:  # up to the goals of which its own is a part
            wanted.add(last.id)
            last = by_id.get(last.parent.ids[last.on][0])
    for each in found:
        if each.step in wanted:
            return each
    raise UserError("There is no finished goal here to keep: close one of several, or name the step that began it.")


def stated(name: str, goal: Goal, without: Collection[str] = ()) -> str:
    """A theorem of this name that says what the goal says, with a `sorry`. without: hypotheses to leave out.

    Raises UserError where that cannot be.
    """
    words = tokens(name)
    if len(words) != 1 or words[0].kind != "identifier" or words[0].text != name:
        raise UserError(f"`{name}` is no name for a lemma: take letters, digits, `_` and dots.")
    if lets := [h.name for h in goal.hypotheses if h.value is not None]:
        raise UserError(
            f"The goal has a local definition ({lets[0]}), which a lemma cannot have: close it another way."
        )
    names = _names(goal)

    def told(text: str) -> str:
        return " ".join(_WORD.sub(lambda found: names.get(found.group(), found.group()), text).split())

    parts = [f"theorem {name}"]
    for each in goal.hypotheses:
        if told(each.name) not in without:
            left, right = "[]" if each.name.startswith("inst") and _HIDDEN in each.name else "()"
            parts.append(f"{left}{told(each.name)} : {told(each.type)}{right}")
    return " ".join([*parts, ":", told(goal.target), ":= by"]) + "\n  sorry"


def _names(goal: Goal) -> dict[str, str]:
    """Names that can be written in place of those that cannot."""
    taken = {h.name for h in goal.hypotheses}
    names: dict[str, str] = {}
    for each in goal.hypotheses:
        if _HIDDEN in each.name:
            plain = each.name.partition(_HIDDEN)[0] or "x"
            number = next(n for n in range(1, len(taken) + 2) if f"{plain}_{n}" not in taken)
            names[each.name] = f"{plain}_{number}"
            taken.add(f"{plain}_{number}")
    return names


async def certified(
    work: FileProof, theorem: Theorem, name: str, finished: Finished
) -> tuple[FileProof, TheoremProof, Verdict, Proved]:
    """A finished goal stated before its theorem in the file, and its proof checked as every proof is.

    Hypotheses that the proof never used are left out. Raises UserError where the goal's text states no theorem.
    """
    start = theorem.start
    # Inside of a theorem `A.b` the names of `A` are short.
    inside = theorem.name.rpartition(".")[0]
    around = scope_at(work.current.text, start).namespaces
    if around:  # a whole name is one in there, too
        name = name.removeprefix(f"{around[-1]}.")
    opening = "" if not inside or inside in around or name.startswith(f"{inside}.") else f"open {inside} in\n"
    found = await _certified(work, start, opening + stated(name, finished.goal), finished)
    text, road, verdict = found[3].text, found[1], found[2]
    if verdict.status != "certified":
        return found
    unused = await asyncio.to_thread(binders.unused, work.environment, text, road.theorem.name)
    if unused:
        shorter = await _certified(work, start, opening + stated(name, finished.goal, unused), finished)
        if shorter[2].status == "certified":
            return shorter
    return found


async def _certified(
    work: FileProof, start: int, declaration: str, finished: Finished
) -> tuple[FileProof, TheoremProof, Verdict, Proved]:
    text = work.current.text
    text = text[:start] + declaration + "\n\n" + text[start:]
    try:
        parsed = await asyncio.to_thread(source.parse, text, work.environment, "the lemma")
        with_it = await asyncio.to_thread(work.with_source, parsed)
    except UserError as error:
        raise UserError(f"The goal does not read as a theorem of its own ({error}): state it by hand.") from error
    lemma = next(each for each in parsed.theorems if each.start == start)
    road = with_it.attempt(lemma.name, Budget())
    verdict, proved = await road.certified(
        parsed.put({lemma.holes[0]: [finished.script]}), lemma, [finished.script], contradictions=True
    )
    return with_it, road, verdict, proved


async def kept(work: FileProof, road: TheoremProof, verdict: Verdict, proved: Proved) -> TheoremReport:
    """Put a certified theorem into the memory, with what there is to learn from it."""
    memory = work.prover.memory
    assert memory is not None and verdict.status == "certified"
    where, key = work.environment.content_hash, road.statement.key
    episode = memory.store.start_episode(road.theorem.name, where, statement_key=key, seed=work.prover.seed)
    report = await road.accepted(verdict, proved)
    work.remember(road, report, episode)
    return report
