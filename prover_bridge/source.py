"""A user's Lean file: its theorems, the `sorry`s in them, what each sees, and how a proof is put back.

Names and ranges come from Lean itself, which compiles the file once in a fresh sandboxed process and writes an
index (.ilean) of its declarations. Only where the `sorry`s stand inside a declaration is read from the text.
"""

from __future__ import annotations

import bisect
import contextlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prover_bridge import core_reading, environment, layout, sandbox
from prover_bridge.core_reading import Reading
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.lexer import Page, Token, tokens
from prover_bridge.protocol import Hole

_MODULE = "Source"
_THEOREM_WORDS = frozenset({"theorem", "lemma"})
# Commands that may stand before another command, joined to it by `in`.
_PREFIX_WORDS = frozenset({"open", "set_option", "variable", "omit", "include", "universe", "attribute"})
_MODIFIERS = frozenset({"private", "protected", "public", "noncomputable", "unsafe", "partial", "nonrec", "local"})
_COMMANDS = re.compile(
    r"theorem|lemma|def|abbrev|instance|example|axiom|opaque|(co)?inductive|structure|class|mutual|namespace|section|end"
    r"|open|export|variable|universe|set_option|attribute|macro|macro_rules|syntax|notation|infix[lr]?|prefix|postfix"
    r"|elab|elab_rules|declare_syntax_cat|simproc|initialize|deriving|omit|include|scoped|add_decl_doc|alias|run_cmd"
    r"|private|protected|public|noncomputable|unsafe|partial|nonrec|#.*|@.*"
)
_TACTIC_LEADS = frozenset({"by", "·", ";", "<;>", "{", "|", "all_goals", "any_goals", "try", "repeat", "focus"})
_COMPILE_LIMITS = sandbox.Limits(seconds=300, memory_mb=8192)
_PRIVATE = re.compile(r"^_private\..*?\.\d+\.")


@dataclass(frozen=True)
class PlacedHole:
    """One `sorry` that stands for a proof. start, end: its offsets in the file, in code points.

    context + hole.before + PROOF + hole.after is the file up to the end of the theorem.
    """

    theorem: str
    index: int  # among the holes of its theorem, from 0
    start: int
    end: int
    context: str
    hole: Hole


@dataclass(frozen=True)
class Theorem:
    """A theorem of the file, by its full name. start, end: offsets of its whole declaration."""

    name: str
    start: int
    end: int
    line: int  # of its first line, from 1
    holes: tuple[PlacedHole, ...]


@dataclass(frozen=True)
class Source:
    """A Lean file that elaborates, up to its `sorry`s. notes: what was seen and left alone, one sentence each.

    declarations: full name of each declaration → offsets of its start and its end. reading: set where the text is
    the core reading of a file for Mathlib.
    """

    text: str
    environment: Environment
    theorems: tuple[Theorem, ...]
    notes: tuple[str, ...]
    declarations: Mapping[str, tuple[int, int]]
    reading: Reading | None = None

    @property
    def holes(self) -> tuple[PlacedHole, ...]:
        """All holes, in the order of the file."""
        return tuple(hole for theorem in self.theorems for hole in theorem.holes)

    def theorem(self, name: str) -> Theorem:
        """The theorem of this full name. Raises UserError, which names those that are there."""
        for theorem in self.theorems:
            if theorem.name == name:
                return theorem
        there = ", ".join(theorem.name for theorem in self.theorems) or "none"
        raise UserError(f"There is no theorem {name} in this file; the theorems are: {there}.")

    def put(self, proofs: Mapping[PlacedHole, Sequence[str]]) -> str:
        """The text with proofs (tactics, in order) in place of their holes; nothing else changes."""
        text = self.text
        for placed in sorted(proofs, key=lambda p: p.start, reverse=True):
            text = put(text, placed, proofs[placed])
        return text


def read(path: Path, toolchain: Toolchain) -> Source:
    """Read and elaborate a file. Raises UserError with its first error, or where it is no Lean text of ours."""
    return of_text(text_of(path), path, toolchain)


