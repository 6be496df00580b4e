"""What Tab offers: commands behind a colon, symbols behind a backslash, else tactics and names that are in scope."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from agent.interactive.terminal import abbreviations
from agent.interactive.terminal.command_lines import COMMANDS

TACTICS = """
    all_goals any_goals apply apply_assumption assumption by_cases calc case cases cases' change clear congr
    constructor contradiction conv decide done dsimp erw exact exacts exfalso exists ext first focus fun_cases
    fun_induction funext generalize have induction infer_instance injection injections intro intros iterate left
    let linarith match nofun norm_num nomatch obtain omega push_cast rcases refine rename rename_i repeat
    replace revert rfl right ring rintro rotate_left rotate_right rw rwa show show_term simp simp_all simpa skip
    solve_by_elim specialize split subst subst_vars suffices symm trans trivial try unfold use
""".split()  # noqa: SIM905
KEYWORDS = ("at", "by", "from", "fun", "generalizing", "only", "using", "with")
_WORD = re.compile(r"(?:[^\W\d]|[«»])(?:[\w'!?.✝]|[«»])*$")
_MARK = re.compile(r"[._]")
_MOST = 200


@dataclass(frozen=True)
class Word:
    """Something to complete to. what: a word on what it is; alias: another name by which it is found."""

    text: str
    what: str = ""
    alias: str = ""


# What can be named at the cursor, the nearest first.
Names = Callable[[], Iterable[Word]]


class LeanCompleter(Completer):
    """names: for tactics; theorems: of the file, for the command that goes to one."""

    def __init__(self, names: Names, theorems: Names = tuple) -> None:
        self._names = names
        self._theorems = theorems

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        symbol = abbreviations.open_word(before)
        if symbol is not None:
            for name, sign in abbreviations.completions(symbol)[:_MOST]:
                shown = sign.replace(abbreviations.CURSOR, "", 1) if len(sign) > 1 else sign
                yield Completion(shown, -len(symbol) - 1, display=f"{shown}  \\{name}")
            return
        if before.lstrip().startswith(":") and " " not in before.strip():
            word = before.strip()[1:]
            for command in COMMANDS:
                if command.name.startswith(word) and command.shown.startswith(":"):
                    yield Completion(command.name, -len(word), display=command.shown, display_meta=command.what)
            return
        found = _WORD.search(before)
        typed = found.group() if found else ""
        if before.lstrip().startswith(":theorem "):
            yield from _words(typed, self._theorems())
            return
        earlier = before[: len(before) - len(typed)].rstrip()
        if not earlier or earlier.endswith((";", "·", "<;>", " by")):
            tactics = list(_words(typed, (Word(tactic, "tactic") for tactic in TACTICS)))
            if tactics:
                yield from tactics
                return
        yield from _words(typed, itertools.chain(self._names(), map(Word, (*KEYWORDS, *TACTICS))))


def _words(typed: str, candidates: Iterable[Word]) -> Iterator[Completion]:
    """Those that begin with what was typed, or else those in which it stands behind a dot or an underscore."""
    seen: set[str] = set()
    later: list[Word] = []
    count = 0
    for word in candidates:
        if word.text in seen or word.text == typed:
            continue
        seen.add(word.text)
        names = [name for name in (word.text, word.alias) if name]
        if any(name.startswith(typed) for name in names):
            yield _completion(word, typed)
            count += 1
        elif len(typed) > 1 and any(_inside(name, typed) for name in names):
            later.append(word)
        if count >= _MOST:
            return
    if not count:
        yield from (_completion(word, typed) for word in later[:_MOST])


def _inside(name: str, typed: str) -> bool:
    """Whether what was typed stands behind a dot or an underscore of a name."""
    return any(name.startswith(typed, mark.end()) for mark in _MARK.finditer(name))


def _completion(word: Word, typed: str) -> Completion:
    return Completion(word.text, -len(typed), display=word.alias or word.text, display_meta=word.what)
