"""A worker over Lean's language server: attempts are written into a scratch document, and its messages are read.

Each attempt stands in a slot: brackets of its own, and behind it a `trace` of an unforgeable word. An attempt
counts as successful only if that word was printed, so that neither error recovery, nor text that breaks out of
its slot, nor a limit that ends the elaboration early is taken for success. Goals come from the message
"unsolved goals" at the slot's edge; any other error inside the slot is the attempt's.

Several alternatives for one goal share one elaboration of everything before them: `pick (by A) (pick (by B) …)`
asks for proofs of the same goal, each with its own error recovery.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from prover_bridge import layout, sandbox
from prover_bridge.environment import Environment
from prover_bridge.goals import parse_goals
from prover_bridge.language_server import LanguageServer, Message
from prover_bridge.lexer import tokens
from prover_bridge.modules import header_end
from prover_bridge.protocol import Goal, Hole, Outcome, SessionError, TryLimits
from prover_bridge.tactic_text import TIMEOUT_TEXTS, refusal
from prover_bridge.worker import LeanDied, Position, Reply, Usage

DEFAULT_LIMITS = sandbox.Limits(memory_mb=4096)
_OPEN_SECONDS = 120.0
_PICK = "_root_.Lemmasmith.pick"
_PICK_TEXT = "def Lemmasmith.pick.{u} {p : Sort u} (a _b : p) : p := a\n"
# These look at case tags, which copies of a goal do not have.
_CASE_TACTICS = frozenset({"case", "case'", "next"})
_NAMED_HOLE = re.compile(r"\?[^\W\d_]")
# Exceptions that Lean's error recovery lets through, up to the declaration.
_RUNTIME_TEXTS = (*TIMEOUT_TEXTS, "maximum recursion depth")
_PARSE_ERROR = re.compile(r"(unexpected|unknown|expected|unterminated|missing|invalid|ambiguous) ?[^\n]*")


@dataclass
class _Slot:
    """Where an attempt stands in a document. start: offset of its `by` or bullet; end: behind its `trace`."""

    word: str = field(default_factory=lambda: secrets.token_hex(8))
    start: int = 0
    end: int = 0

    @property
    def comment(self) -> str:
        return f"/-{self.word}-/"

    @property
    def trace(self) -> str:
        return f'trace "{self.word}"'


class ServerWorker:
    """Starts a language server when it is first needed, and again after each death."""

    room = 0

    def __init__(self, environment: Environment, limits: sandbox.Limits | None = None) -> None:
        self.restarts = 0
        self._environment = environment
        self._limits = limits or DEFAULT_LIMITS
        self._server: LanguageServer | None = None
        self._started = False

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        return [await self._open(context, hole) for hole in holes]

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        replies: dict[int, Reply] = {}
        for i, tactic in enumerate(tactics):
            if reason := refusal(tactic):
                replies[i] = Reply(Outcome.ERROR, 0.0, message=reason)
        together = [i for i in range(len(tactics)) if i not in replies and _copies_serve(position, tactics[i])]
        while len(together) > 1:
            found = await self._together(position, [tactics[i] for i in together], limits)
            replies |= {i: reply for i, reply in zip(together, found, strict=True) if reply is not None}
            if together == (together := [i for i in together if i not in replies]):
                break
        for i, tactic in enumerate(tactics):
            if i not in replies:
                replies[i] = await self._alone(position, tactic, limits)
        return [replies[i] for i in range(len(tactics))]

    def depth(self, position: Position) -> int:
        return len(position.steps)  # every document is elaborated anew

    def forget(self, position: Position) -> None:
        pass

    def usage(self) -> Usage:
        return Usage(self._server.memory_mb() if self._server else 0.0)

    async def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await server.kill()

    async def _open(self, context: str, hole: Hole) -> tuple[Goal, ...]:
        slot = _Slot()
        text = _document(context, hole, _bullet((), _tried("skip", slot), slot.comment), [slot])
        try:
            messages = await self._check(text, _OPEN_SECONDS)
        except (LeanDied, TimeoutError) as error:
            raise SessionError(f"Lean ended ({error or 'timeout'}) before the declaration was elaborated.") from error
        before = [m for m in messages if m.severity == 1 and m.start < slot.start]
        if before:
            line = text.count("\n", 0, before[0].start) - _PICK_TEXT.count("\n") + 1
            raise SessionError(f"The text does not elaborate (line {line}): {before[0].text}")
        left = [m for m in messages if m.unsolved_goals and m.start == slot.start]
        if len(left) == 1 and _reached(messages, slot):
            return parse_goals(left[0].text.partition("\n")[2])
        if len(left) > 1:
            raise SessionError("This `sorry` stands for several goals at once; write one for each.")
        errors = [m.text for m in messages if m.severity == 1]
        raise SessionError(errors[0] if errors else "Lean does not reach this `sorry`: no goal is open there.")

    async def _together(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply | None]:
        """All alternatives in one document; None for those on which it gave no verdict."""
        slots = [_Slot() for _ in tactics]
        body = ""
        for tactic, slot in zip(tactics, slots, strict=True):
            tried = layout.indent(_tried(tactic, slot), 2)
            body += f"{_PICK} ({slot.comment}by\n  {tried})\n  ("
        # Behind all of them: reached only if the whole was parsed, and no limit ended it early.
        last = _Slot()
        body += f"{last.comment}by\n  {last.trace}" + ")" * (len(tactics) + 1)
        proof = _bullet(position.steps, f"exact {body}")
        # Heartbeats are counted for the declaration. All alternatives have no more than one would have, so that the
        # limit of each holds; the one at which they end is tried again, alone.
        text = _document(position.context, position.hole, proof, [*slots, last], _allowed(position, limits))
        started = time.monotonic()
        try:
            messages = await self._check(text, min(limits.seconds, 1.0 + 0.25 * len(tactics)))
        except (LeanDied, TimeoutError):
            return [None] * len(tactics)
        share = (time.monotonic() - started) / len(tactics)
        verdicts = [self._verdict(messages, slot, share) for slot in slots]
        verdicts = [None if verdict and verdict.outcome is Outcome.TIMEOUT else verdict for verdict in verdicts]
        if not _reached(messages, last):
            spoilt = next((i for i, slot in enumerate(slots) if _spoils(messages, slot)), None)
            if spoilt is not None:
                verdicts[spoilt + 1 :] = [None] * (len(slots) - spoilt - 1)
        return [_tagged(verdict, position.goals[0].case) for verdict in verdicts]

    async def _alone(self, position: Position, tactic: str, limits: TryLimits) -> Reply:
        slot = _Slot()
        proof = _bullet(position.steps, _tried(tactic, slot), slot.comment)
        text = _document(position.context, position.hole, proof, [slot], _allowed(position, limits))
        started = time.monotonic()
        try:
            messages = await self._check(text, limits.seconds)
        except TimeoutError:
            return Reply(Outcome.TIMEOUT, time.monotonic() - started, message=f"no answer in {limits.seconds:g} s")
        except LeanDied as death:
            return Reply(Outcome.CRASH, time.monotonic() - started, message=f"Lean ended: {death.reason}")
        seconds = time.monotonic() - started
        verdict = self._verdict(messages, slot, seconds)
        if verdict is not None:
            return verdict
        errors = [m.text for m in messages if m.severity == 1]
        message = errors[0] if errors else "the tactic was not reached"
        timed_out = any(text in message for text in TIMEOUT_TEXTS)
        return Reply(Outcome.TIMEOUT if timed_out else Outcome.ERROR, seconds, message=message)

    @staticmethod
    def _verdict(messages: Sequence[Message], slot: _Slot, seconds: float) -> Reply | None:
        inside = [m for m in messages if slot.start <= m.start < slot.end]
        left = [m for m in inside if m.unsolved_goals and m.start == slot.start]
        errors = [m for m in inside if m.severity == 1 and m not in left]
        if errors:
            first = next((m for m in errors if _PARSE_ERROR.match(m.text)), errors[0]).text
            timed_out = any(text in first for text in TIMEOUT_TEXTS)
            return Reply(Outcome.TIMEOUT if timed_out else Outcome.ERROR, seconds, message=first)
        if not _reached(inside, slot):
            return None
        if left:
            return Reply(Outcome.OPEN, seconds, goals=parse_goals(left[0].text.partition("\n")[2]))
        return Reply(Outcome.CLOSED, seconds)

    async def _check(self, text: str, seconds: float) -> list[Message]:
        """Messages of a document; whatever goes wrong, the next call finds a fresh server."""
        if self._server is None:
            server = LanguageServer(self._environment, self._limits)
            self.restarts += self._started
            self._started = True
            self._server = server
            await server.start()
        try:
            return await asyncio.wait_for(self._server.check(text), seconds)
        except BaseException:  # also when cancelled: the document is still being elaborated
            await self.close()
            raise


def _document(context: str, hole: Hole, proof: str, slots: Sequence[_Slot], heartbeats: int = 0) -> str:
    """The whole scratch text; notes in each slot where it stands. heartbeats: of the declaration, if any."""
    start = header_end(context)
    before = context[:start] + ("\n" if start else "")
    # Lean reads this option when a declaration begins: before a single tactic it would change nothing.
    limit = f"set_option maxHeartbeats {heartbeats} in\n" if heartbeats else ""
    text = before + _PICK_TEXT + context[start:] + limit + layout.declaration(hole, [proof]) + "\n"
    for slot in slots:
        # Where the slot's word stands as a comment: `(/-word-/by` or `· /-word-/`.
        mark = text.index(slot.comment)
        slot.start = mark - 2 if text.startswith("· ", mark - 2) else mark + len(slot.comment)
        slot.end = text.index(slot.trace, mark) + len(slot.trace)
    return text


def _bullet(steps: Sequence[str], last: str, comment: str = "") -> str:
    """The steps and what is tried, focused on the hole's goal."""
    return "\n  ".join([f"· {comment}", *(layout.indent(step, 2) for step in steps), layout.indent(last, 2)])


