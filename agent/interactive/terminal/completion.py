"""What Tab offers: commands behind a colon, symbols behind a backslash, else tactics and names that are in scope."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

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
_MOST = 200

# names: what can be named at the cursor, with a word on what each is; the nearest first.
Names = Callable[[], Iterable[tuple[str, str]]]


class LeanCompleter(Completer):
    def __init__(self, names: Names) -> None:
        self._names = names

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
        word = found.group() if found else ""
        yield from _words(word, self._candidates(before[: len(before) - len(word)]))

    def _candidates(self, earlier: str) -> Iterator[tuple[str, str]]:
        at_start = not earlier.strip() or earlier.rstrip().endswith((";", "·", "(", "=>", "by", "|", "<;>"))
        if at_start:
            yield from ((tactic, "tactic") for tactic in TACTICS)
        yield from self._names()
        yield from ((word, "") for word in KEYWORDS)
        if not at_start:
            yield from ((tactic, "tactic") for tactic in TACTICS)


def _words(word: str, candidates: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    """Those that begin with the word; then those of which some part behind a dot does."""
    seen: set[str] = set()
    later: list[tuple[str, str]] = []
    for name, what in candidates:
        if name in seen or name == word:
            continue
        seen.add(name)
        if name.startswith(word):
            yield Completion(name, -len(word), display_meta=what)
        elif len(word) > 1 and any(part.startswith(word) for part in re.split(r"[._]", name)):
            later.append((name, what))
        if len(seen) > 20_000:
            break
    for name, what in later[:_MOST]:
        yield Completion(name, -len(word), display_meta=what)
