"""Reading a file that is written for Mathlib with the compact core alone: a *core reading*.

Only what prepares the ground is translated, in place: imports of Mathlib are dropped, `open`s keep the namespaces that
the core or the file itself has, options that the core does not know are dropped. What is dropped becomes blanks or an
empty comment, so every offset and every line stays.
A statement that elaborates then says what it says with Mathlib, up to unfolding (`^` on numbers goes another way
there, so keys differ); a name that the core lacks is never taken for a variable.
"""

from __future__ import annotations

import functools
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from prover_bridge import modules, sandbox
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.lexer import Page, Token, tokens

# Packages that the embedded runtime never has.
_DROPPED = frozenset({"Mathlib", "Aesop", "Batteries"})
# The commands of a header; the first other command ends it.
_HEADER = frozenset({"open", "set_option", "namespace", "section", "noncomputable", "universe", "variable"})
_OTHERS = frozenset({"theorem", "lemma", "example", "def", "abbrev", "instance", "structure", "inductive", "class"})
# With these a name that the core lacks would silently become a variable of the statement.
_AUTO_BOUND = frozenset({"autoImplicit", "relaxedAutoImplicit"})
_NO_AUTO_BOUND = "-DautoImplicit=false"
_NAMED_IN_ERROR = (
    re.compile(r"Unknown (?:identifier|constant) `([^`]+)`"),
    re.compile(r"unknown namespace `([^`]+)`"),
    re.compile(r"Unknown attribute `\[?([^`\]]+)\]?`"),
    re.compile(r"[Tt]he environment does not contain `([^`]+)`"),
)
_INSTANCE = re.compile(r"failed to synthesize\s+(?:instance of type class\s+)?(\S[^\n]*)")
_PARSING = re.compile(r"unexpected|expected|unknown tactic|missing end of|unterminated")
_MOST_NAMES = 3


class CoreLacksError(UserError):
    """A file in core reading that does not elaborate. names: what the core lacks, as far as Lean tells."""

    def __init__(self, sentence: str, names: Sequence[str], reading: Reading) -> None:
        super().__init__(sentence)
        self.names = tuple(names)
        self.reading = reading


@dataclass(frozen=True)
class Reading:
    """A translated file. text: what Lean gets, as long as `original`; toolchain: with the options of a core reading.

    left_out: what was dropped, such as "import Mathlib" or "open Real"; changed: where, as start and end.
    """

    original: str
    text: str
    toolchain: Toolchain
    left_out: tuple[str, ...]
    changed: tuple[tuple[int, int], ...]

    def restore(self, text: str) -> str:
        """A text that grew out of the translated one by proofs and lemmas, with what was left out back in its place.

        Raises UserError where that place is gone.
        """
        header = modules.header_end(self.text)
        parts, at = [self.original[:header]], header
        for start, end in self._places(header):
            found = text.find(self.text[start:end], at)
            while found > at and text[found - 1] != "\n":
                found = text.find(self.text[start:end], found + 1)
            if found < 0 or not text.startswith(self.text[:header]):
                line = " ".join(self.original[start:end].split())
                raise UserError(f"The proved text has lost the place of `{line}`: take the proof from the report.")
            parts += [text[at:found], self.original[start:end]]
            at = found + end - start
        return "".join([*parts, text[at:]])

    def _places(self, header: int) -> list[tuple[int, int]]:
        """What was changed behind the header's imports, each from the start of its line, so that it is found again."""
        places: list[tuple[int, int]] = []
        for start, end in sorted(self.changed):
            line = max(self.text.rfind("\n", 0, start) + 1, header)
            if places and line <= places[-1][1]:
                places[-1] = (places[-1][0], end)
            elif end > header:
                places.append((line, end))
        return places