def _tried(tactic: str, slot: _Slot) -> str:
    # The closing bracket stands on a line of its own, since the tactic may end in a comment.
    return f"(\n  {layout.indent(tactic, 2)}\n  )\n{slot.trace}"


def _allowed(position: Position, limits: TryLimits) -> int:
    """Heartbeats of a declaration: what the tactic may take, and as much for each step before it."""
    return limits.heartbeats * (len(position.steps) + 1)


def _reached(inside: Sequence[Message], slot: _Slot) -> bool:
    return any(message.severity == 3 and message.text.strip() == slot.word for message in inside)


def _spoils(messages: Sequence[Message], slot: _Slot) -> bool:
    """Whether an error in a slot may have ended the reading, or the elaboration, of what follows."""
    inside = [m.text for m in messages if slot.start <= m.start < slot.end and m.severity == 1]
    return any(_PARSE_ERROR.match(text) or any(t in text for t in _RUNTIME_TEXTS) for text in inside)


def _copies_serve(position: Position, tactic: str) -> bool:
    """Whether copies of the goal do as well as the goal: it stands alone, and nothing is shared or looked at."""
    if len(position.goals) != 1 or "?" in position.goals[0].pretty():
        return False
    if _NAMED_HOLE.search(tactic):  # one name means one goal in the whole declaration
        return False
    return position.goals[0].case is None or not any(t.text in _CASE_TACTICS for t in tokens(tactic))


def _tagged(reply: Reply | None, parent: str | None) -> Reply | None:
    """Copies have no case tag of their own; what Lean would have put before the new tags is put there."""
    if reply is None or parent is None:
        return reply
    goals = [replace(goal, case=f"{parent}.{goal.case}" if goal.case else parent) for goal in reply.goals]
    return replace(reply, goals=tuple(goals))
