"""Many statements through Lean at once: compiled in the sandbox behind a theory's context, read as expressions."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from prover_bridge import compiled, sandbox
from prover_bridge.certify import checker_for
from prover_bridge.compiled import Nonsense
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr
from prover_bridge.library import FileScope

LIMITS = sandbox.Limits(seconds=120)
_NAME = "Lemmasmith.Growing"
_LONGEST = 2000  # characters of a statement


@dataclass(frozen=True)
class Elaborated:
    """A statement as Lean has it. text: as Lean prints it, on one line."""

    key: str
    type: Expr = field(repr=False, compare=False)
    text: str = ""


@dataclass
class Cost:
    """What was asked of Lean: whole texts compiled, and the seconds that it took."""

    calls: int = 0
    seconds: float = 0.0


@dataclass
class Elaborator:
    """Compiles statements behind a context, `batch` at a time. context: as `GrowthTheory.context`."""

    environment: Environment
    context: str
    cost: Cost = field(default_factory=Cost)
    batch: int = 400

    def statements(self, texts: Sequence[str]) -> list[Elaborated | str]:
        """What each text states, or Lean's words on why it is no proposition. Raises UserError where the context
        itself does not compile."""
        found: list[Elaborated | str] = []
        for start in range(0, len(texts), self.batch):
            found += self._batch(texts[start : start + self.batch])
        return found

    def _batch(self, texts: Sequence[str]) -> list[Elaborated | str]:
        found: list[Elaborated | str | None] = [_unreadable(text) for text in texts]
        for _ in range(len(texts) + 1):
            asked = [place for place, each in enumerate(found) if each is None]
            if not asked:
                break
            answers = self._ask([texts[place] for place in asked])
            for place, answer in zip(asked, answers, strict=True):
                if answer is not None:
                    found[place] = answer
        return [each if each is not None else "Lean did not answer" for each in found]

    def _ask(self, texts: Sequence[str]) -> list[Elaborated | str | None]:
        """Answers; None for those that are to be asked again, since others among them were wrong."""
        head = self.context.rstrip() + "\nset_option autoImplicit false\n"
        lines = [f"theorem _root_.{_NAME}{i} : {_one_line(text)} := sorry" for i, text in enumerate(texts)]
        started = time.monotonic()
        with checker_for(self.environment, LIMITS) as checker:
            output = compiled.run_lean(checker.library, head + "\n".join(lines) + "\n", "conjectures.lean", LIMITS)
            self.cost.calls += 1
            self.cost.seconds += time.monotonic() - started
            if isinstance(output, str):
                if len(texts) == 1:
                    return [output]
                half = len(texts) // 2
                return self._ask(texts[:half]) + self._ask(texts[half:])
            if output.raw is None or not output.succeeded:
                return self._blamed(output.messages, head.count("\n") + 1, len(texts))
            scope = compiled.read_scope(checker.library, output)
            return [_read(scope, f"{_NAME}{i}") for i in range(len(texts))]

    def _blamed(self, messages: str, first: int, count: int) -> list[Elaborated | str | None]:
        answers: list[Elaborated | str | None] = [None] * count
        before = ""
        for line, words in errors(messages):
            if first <= line < first + count:
                answers[line - first] = answers[line - first] or words
            else:
                before = before or words
        if all(answer is None for answer in answers):
            raise UserError(f"The theory does not compile: {before or 'Lean gave no reason'}.")
        return answers


def errors(messages: str) -> list[tuple[int, str]]:
    """Line (from 1) and words, on one line, of each error among Lean's JSON messages."""
    found: list[tuple[int, str]] = []
    for text in messages.splitlines():
        try:
            message = json.loads(text)
            if message["severity"] == "error":
                found.append((int(message["pos"]["line"]), " ".join(str(message["data"]).split())[:400]))
        except (ValueError, TypeError, KeyError):
            continue
    return found


def _one_line(text: str) -> str:
    """On one line; universes that Lean named itself when it printed the statement are for it to find again."""
    return _UNIVERSE.sub(r"\1 _", " ".join(text.split()))


_UNIVERSE = re.compile(r"\b(Type|Sort) u_\d+\b")


def _unreadable(text: str) -> str | None:
    """Why a text is not even handed to Lean. A statement stands on one line, so that errors are told apart by line."""
    if len(text) > _LONGEST:
        return f"the statement has more than {_LONGEST} characters"
    if "--" in text or "/-" in text or ":=" in text or "sorry" in text:
        return "a statement has no comment, `:=` or `sorry` in it"
    return None if text.strip() else "the statement is empty"


def _read(scope: FileScope, name: str) -> Elaborated | str:
    if name not in scope.module:
        return "the statement is no single proposition"
    try:
        constant = scope.constant(name)
        text = compiled.statement_of(compiled.Compiled(b"", scope), name).text
        return Elaborated(scope.hasher.statement_key(constant), constant.type, text)
    except Nonsense as error:
        return f"the statement makes no sense: {error}"