def translate(text: str, toolchain: Toolchain, name: str = "the text") -> Reading | None:
    """The core reading of a text, or None where there is nothing to translate: it does not import Mathlib, or the
    toolchain is a full one.

    Raises UserError where the file asks for names that are bound by themselves, which could change what it says.
    """
    if toolchain.kind != "embedded":
        return None
    words = modules.header_words(text)
    dropped = [(start, end) for module, start, end in words if module and module.split(".")[0] in _DROPPED]
    if not dropped:
        return None
    page = Page(text)
    pieces = [(start, end, _init(text[start:end]) if (start, end) == words[-1][1:] else "") for start, end in dropped]
    left_out = [" ".join(text[start:end].split()) for start, end in dropped]
    questions = _Questions(page)
    for command in _commands(page, words[-1][2]):
        questions.add(command)
    for start, end, said in questions.answers(toolchain):
        pieces.append((start, end, _comment(text[start:end]) if said.split()[0] == text[start:end].split()[0] else ""))
        left_out.append(said)
    translated = list(text)
    for start, end, instead in pieces:
        translated[start:end] = instead or _blank(text[start:end])
    reading = Reading(
        text,
        "".join(translated),
        replace(toolchain, name=f"{toolchain.name}, core reading", lean=(*toolchain.lean, _NO_AUTO_BOUND)),
        tuple(_gathered(left_out)),
        tuple((start, end) for start, end, _ in pieces),
    )
    for option, value in pairwise(tokens(reading.text)):
        if option.text in _AUTO_BOUND and value.text != "false":
            line = page.position(option.start)[0] + 1
            raise UserError(
                f"{name}:{line}: the file sets {option.text}, with which a name that the compact core lacks would "
                "become a variable: remove that line, or use a toolchain with Mathlib."
            )
    return reading


def lacking(reading: Reading, errors: Iterable[tuple[int, str]], name: str) -> CoreLacksError:
    """The exception that says what a file wants and the core lacks. errors: Lean's, with their offsets, in order."""
    page = Page(reading.text)
    listed = list(errors)
    found: dict[str, int] = {}
    for offset, message in listed:
        for what in _lacks(page, offset, message):
            found.setdefault(what, offset)
    names = list(found)
    offset, message = (found[names[0]], "") if names else listed[0]
    line, column = page.position(offset)
    place = f"{name}:{line + 1}:{column + 1}"
    if not names:
        first = (message.splitlines() or ["no message"])[0]
        return CoreLacksError(f"{place}: {first} (core reading: Mathlib may read this line).", (), reading)
    shown = ", ".join(names[:_MOST_NAMES]) + (f" (and {len(names) - _MOST_NAMES} more)" if names[_MOST_NAMES:] else "")
    sentence = f"{place}: the compact core has no {shown}: this file wants a Lean toolchain with Mathlib."
    return CoreLacksError(sentence, [part.strip("`") for part in names], reading)


def _lacks(page: Page, offset: int, message: str) -> Iterator[str]:
    """What one of Lean's errors says is missing, as the sentence names it."""
    for pattern in _NAMED_IN_ERROR:
        if named := pattern.search(message):
            yield f"`{named.group(1)}`"
            return
    if instance := _INSTANCE.search(message):
        yield f"instance `{' '.join(instance.group(1).split())}`"
    elif _PARSING.match(message):
        word = _word_at(page, offset)
        if message.startswith("unknown tactic") and word:
            yield f"tactic `{word.text}`"
        elif message.startswith("missing end of character literal"):
            yield "notation `''`"
        elif "'}'; expected '=>'" in message:
            yield "notation `{…}`"
        elif (last := page.before(offset)) and last.text == "!":
            yield "notation `!`"
        elif last and last.text == "*" and page.text[: last.start].endswith(("Type", "Sort")):
            yield f"notation `{page.text[last.start - 4 : last.end]}`"
        elif word and (word.kind == "identifier" or not word.text.isascii() or word.text in "!|"):
            yield f"notation `{word.text}`"


def _word_at(page: Page, offset: int) -> Token | None:
    """The token at an offset, or the next one behind it."""
    before = page.before(offset + 1)
    if before is not None and before.end > offset:
        return before
    at = page.index(offset)
    return page.words[at] if at < len(page.words) else None


@dataclass(frozen=True)
class _Command:
    """A command. arguments: its tokens behind the first one, a closing `in` left out; end: behind that `in`."""

    word: Token
    arguments: tuple[Token, ...]
    end: int

    @property
    def words(self) -> tuple[Token, ...]:
        return (self.word, *self.arguments)


def _commands(page: Page, start: int) -> Iterator[_Command]:
    """The commands of a text from an offset on: they start in column 0, in the header also with one of its words."""
    words = page.words[page.index(start) :]
    starts, in_header = [], True
    for i, word in enumerate(words):
        at_margin = page.position(word.start)[1] == 0
        told = in_header and word.text in _HEADER | _OTHERS
        if (at_margin or told) and not (i and words[i - 1].text == "noncomputable"):
            starts.append(i)
            in_header = in_header and word.text in _HEADER
    for at, following in zip(starts, [*starts[1:], len(words)], strict=True):
        command = words[at:following]
        stop = next((i for i, word in enumerate(command) if word.text == "in"), len(command))
        end = command[min(stop, len(command) - 1)].end
        yield _Command(command[0], tuple(command[1:stop]), end)


_Piece = tuple[int, int, str]  # start, end, and what is said of it