def of_text(text: str, path: Path, toolchain: Toolchain) -> Source:
    """As `read`, for text that stands for the file's own."""
    text, env, reading = load_text(text, path, toolchain)
    return parse(text, env, str(path), reading)


def load(path: Path, toolchain: Toolchain) -> tuple[str, Environment, Reading | None]:
    """The text of a file as Lean gets it, its environment, and its core reading where it is translated into one.

    Every command reads files through this. Raises UserError where it is no Lean text of ours.
    """
    return load_text(text_of(path), path, toolchain)


def load_text(text: str, path: Path, toolchain: Toolchain) -> tuple[str, Environment, Reading | None]:
    """As `load`, for text that stands for the file's own."""
    check_header(text, str(path))
    reading = core_reading.translate(text, toolchain, str(path))
    if reading is not None:
        text, toolchain = reading.text, reading.toolchain
    return text, environment.of_text(toolchain, text, path), reading


def text_of(path: Path) -> str:
    """The text of a file. Raises UserError where it cannot be read or is not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text (byte {error.start}): save it as UTF-8.") from error


def parse(text: str, env: Environment, name: str = "the text", reading: Reading | None = None) -> Source:
    """As `read`, for text whose environment is known. name: how messages call it."""
    check_header(text, name)
    page = Page(text)
    sorries = [word for word in page.words if word.kind == "identifier" and word.text == "sorry"]
    tactic = {word: _looks_like_tactic(page, word) for word in sorries}
    # Lean settles whether a `sorry` is a tactic or a term: a wrong guess does not parse, and is turned round once.
    for _ in range(len(sorries) + 1):
        index, errors = _compile(_Probe(page, tactic), env, name)
        wrong = _wrong_guess(errors, tactic)
        if wrong is None:
            break
        tactic[wrong] = not tactic[wrong]
    if index is None:
        # Said of the text as it is, not of the probe.
        _, said = _compile(_Probe(page, {}), env, name)
        first = (said or errors)[0]
        if reading is not None:
            raise core_reading.lacking(reading, [(e.offset, e.message) for e in said or errors], name)
        line, column = page.position(first.offset)
        raise UserError(f"{name}:{line + 1}:{column + 1}: {first.first_line}")
    return replace(_Reader(page, env, sorries, tactic, index).source(), reading=reading)


def put(text: str, placed: PlacedHole, tactics: Sequence[str]) -> str:
    """`text` with a proof in place of one hole, whose offsets must still hold in it."""
    filled = layout.fill(placed.hole, tactics)
    before = text[: placed.start]
    if filled.startswith("\n"):
        before = before.rstrip(" ")
    return before + filled + text[placed.end :]


def check_header(text: str, name: str) -> None:
    """Raises UserError for a `prelude` header: such a file could redefine what the kernel computes natively."""
    first = next(iter(tokens(text[:20_000])), None)
    if first is not None and first.text == "prelude":
        raise UserError(f"{name} starts with `prelude`, which is not accepted: remove that line.")


@dataclass(frozen=True)
class _Error:
    """An error of Lean, at an offset of the user's text."""

    offset: int
    message: str
    parsing: bool = False

    @property
    def first_line(self) -> str:
        return (self.message.splitlines() or ["no message"])[0]


class _Probe:
    """The text with each `sorry` in a form that is only a tactic, or only a term, and that mentions a constant.

    Lean's index lists the range of a declaration only where some constant is mentioned in it.
    """

    def __init__(self, page: Page, tactic: Mapping[Token, bool]) -> None:
        parts, self._shifts, grown, last = [], [(0, 0)], 0, 0
        for word, is_tactic in tactic.items():
            form = "(skip; exact @_root_.sorryAx _ false)" if is_tactic else "(@_root_.sorryAx _ false)"
            parts += [page.text[last : word.start], form]
            last = word.end
            grown += len(form) - (word.end - word.start)
            self._shifts.append((word.end + grown, grown))
        self.page = Page("".join([*parts, page.text[last:]]))

    def original(self, line: int, column: int, utf16: bool) -> int:
        """The offset in the user's text of a position (from 0) in the probe."""
        offset = self.page.offset(line, column, utf16)
        at = bisect.bisect_right(self._shifts, (offset, len(self.page.text))) - 1
        following = self._shifts[at + 1] if at + 1 < len(self._shifts) else None
        here = offset - self._shifts[at][1]
        # Inside a replaced `sorry`: its end, not beyond.
        return here if following is None else min(here, following[0] - following[1])


