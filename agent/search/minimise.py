"""A finished proof made shorter and plainer: what it does not need falls away, and what remains is said in one piece.

Delta debugging (Zeller and Hildebrandt 2002) over its steps and over the lists of `simp` and `rw`. Each shorter proof
is tried as one script on the root, one Lean call each; it replaces the proof only where it still closes the goal.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from agent.proposers import Proposal
from agent.script import Irregular, Node, Step, premises_in, render, tree
from agent.search.workbench import Place, Workbench
from prover_bridge.protocol import Outcome, SessionError, TryLimits

# `simp` and its relatives, and `rw`, with a list behind them.
_LISTED = re.compile(r"\b(?P<tactic>simp_all|simp|dsimp|rw)(?P<only> only)? \[(?P<items>[^\[\]]*)\]")
# A choice between tactics of one word each.
_FIRST = re.compile(r"\bfirst \| (?P<tactics>\w+(?: \| \w+)+)")
# A `simp` whose goal others go on with, so that it had better not depend on the simp set: before `;`, or as a step.
_UNSTEADY = re.compile(r"simp(?: \[[^\[\]]*\])?(?: at [\w'✝ ]+)?(?=; |$)")
_LONGEST_SUGGESTION = 100
# What is tried in place of a piece of several lines.
_PLAIN = ("omega", "simp_all")
_SPLIT = re.compile(r",\s*")


async def shorter(workbench: Workbench, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps of a proof of the root, fewer and shorter where the proof still holds; at most `options.minimise`
    Lean calls, which count. Where the session cannot go on, what was reached by then."""
    before = workbench.budget.lean_calls
    minimiser = _Minimiser(workbench, steps)
    try:
        with contextlib.suppress(SessionError):  # the proof that was found is not lost for that
            await minimiser.run()
    finally:
        workbench.counts.minimising += workbench.budget.lean_calls - before
    return minimiser.steps