class _Questions:
    """Lines for Lean, one for each name or option whose existence is in question."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._lines: list[str] = []
        self._pieces: list[list[_Piece]] = []  # of each command, in step with the numbers of its lines
        self._numbers: list[list[int]] = []
        self._mutual = False

    def add(self, command: _Command) -> None:
        """Ask for what a command mentions, or let Lean know what it opens or declares."""
        match command.word.text:
            case "open":
                self._open(command)
            case "set_option":
                chosen = [word.text for word in command.arguments]
                bound = bool(_AUTO_BOUND.intersection(chosen)) and "false" not in chosen
                self._ask([("set_option no.such.option true" if bound else self._text(command), self._whole(command))])
            case "end" if self._mutual:
                self._mutual = False
            case "mutual":
                self._mutual = True
            case "namespace" | "section" | "noncomputable" | "end":
                self._lines.append(self._text(command))
            case _:
                declared = [
                    name.text
                    for word, name in pairwise(command.words)
                    if word.text in _OTHERS and name.kind == "identifier"
                ]
                self._lines += [f"namespace {name} end {name}" for name in declared[:1]]

    def _open(self, command: _Command) -> None:
        names = list(command.arguments)
        opening = "open scoped" if names and names[0].text == "scoped" else "open"
        names = names[1:] if opening == "open scoped" else names
        if any(name.kind != "identifier" or name.text in {"hiding", "renaming"} for name in names):
            self._ask([(self._text(command), self._whole(command))])
        else:
            self._ask([(f"{opening} {n.text}", (n.start, n.end, f"{opening} {n.text}")) for n in names])
            # An `open` that is left with no name goes as a whole.
            self._pieces[-1].append(self._whole(command))

    def answers(self, toolchain: Toolchain) -> list[_Piece]:
        """What Lean knows nothing of."""
        refused = _refused("\n".join(self._lines), toolchain)
        found: list[_Piece] = []
        for pieces, numbers in zip(self._pieces, self._numbers, strict=True):
            lost = [piece for piece, number in zip(pieces, numbers, strict=False) if number in refused]
            found += pieces[-1:] if len(lost) == len(numbers) else lost
        return found

    def _ask(self, questions: list[tuple[str, _Piece]]) -> None:
        self._numbers.append([len(self._lines) + i for i in range(len(questions))])
        self._pieces.append([piece for _, piece in questions])
        self._lines += [line for line, _ in questions]

    def _text(self, command: _Command) -> str:
        return " ".join(self._page.text[command.word.start : command.words[-1].end].split())

    def _whole(self, command: _Command) -> _Piece:
        return command.word.start, command.end, self._text(command)


@functools.lru_cache(maxsize=64)
def _refused(text: str, toolchain: Toolchain) -> frozenset[int]:
    """The lines (from 0) of a list of header commands at which Lean finds an error."""
    if not text:
        return frozenset()
    with tempfile.TemporaryDirectory(prefix="lemmasmith-header-") as folder:
        file = Path(folder) / "Header.lean"
        file.write_text(text, encoding="utf-8")
        done = sandbox.run(
            [*toolchain.lean, "--json", str(file)],
            env=toolchain.env(),
            cwd=Path(folder),
            read_only=toolchain.read_only,
            writable=Path(folder),
            limits=sandbox.Limits(seconds=60),
        )
    if done.outcome != "ok":
        raise UserError(f"Lean could not read the file's header ({done.outcome}): see `lemmasmith doctor`.")
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return frozenset(each["pos"]["line"] - 1 for each in messages if each["severity"] == "error")


def _gathered(parts: Sequence[str]) -> Iterator[str]:
    """Each once, plain `open`s as one: "open Real", "open Topology" → "open Real Topology"."""
    plain = re.compile(r"(open(?: scoped)?)((?: (?!scoped|hiding|renaming)[^\s()]+)+)")
    opened: dict[str, dict[str, None]] = {}
    for part in parts:
        if found := plain.fullmatch(part):
            opened.setdefault(found.group(1), {}).update(dict.fromkeys(found.group(2).split()))
    for part in dict.fromkeys(parts):
        if found := plain.fullmatch(part):
            if names := opened.pop(found.group(1), None):
                yield " ".join([found.group(1), *names])
        else:
            yield part


def _init(words: str) -> str:
    """`import Init` at the length of another import, so that the header still ends where it did."""
    start = words.index("import") + len("import")
    return _blank(words[: start - len("import")]) + "import" + _blank(words[start:-4]) + "Init"


def _comment(command: str) -> str:
    """An empty comment in place of a command."""
    return "/-" + _blank(command[2:-2]) + "-/"


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
