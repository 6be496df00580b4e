"""The lemmas of a theorem's plans: put before it in its file, proved there one by one, certified and kept.

A plan's statements are text of a model. They are compiled in the sandbox like any file, a lemma is certified against
the file that states it, and the theorem itself against the user's own file; so a plan can waste budget, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from agent.budget import Budget
from agent.models.answers import PlannedLemma
from agent.proposers import PremiseView
from agent.script import premises_in
from agent.search.pool import Assumed
from agent.theorem_proof import FileWork, PlannedLemmas, TheoremProof
from prover_bridge import layout, source
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens, unbalanced
from prover_bridge.protocol import SessionError, State
from prover_bridge.source import Source

T = TypeVar("T")


class FilePool(PlannedLemmas):
    """For a theorem with one hole."""

    def __init__(self, target: TheoremProof) -> None:
        self.target = target
        self.base = target.file.current
        self.start = target.theorem.start
        self.chosen: tuple[str, ...] | None = None
        words = [word.text for word in tokens(self.base.text) if word.kind == "identifier"]
        self._taken = {part for word in words for part in word.split(".")}
        self._statements: dict[str, PlannedLemma] = {}
        self._proved: dict[str, str] = {}  # name → declaration with its proof, in the order of the file
        self._hopeless: dict[str, str] = {}  # statement key → why it was not proved
        self._file: FileWork | None = None  # that states the lemmas last assumed
        self._open: tuple[str, ...] = ()  # names of lemmas that it states without a proof
        self._roots: list[State] = []

    async def assume(self, lemmas: Sequence[PlannedLemma], budget: Budget) -> Assumed | None:
        rejected: list[tuple[PlannedLemma, str]] = []
        wanted: list[PlannedLemma] = []
        for lemma in lemmas:
            if (reason := self._unfit(lemma)) is not None:
                rejected.append((lemma, reason))
            elif lemma.name not in self._proved:
                wanted.append(lemma)
        stated = await self._stated(wanted, budget)
        if isinstance(stated, str) and len(wanted) > 1:  # which of them is it?
            good = []
            for lemma in wanted:
                if (alone := await self._stated([lemma], budget)) is None:
                    return None
                if isinstance(alone, str):
                    rejected.append((lemma, alone))
                else:
                    good.append(lemma)
            stated, wanted = await self._stated(good, budget), good
        if isinstance(stated, str):
            rejected += [(lemma, stated) for lemma in wanted]
            stated, wanted = await self._stated([], budget), []
        if stated is None or isinstance(stated, str):
            return None
        file = self._file = await self._outlined(stated)
        if hopeless := [(lemma, reason) for lemma in wanted if (reason := self._useless(file, lemma)) is not None]:
            left = [lemma for lemma in wanted if lemma not in {lost for lost, _ in hopeless}]
            found = await self.assume(left, budget)
            if found is None:
                return None
            return Assumed(found.root, found.theory, found.lemmas, found.open, (*rejected, *hopeless, *found.rejected))
        self._statements |= {lemma.name: lemma for lemma in wanted}
        self._open = tuple(lemma.name for lemma in wanted)
        try:
            target = file.attempt(self.target.theorem.name, budget)
            root = await target.open_hole()
        except SessionError:
            return None
        if root is None:
            return None
        self._roots.append(root)
        names = [*self._proved, *(lemma.name for lemma in wanted)]
        views = tuple(PremiseView(name, self._text(file, name), "a lemma of the plan") for name in names)
        return Assumed(root, target.theory(), views, frozenset(lemma.name for lemma in wanted), tuple(rejected))

    async def prove(self, name: str, budget: Budget) -> str | None:
        file = self._file
        assert file is not None
        full = self._full(file, name)
        key = self._key(file, name)
        # It may use what is proved, and neither the lemmas that are not nor the theorem.
        unproved = {self._full(file, other) for other in self._open if other not in self._proved}
        file.open_theorems = self.target.file.open_theorems | (unproved - {full})
        report = await file.prove_one(full, budget)
        if report.status != "proved" or report.proof is None:
            reason = report.reason or "the search ended"
            if key is not None and report.status == "failed":
                self._hopeless[key] = reason
            return reason
        hole = file.original.theorem(full).holes[0].hole
        self._proved[name] = layout.declaration(hole, [report.proof])
        return None

    def settle(self, names: Sequence[str]) -> None:
        needed = dict.fromkeys(names)
        waiting = list(names)
        while waiting:
            for other in premises_in(self._proved.get(waiting.pop(), ""), self._proved):
                if other not in needed:
                    needed[other] = None
                    waiting.append(other)
        self.chosen = tuple(name for name in self._proved if name in needed)

    async def finished(self) -> Source:
        """The user's file with the lemmas that the proof stands on. Raises UserError where it does not compile."""
        text = self._with([self._proved[name] for name in self.chosen or ()])
        return await self._parsed(text, str(self.target.file.path))

    def close(self) -> None:
        """Forget the states that were opened."""
        session = self.target.file.prover.open_session
        for root in self._roots:
            if session is not None:
                session.drop(root)
        self._roots.clear()

    def _unfit(self, lemma: PlannedLemma) -> str | None:
        """Why a lemma cannot stand before the theorem, as far as its text says."""
        if lemma.name in self._taken or self._statements.get(lemma.name, lemma).statement != lemma.statement:
            return f"the name {lemma.name} is taken"
        return unbalanced(lemma.statement)

    def _useless(self, file: FileWork, lemma: PlannedLemma) -> str | None:
        key = self._key(file, lemma.name)
        if key is None:
            return "Lean states no such theorem"
        if key == self.target.statement.key:
            return "it says the same as the theorem"
        return self._hopeless.get(key)

    async def _stated(self, lemmas: Sequence[PlannedLemma], budget: Budget) -> Source | str | None:
        """The file with lemmas that are not proved; Lean's error; or None where the budget does not allow it."""
        if not budget.allows(lean_calls=1):
            return None
        budget.spend_file()
        new = [f"theorem {lemma.name} {lemma.statement} := by\n  sorry" for lemma in lemmas]
        text = self._with([*self._proved.values(), *new])
        try:
            return await self._parsed(text, "the plan")
        except UserError as error:
            return str(error)

    def _with(self, declarations: Sequence[str]) -> str:
        text = self.base.text
        return text[: self.start] + "".join(f"{each}\n\n" for each in declarations) + text[self.start :]

    async def _run(self, what: str, text: str, job: Callable[[], T]) -> T:
        """Something that Lean does with a text, in its turn and within the theorem's seconds."""
        target = self.target
        return await target.lean.run(what, text, job, target.budget.left().seconds)

    async def _outlined(self, text: Source) -> FileWork:
        return await self._run("outline", text.text, lambda: self.target.file.with_source(text))

    async def _parsed(self, text: str, name: str) -> Source:
        return await self._run("parse", text, lambda: source.parse(text, self.base.environment, name))

    def _full(self, file: FileWork, name: str) -> str:
        """The full name of a lemma in the file: it stands in the theorem's namespace."""
        return next(
            (each.name for each in file.original.theorems if each.name == name or each.name.endswith(f".{name}")), name
        )

    def _key(self, file: FileWork, name: str) -> str | None:
        statement = file.outline.statement(self._full(file, name))
        return statement.key if statement is not None else None

    def _text(self, file: FileWork, name: str) -> str:
        statement = file.outline.statement(self._full(file, name))
        return statement.text if statement is not None else ""