class _Minimiser:
    def __init__(self, workbench: Workbench, steps: Sequence[Step]) -> None:
        self.workbench = workbench
        self.left = workbench.task.options.minimise
        self.steps = tuple(steps)
        self.failed: set[str] = set()
        try:
            self.root, used = tree(steps)
            self.regular = used == len(steps) and steps[0].before == 1
        except Irregular:
            self.regular = False
        if not self.regular:
            self.root = [Node(step) for step in steps]

    async def run(self) -> None:
        if self.regular:
            for block in list(_blocks(self.root)):
                await self._drop_steps(block)
            for block in list(_blocks(self.root)):
                await self._join(block)
        for node in list(_nodes(self.root)):
            await self._plainer(node)
        for node in list(_nodes(self.root)):
            await self._shorten_lists(node)
        if self.regular:
            for block in list(_blocks(self.root)):
                await self._steady(block)
        await self._as_suggested()

    # Trying

    async def _try(self, change: Callable[[], None], undo: Callable[[], None]) -> bool:
        """Make a change to the tree, and keep it if the proof still holds."""
        change()
        steps = tuple(_flat(self.root)) if self.regular else tuple(node.step for node in self.root)
        script = render(steps) if self.regular else "\n".join(step.tactic for step in steps)
        # A change in a part that fell away before changes nothing.
        if script not in self.failed and script != render(self.steps) and await self._holds(script, len(steps)):
            self.steps = steps
            return True
        self.failed.add(script)
        undo()
        return False

    async def _holds(self, script: str, length: int) -> bool:
        root, proposal = self.workbench.task.root, Proposal(script, 0.0, "minimise")
        place = Place(root, root.goals[0].key)
        # A step of many alternatives may cost more than is left.
        if self.left <= 0 or not self.workbench.reserve(place, [proposal]):
            return False
        self.left -= 1
        one = self.workbench.task.options.limits
        limits = TryLimits(one.seconds * length, one.heartbeats * length)
        [attempt] = await self.workbench.attempt(place, [proposal], limits, remember=False)
        return attempt.outcome is Outcome.CLOSED

    async def _replace(self, node: Node, tactic: str) -> bool:
        """Put another tactic in a node's place."""
        old = node.step
        new = replace(old, tactic=tactic, premises=premises_in(tactic, old.premises))

        def put(step: Step) -> None:
            node.step = step

        return await self._try(lambda: put(new), lambda: put(old))

    # Steps

    async def _drop_steps(self, block: list[Node]) -> None:
        """Leave out steps before the last one, first all of them; then a last one that only makes cases."""

        async def without(first: int, last: int) -> bool:
            old = list(block)

            def cut() -> None:
                del block[first:last]

            def back() -> None:
                block[:] = old

            return await self._try(cut, back)

        if len(block) > 2 and await without(0, len(block) - 1):
            return
        for index in reversed(range(len(block) - 1)):
            if not _word(block[index].step.tactic).startswith("intro"):
                await without(index, index + 1)
        last = block[-1]
        if last.blocks and _word(last.step.tactic) in ("cases", "by_cases", "rcases", "obtain", "split"):
            old, inner = list(block), last.blocks[0]

            def put() -> None:
                block[-1:] = inner

            def back() -> None:
                block[:] = old

            await self._try(put, back)

    async def _join(self, block: list[Node]) -> None:
        """`T <;> t` where `t` ends every goal that `T` leaves, and one term where each of two halves is one."""
        last = block[-1]
        ends = [inner[0].step.tactic for inner in last.blocks if len(inner) == 1 and not inner[0].blocks]
        if len(ends) < 2 or len(ends) < len(last.blocks) or "\n" in last.step.tactic or any("\n" in e for e in ends):
            return
        premises = tuple(dict.fromkeys(p for inner in last.blocks for p in inner[0].step.premises))
        old = last.step, last.blocks
        if len(set(ends)) == 1:
            tactic = f"{last.step.tactic} <;> {ends[0]}"
        elif last.step.tactic == "constructor" and all(end.startswith("exact ") for end in ends):
            tactic = f"exact ⟨{', '.join(end.removeprefix('exact ') for end in ends)}⟩"
        else:
            return

        def put() -> None:
            last.step = replace(last.step, tactic=tactic, premises=(*last.step.premises, *premises))
            last.blocks = []

        def back() -> None:
            last.step, last.blocks = old

        await self._try(put, back)

    async def _plainer(self, node: Node) -> None:
        """One tactic for a piece of several lines that ends its goal, and one alternative for a `first`."""
        tactic = node.step.tactic
        if "\n" in tactic and node.step.after < node.step.before:
            for other in _PLAIN:
                if await self._replace(node, other):
                    return
        if (found := _FIRST.search(tactic)) is not None:
            for one in found["tactics"].split("|"):
                if await self._replace(node, tactic[: found.start()] + one.strip() + tactic[found.end() :]):
                    return

    # Lists

    async def _shorten_lists(self, node: Node) -> None:
        """Take out of each list what is not needed: all of it, halves, then one after the other."""
        for index in reversed(range(len(list(_LISTED.finditer(node.step.tactic))))):
            found = list(_LISTED.finditer(node.step.tactic))[index]
            kept = _SPLIT.split(found.group("items").strip())
            rewriting = found.group("tactic") == "rw"
            if not rewriting and await self._replace(node, _with(node.step.tactic, index, [])):
                continue
            size = len(kept) // 2 if not rewriting and len(kept) > 3 else 1
            while size and len(kept) > 1:
                at = len(kept) - size
                while at >= 0 and len(kept) > 1:
                    fewer = kept[:at] + kept[at + size :]
                    if fewer and await self._replace(node, _with(node.step.tactic, index, fewer)):
                        kept = fewer
                    at -= size
                    at = min(at, len(kept) - size)
                size //= 2

    async def _steady(self, block: list[Node]) -> None:
        """`simp only` where a `simp` stands before other steps, whose goal must not change with the simp set; `exact`
        where `apply` ends a goal; one term for `refine ⟨…, ?_⟩` and `exact`."""
        for node in block[:-1]:
            if (found := _LISTED.fullmatch(node.step.tactic)) and found["tactic"] == "simp" and not found["only"]:
                await self._replace(node, f"simp only [{found['items']}]")
        last = block[-1]
        if not last.blocks and re.fullmatch(r"apply [^;<\n]*", last.step.tactic):
            await self._replace(last, "exact" + last.step.tactic.removeprefix("apply"))
        if len(block) > 1 and (one := _as_one(block[-2].step.tactic, last.step.tactic)) and not last.blocks:
            old, before = list(block), block[-2].step
            premises = (*before.premises, *last.step.premises)

            def put() -> None:
                block[-2:] = [Node(replace(before, tactic=one, premises=premises))]

            def back() -> None:
                block[:] = old

            await self._try(put, back)

    async def _as_suggested(self) -> None:
        """`simp only […]`, as Lean says, where a `simp` stands before other tactics."""
        suggest, budget = self.workbench.task.suggest, self.workbench.budget
        last = {id(block[-1]) for block in _blocks(self.root)} if self.regular else {id(self.root[-1])}
        asked = [
            (node, found)
            for node in _textual(self.root)
            if (found := _UNSTEADY.match(node.step.tactic)) is not None
            and (found.end() < len(node.step.tactic) or id(node) not in last or node.blocks)
        ]
        if suggest is None or not asked or self.left <= 0 or not budget.allows(lean_calls=1):
            return
        self.left -= 1
        budget.spend_file()
        steps = list(_flat(self.root)) if self.regular else [node.step for node in self.root]
        places = [position for position, node in enumerate(_textual(self.root)) if any(node is n for n, _ in asked)]
        for position in places:
            steps[position] = replace(steps[position], tactic="simp?" + steps[position].tactic.removeprefix("simp"))
        suggested = await suggest(render(steps))
        for (node, found), tactic in zip(asked, suggested, strict=False):
            if tactic is not None and tactic.startswith("simp only [") and len(tactic) <= _LONGEST_SUGGESTION:
                await self._replace(node, tactic + node.step.tactic[found.end() :])