def _compile(probe: _Probe, env: Environment, name: str) -> tuple[_Index | None, list[_Error]]:
    """Lean's index of the text (None where it has errors), and its errors. Raises UserError where Lean fails."""
    with tempfile.TemporaryDirectory(prefix="lemmasmith-source-") as folder:
        file, index = Path(folder) / f"{_MODULE}.lean", Path(folder) / f"{_MODULE}.ilean"
        # Written as bytes: text mode would change line ends.
        file.write_bytes(probe.page.text.encode())
        done = sandbox.run(
            [*env.toolchain.lean, "--json", "-i", str(index), str(file)],
            env=env.env(),
            cwd=Path(folder),
            read_only=env.read_only,
            writable=Path(folder),
            limits=_COMPILE_LIMITS,
        )
        errors = []
        for message in _messages(done.stdout):
            if message.get("severity") == "error":
                place = message.get("pos") or {"line": 1, "column": 0}
                said = str(message.get("data", "")).strip()
                offset = probe.original(place["line"] - 1, place["column"], utf16=False)
                parsing = bool(message.get("keepFullRange")) or said.startswith(("unexpected", "expected"))
                errors.append(_Error(offset, said, parsing))
        if errors:
            return None, errors
        if done.outcome != "ok" or done.returncode != 0 or not index.is_file():
            last = (done.stderr.strip().splitlines() or [f"code {done.returncode}"])[-1]
            raise UserError(f"{name} could not be compiled ({done.outcome}): {last}")
        return _index(json.loads(index.read_text(encoding="utf-8")), probe), []


def _messages(output: str) -> list[dict[str, Any]]:
    found = []
    for line in output.splitlines():
        if line.startswith("{"):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
    return found


def _wrong_guess(errors: list[_Error], tactic: Mapping[Token, bool]) -> Token | None:
    """The `sorry` at which Lean's first error of parsing stands."""
    for error in errors:
        if error.parsing:
            near = [word for word in tactic if word.start <= error.offset <= word.end]
            return near[0] if near else None
    return None


@dataclass(frozen=True)
class _Index:
    """names: full name → offset of the name where it is declared. ranges: full name → start and end."""

    names: dict[str, int]
    ranges: dict[str, tuple[int, int]]


def _index(table: dict[str, Any], probe: _Probe) -> _Index:
    names: dict[str, int] = {}
    for key, value in table.get("references", {}).items():
        constant = json.loads(key).get("c", {})
        if constant.get("m") == _MODULE and value.get("definition"):
            names[constant["n"]] = probe.original(value["definition"][0], value["definition"][1], utf16=True)
    ranges = {}
    for name, numbers in table.get("decls", {}).items():
        start, end = (probe.original(numbers[i], numbers[i + 1], utf16=True) for i in (0, 2))
        ranges[name] = (start, end)
    return _Index(names, ranges)


def _looks_like_tactic(page: Page, word: Token) -> bool:
    """A first guess from the token before: right nearly always, and settled by Lean."""
    previous = page.before(word.start)
    if previous is None:
        return False
    if previous.text in {":=", "exact", "from", "refine", "apply", ",", "⟨", "<|", "have", "show"}:
        return False
    if previous.text in {"=>", "("}:
        above = [w.text for w in page.words[: page.index(word.start)] if w.start >= page.line_start(word.start)]
        return (
            "fun" not in above
            and "exact" not in above
            and any(w.text == "by" for w in page.words[max(0, page.index(word.start) - 400) : page.index(word.start)])
        )
    return page.starts_line(word) or previous.text in _TACTIC_LEADS


