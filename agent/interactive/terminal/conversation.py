"""What each line of a session does, whether it was typed at a prompt or came through a pipe."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from agent.interactive.hints import Suggestion
from agent.interactive.proof import ProofInHand
from agent.interactive.steps import Step, Tried
from agent.interactive.terminal import views
from agent.interactive.terminal.background import Background
from agent.interactive.terminal.command_lines import Call, Tactic, parse
from agent.interactive.terminal.layout import clipped, wrapped
from agent.interactive.terminal.patience import GivenUp, Patience
from agent.interactive.terminal.screen import Screen
from agent.report import VACUOUS, TheoremReport
from prover_bridge.errors import UserError
from prover_bridge.protocol import Outcome

# Opens a theorem of the file by its name; with True, where the last session of it stopped.
Reopen = Callable[[str, bool], Coroutine[Any, Any, ProofInHand]]
_GIVEN_UP = "Given up; the proof is as it was."
_RESTS_ON_OPEN = (
    "Not certified yet: it uses what still has a `sorry` in this file. `:write` puts it into the file all the same, "
    "`:next` goes on."
)
_SUGGESTIONS = 8
_MOST_SUGGESTIONS = 40
_LEMMAS = 15
_MOST_MESSAGE = 12  # lines of Lean's words


@dataclass
class _Offer:
    """Suggestions that were shown, and where they hold."""

    step: Step
    focus: int
    tactics: Sequence[str]


class Conversation:
    """The work on one proof after the other. proof: the one in hand. wrong: whether a line made no sense.

    open_: opens another theorem of the file, once the proof in hand is closed.
    """

    def __init__(self, proof: ProofInHand, screen: Screen, patience: Patience, open_: Reopen) -> None:
        self.proof = proof
        self.screen = screen
        self.wrong = False
        self.background = Background(self._tell)
        # Shows lines while nothing is being done; a prompt puts something of its own here.
        self.show_between: Callable[[list[Text]], None] = screen.show
        self._busy = False
        self._news: list[Text] = []
        self._patience = patience
        self._open = open_
        self._offer: _Offer | None = None
        self._proved: tuple[Step, TheoremReport] | None = None
        self._said_changed = False
        self._seen = {proof.theorem}  # worked on here, so that coming back goes on where it was left
        self._done: set[str] = set()  # theorems that were certified here

    @property
    def proved(self) -> bool:
        """Whether the proof at the cursor is finished and certified."""
        return self._proved is not None and self._proved[0] is self.proof.cursor

    # Lines

    async def line(self, text: str) -> bool:
        """Do what a line says; False where it ends the session."""
        self._busy = True
        try:
            return await self._line(text)
        finally:
            self._busy = False
            self._tell([])

    def _tell(self, lines: list[Text]) -> None:
        """Lines from the background: at once, or behind what is being done."""
        self._news += lines
        if self._news and not self._busy:
            news, self._news = self._news, []
            self.show_between(news)

    async def _line(self, text: str) -> bool:
        try:
            said = parse(text)
        except UserError as error:
            self._wrong(error)
            return True
        try:
            if isinstance(said, Tactic):
                await self._tactic(said.text)
            elif isinstance(said, Call):
                return await self._call(said)
        except UserError as error:
            self.screen.mistake(str(error))
        except GivenUp:
            self.screen.say(_GIVEN_UP, "yellow")
        return True

    def _wrong(self, error: UserError) -> None:
        self.wrong = True
        self.screen.mistake(str(error))

    async def _call(self, call: Call) -> bool:
        match call.name:
            case "quit":
                return False
            case "help":
                self.screen.show(views.help_screen())
            case "pick":
                await self._pick(call.whole)
            case "suggest":
                await self._suggest(_SUGGESTIONS if call.number is None else call.whole)
            case "undo":
                await self._moved(self.proof.undo())
            case "redo":
                await self._moved(self._redo(None if call.number is None else call.whole))
            case "go":
                await self._moved(self.proof.go_to(call.whole))
            case "focus":
                self._focus(call.whole)
            case "goals":
                self.show_goals(full=True)
            case "tree":
                self.screen.show(views.tree(self.proof.root, self.proof.cursor, self.screen.width, self.proof.shown))
            case "script":
                self.screen.show([Text(line) for line in self.proof.script.split("\n")])
            case "lemmas":
                await self._lemmas(call.text)
            case "agent":
                self._agent(call.number or 0.0)
            case "stop":
                await self.background.stop()
            case "wait":
                await self._patience.wait("the agent", self.background.wait())
            case "take":
                await self._take()
            case "accept":
                await self._accept(call.text or None)
            case "write":
                await self._write()
            case "theorem":
                await self._theorem(call.text)
            case "next":
                await self._next()
        return True

    async def end(self) -> None:
        """Leave: everything is in the journal already."""
        await self.background.stop()
        await self.proof.close()
        how = Text(f"Saved; `lemmasmith session {self.proof.file} --resume` goes on from here.", style="dim")
        self.screen.show(wrapped(how, self.screen.width, 0))

    # Where it stands

    async def begin(self) -> None:
        """The first screen of a proof; one that was finished before is checked now."""
        proof = self.proof
        self.screen.show([Text(f"{proof.file}: {proof.theorem}", style="bold")])
        for note in proof.notes:
            self.screen.show(wrapped(Text(note, style="yellow"), self.screen.width, 0))
        self.show_goals()
        try:
            await self._finish()
        except GivenUp:
            self.screen.say(_GIVEN_UP, "yellow")

    def show_goals(self, *, full: bool = False) -> None:
        """Where the proof is, and its goals."""
        step = self.proof.cursor
        self.screen.show([views.headline(step), *views.goals_of(step, self.screen.width, full=full)])

    async def _moved(self, step: Step) -> None:
        self.show_goals()
        if step.finished and self.proved:
            self.screen.say("This proof is certified.", "green")
        else:
            await self._finish()

    def _redo(self, number: int | None) -> Step:
        if number is None:
            return self.proof.redo()
        for place, child in enumerate(self.proof.cursor.children):
            if child.id == number:
                return self.proof.redo(place)
        raise UserError(
            f"Step {number} does not follow this one: `:tree` shows which do, `:go {number}` goes anywhere."
        )

    def _focus(self, number: int) -> None:
        goals = len(self.proof.cursor.goals)
        if not 1 <= number <= goals:
            raise UserError(f"There is no goal {number}: {views.count(goals, 'goal')} can be in focus here.")
        self.proof.focus(number - 1)
        self.show_goals()

    # Tactics

    async def _tactic(self, tactic: str) -> None:
        what = clipped(tactic, 40)
        tried = await self._patience.wait(what, self.proof.apply(tactic))
        if tried.outcome is Outcome.CRASH:  # it may have died of something else
            self.screen.say("Lean ended and is started again; the tactic is tried once more.", "yellow")
            tried = await self._patience.wait(what, self.proof.apply(tactic))
        self._tried(tried)
        await self._finish()

    def _tried(self, tried: Tried) -> None:
        if tried.step is None:
            self._failed(tried)
        else:
            self.show_goals()
        self._look_at_file()

    async def _finish(self) -> None:
        if self.proof.finished:
            await self._certify()

    def _failed(self, tried: Tried) -> None:
        said = (tried.message or "it does not work here").strip().split("\n")
        if len(said) > _MOST_MESSAGE:
            said = [*said[: _MOST_MESSAGE - 1], f"… {len(said) - _MOST_MESSAGE + 1} lines more"]
        what = {Outcome.TIMEOUT: "took too long", Outcome.CRASH: "ended Lean"}.get(tried.outcome)
        head = clipped(tried.tactic, 40)
        first = f"✗ {head} {what}: {said[0]}" if what else f"✗ {head}: {said[0]}"
        lines = wrapped(Text(first, style="red"), self.screen.width, 2)
        for line in said[1:]:
            lines += wrapped(Text("  " + line, style="red"), self.screen.width, 4)
        self.screen.show(lines)

    def _look_at_file(self) -> None:
        if not self._said_changed and self.proof.changed_outside():
            self._said_changed = True
            self.screen.mistake(
                f"{self.proof.file} changed outside; this session goes on with it as it was and keeps the script."
            )

    # Suggestions and lemmas

    async def _suggest(self, count: int) -> None:
        if not 1 <= count <= _MOST_SUGGESTIONS:
            raise UserError(f"Between 1 and {_MOST_SUGGESTIONS} suggestions can be had, not {count}.")
        found = await self._patience.wait("suggestions", self.proof.suggestions(count))
        self._offered(found)
        if not found:
            self.screen.say("Nothing that was tried works here; `:agent 30` searches further.", "yellow")
        self.screen.show(views.suggestions(found, self.screen.width))

    def _offered(self, found: Sequence[Suggestion]) -> None:
        cursor = self.proof.cursor
        self._offer = _Offer(cursor, cursor.focus, [each.tactic for each in found])

    async def _pick(self, number: int) -> None:
        offer, cursor = self._offer, self.proof.cursor
        if offer is None:
            raise UserError("There are no suggestions to pick from: `?` asks for some.")
        if (offer.step, offer.focus) != (cursor, cursor.focus):
            raise UserError("The suggestions were for another goal: `?` asks for new ones.")
        if not 1 <= number <= len(offer.tactics):
            raise UserError(f"There is no suggestion {number}: they go from 1 to {len(offer.tactics)}.")
        tactic = offer.tactics[number - 1]
        self.screen.show([Text(line, style="bold") for line in tactic.split("\n")])
        await self._tactic(tactic)

    async def _lemmas(self, pattern: str) -> None:
        found = await self._patience.wait("lemmas", self.proof.lemmas(pattern, _LEMMAS))
        if not found:
            self.screen.say("No such lemma is known here.", "yellow")
        self.screen.show(views.lemmas(found, self.screen.width))

    # The agent

    def _agent(self, seconds: float) -> None:
        search = self.background.start(self.proof, seconds)
        self.screen.say(f"The agent is at work on ⊢ {clipped(search.goal.target, 50)} for {seconds:g} s.", "dim")

    async def _take(self) -> None:
        search = self.background.found()
        self._tried(await self._patience.wait("the agent's proof", self.proof.take(search)))
        await self._finish()

    # What comes out

    async def _certify(self) -> bool:
        """Check the finished proof and say what came of it."""
        if self.proved:
            return True
        report = await self._patience.wait("checking the proof", self.proof.certify())
        if report.status != "proved":
            if self.proof.rests_on_open:
                self.screen.say(_RESTS_ON_OPEN, "yellow")
            else:
                self.screen.show(wrapped(Text(f"Not certified: {report.reason}", style="red"), self.screen.width, 2))
            return False
        self._proved = (self.proof.cursor, report)
        axioms = ", ".join(report.axioms) if report.axioms else "none"
        self.screen.say(f"{self.proof.theorem} is proved and certified; axioms: {axioms}.", "bold green")
        if report.contradiction == "found":
            self.screen.say(f"But {VACUOUS}.", "yellow")
        self._done.add(self.proof.theorem)
        further = f", `:next` goes to {left[0]}" if (left := self._left()) else ""
        self.screen.say(f"`:write` puts the proof into the file, `:accept` keeps it in the memory{further}.", "dim")
        return True

    async def _accept(self, name: str | None) -> None:
        report = await self._patience.wait("checking and keeping", self.proof.accept(name))
        if report.status != "proved":
            raise UserError(f"It is not kept, since it is not certified: {report.reason}")
        if name is None:
            self._proved = (self.proof.cursor, report)
        self.screen.say(f"{report.name} is kept in the memory: {report.statement}", "green")

    async def _write(self) -> None:
        if self.proof.finished and not await self._certify() and not self.proof.rests_on_open:
            raise UserError("It is not written, since it is not certified.")
        done = await self._patience.wait("compiling what is written", self.proof.write())
        left = len(self.proof.cursor.goals)
        how = f", with `sorry` for {views.count(left, 'goal')}" if left else ""
        if done.left_out:
            how = f", but for the last {views.count(done.left_out, 'step')}, of which no text compiles"
        if self.proof.finished and not self.proved:
            how = ", with a proof that is not certified"
        self.screen.say(f"{self.proof.file} was written{how}; the file as it was is {done.copy.name}.", "green")

    async def _theorem(self, name: str) -> None:
        if not name:
            self.screen.show(views.theorems(self.proof.theorems, self.proof.theorem, self._done))
            return
        known = [each for each, _ in self.proof.theorems]
        meant = [each for each in known if each == name] or [each for each in known if each.endswith(f".{name}")]
        if not meant:
            raise UserError(f"There is no theorem {name} in {self.proof.file}: `:theorem` lists those that are there.")
        if len(meant) > 1:
            raise UserError(f"{name} may be {' or '.join(meant)}: give the whole name.")
        await self._go_to_theorem(meant[0])

    def _left(self) -> list[str]:
        """The theorems of the file that are still open, those behind the one in hand first."""
        names = [name for name, _ in self.proof.theorems]
        here = names.index(self.proof.theorem) if self.proof.theorem in names else 0
        around = [*self.proof.theorems[here + 1 :], *self.proof.theorems[:here]]
        return [name for name, is_open in around if is_open and name not in self._done]

    async def _next(self) -> None:
        left = self._left()
        if not left:
            raise UserError(f"No other theorem of {self.proof.file} is open.")
        await self._go_to_theorem(left[0])

    async def _go_to_theorem(self, name: str) -> None:
        await self.background.forget()
        before = self.proof.theorem
        await self.proof.close()
        self._offer = self._proved = None
        self._said_changed = False
        try:
            self.proof = await self._patience.wait(f"opening {name}", self._open(name, name in self._seen))
        except (UserError, GivenUp):
            self.proof = await self._open(before, True)
            raise
        finally:
            self._seen.add(self.proof.theorem)
        await self.begin()