def _as_one(refined: str, ended: str) -> str | None:
    """`exact ⟨a, b⟩` for `refine ⟨a, ?_⟩` and `exact b`."""
    if "\n" in refined + ended or not (refined.startswith("refine ") and ended.startswith("exact ")):
        return None
    term = ended.removeprefix("exact ")
    if refined.count("?_") != 1 or not refined.endswith("?_⟩") or len(refined) + len(term) > 80:
        return None
    return f"exact {refined.removeprefix('refine ').removesuffix('?_⟩')}{term}⟩"


def _word(tactic: str) -> str:
    return tactic.split(maxsplit=1)[0] if tactic.split() else ""


def _with(tactic: str, index: int, items: Sequence[str]) -> str:
    """The tactic with other items in its list number `index`; without the list where there are none."""
    found = list(_LISTED.finditer(tactic))[index]
    head = found.group("tactic") + (found.group("only") or "")
    return tactic[: found.start()] + (f"{head} [{', '.join(items)}]" if items else head) + tactic[found.end() :]


def _flat(block: Sequence[Node], total: int = 1) -> Iterator[Step]:
    """The steps of a block that closes the first of `total` goals."""
    for position, node in enumerate(block):
        opened = len(node.blocks) or (0 if position == len(block) - 1 else 1)
        yield replace(node.step, before=total, after=total - 1 + opened)
        for number, inner in enumerate(node.blocks):
            yield from _flat(inner, total - 1 + opened - number)


def _blocks(block: list[Node]) -> Iterator[list[Node]]:
    """A block and those in it, the outer ones first."""
    yield block
    for node in block:
        for inner in node.blocks:
            yield from _blocks(inner)


def _textual(block: list[Node]) -> Iterator[Node]:
    """Nodes in the order of the text."""
    for node in block:
        yield node
        for inner in node.blocks:
            yield from _textual(inner)


def _nodes(block: list[Node]) -> Iterator[Node]:
    for each in _blocks(block):
        yield from each