class _Reader:
    """Theorems and holes of a text, from its tokens and Lean's index."""

    def __init__(
        self, page: Page, env: Environment, sorries: list[Token], tactic: Mapping[Token, bool], index: _Index
    ) -> None:
        self.page, self.env, self.sorries, self.tactic, self.index = page, env, sorries, tactic, index
        self.declared = sorted(start for start, _ in index.ranges.values())

    def source(self) -> Source:
        found = sorted([*self._named(), *self._examples()], key=lambda each: each[1])
        left = list(self.sorries)
        theorems = []
        for name, start, end in found:
            mine = [word for word in left if start <= word.start < end]
            left = [word for word in left if word not in mine]
            begin, end = self._command(start, end)
            holes = tuple(self._hole(name, i, begin, end, word) for i, word in enumerate(mine))
            theorems.append(Theorem(name, begin, end, self.page.position(start)[0] + 1, holes))
        notes = [
            f"line {self.page.position(word.start)[0] + 1}: a `sorry` outside of theorems was left alone"
            for word in left
        ]
        return Source(self.page.text, self.env, tuple(theorems), tuple(notes), self.index.ranges)

    def _named(self) -> list[tuple[str, int, int]]:
        found = []
        for name, offset in self.index.names.items():
            keyword = self.page.before(offset)
            if keyword is None or keyword.text not in _THEOREM_WORDS:
                continue
            start, end = self.index.ranges.get(name) or (self._begin(keyword), self._next_command(keyword))
            found.append((_PRIVATE.sub("", name), start, self.page.trimmed(end)))
        return found

    def _examples(self) -> list[tuple[str, int, int]]:
        """Examples have no name and share one entry of Lean's table: each reaches to the next command."""
        found: list[tuple[str, int, int]] = []
        for word in self.page.words:
            if word.text == "example" and self.page.starts_line(self.page.words[self._first(word)]):
                end = self.page.trimmed(self._next_command(word))
                found.append((f"_example_{len(found) + 1}", self._begin(word), end))
        return found

    def _first(self, keyword: Token) -> int:
        at = self.page.index(keyword.start)
        while at > 0 and self.page.words[at - 1].text in _MODIFIERS:
            at -= 1
        return at

    def _begin(self, keyword: Token) -> int:
        return self.page.words[self._first(keyword)].start

    def _next_command(self, keyword: Token) -> int:
        later = bisect.bisect_right(self.declared, keyword.start)
        stop = self.declared[later] if later < len(self.declared) else len(self.page.text)
        for word in self.page.words[self.page.index(keyword.start) + 1 :]:
            if word.start >= stop:
                break
            if _COMMANDS.fullmatch(word.text) and self.page.starts_line(word):
                return word.start
        return stop

    def _hole(self, theorem: str, index: int, start: int, end: int, word: Token) -> PlacedHole:
        text = self.page.text
        hole = Hole(
            before=text[start : word.start],
            after=text[word.end : end],
            in_tactic_block=self.tactic[word],
            column=self.page.position(word.start)[1],
        )
        return PlacedHole(theorem, index, word.start, word.end, text[:start], hole)

    def _command(self, start: int, end: int) -> tuple[int, int]:
        """The whole command around a declaration: with its `open … in` and the like, or its `mutual … end`."""
        words, starts_line = self.page.words, self.page.starts_line
        at = self.page.index(start)
        while at > 0 and words[at - 1].text == "in":
            back = at - 1
            while back > 0 and not (words[back].text in _PREFIX_WORDS and starts_line(words[back])):
                back -= 1
            if words[back].text not in _PREFIX_WORDS:
                break
            at, start = back, words[back].start
        opened = [word for word in words[:at] if word.text in {"mutual", "end"} and starts_line(word)]
        if opened and opened[-1].text == "mutual":
            closing = [w for w in words[self.page.index(end) :] if w.text == "end" and starts_line(w)]
            return opened[-1].start, closing[0].end if closing else end
        return start, end
