"""Putting tactics into a hole with the indentation that Lean wants, in a search and in a finished file alike.

Lean's tactic blocks are columns: each tactic of a block starts at one column, which must lie to the right of the
block around it. So a proof keeps its own inner indentation and is moved as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from prover_bridge.lexer import tokens
from prover_bridge.protocol import Hole

# Words and symbols that may start a block of their own, whose column later lines must respect.
_OPENERS = frozenset({"by", "=>", "fun", "do", "calc", "then", "else"})
_JOINING = frozenset({"<;>", ";", "with", "=>"})


def fill(hole: Hole, tactics: Sequence[str]) -> str:
    """The text that replaces the hole: `by` where it is a term, each tactic at one column.

    tactics: in order, none of them empty. Where the text starts with a new line, `declaration` drops the blank
    before it.
    """
    line = hole.before[hole.before.rfind("\n") + 1 :]
    lead = [token.text for token in tokens(line)]
    start = _start_column(line)
    next_text, next_column = _following(hole.after)
    nested = any(word in _OPENERS for word in lead[:-1])
    # A new line at start + 2 opens a block of its own if nothing behind it could be taken for a part of it.
    free = not nested and (next_text is None or (next_column is not None and next_column <= start))
    if not hole.in_tactic_block:
        behind_assignment = hole.before.rstrip().endswith(":=")
        if behind_assignment and free:
            return "by" + block(tactics, start + 2)
        if len(tactics) == 1 and "\n" not in tactics[0].strip("\n") and "--" not in tactics[0]:
            return f"(by {tactics[0].strip()})"
        return "(by" + block(tactics, len(line) + 2) + ")"
    if next_text in {";", "<;>"} and next_column is None:
        return _parenthesised(tactics, len(line))
    if set(lead) <= {"·", "."}:
        # Lines further down at the same column may prove other goals, which these tactics should not see.
        if len(tactics) > 1 and next_column == hole.column:
            return "· " + lines(tactics, hole.column + 2)
        return lines(tactics, hole.column)
    if lead[-1] in {"by", "=>"}:
        in_brackets = next_column is None and next_text in {")", "]", "}", "⟩", ","}
        return block(tactics, start + 2) if free or (in_brackets and not nested) else lines(tactics, hole.column)
    if lead[-1] in {"·", "{", "("}:
        return lines(tactics, hole.column)
    return _parenthesised(tactics, len(line))


def declaration(hole: Hole, tactics: Sequence[str]) -> str:
    """The declaration with the tactics in its hole."""
    filled = fill(hole, tactics)
    before = hole.before.rstrip(" ") if filled.startswith("\n") else hole.before
    return before + filled + hole.after


def block(tactics: Sequence[str], column: int) -> str:
    """A new line and the tactics, each at `column`."""
    return "\n" + " " * column + lines(tactics, column)


def lines(tactics: Sequence[str], column: int) -> str:
    """The tactics one below the other; the first stands where the text is put, the others at `column`."""
    return ("\n" + " " * column).join(indent(tactic, column) for tactic in tactics)


def indent(tactic: str, column: int) -> str:
    """A tactic whose further lines are moved to the right by `column`, with its own inner indentation kept."""
    first, *rest = tactic.strip("\n").rstrip().split("\n")
    return "\n".join([first.lstrip(), *(" " * column + line if line.strip() else "" for line in rest)])


def _parenthesised(tactics: Sequence[str], column: int) -> str:
    """Tactics where only one may stand, such as behind `all_goals`, `<;>` or `try`."""
    simple = len(tactics) == 1 and not any(token.text in _JOINING for token in tokens(tactics[0]))
    return lines(tactics, column) if simple else "(" + lines(tactics, column + 1) + ")"


def _following(after: str) -> tuple[str | None, int | None]:
    """The first token behind the hole, and its column if it stands on a line of its own (None: same line)."""
    rest = tokens(after)
    if not rest:
        return None, None
    line = after.rfind("\n", 0, rest[0].start)
    return rest[0].text, None if line < 0 else rest[0].start - line - 1


def _start_column(line: str) -> int:
    """Column of the first token of a line behind its bullets."""
    return len(line) - len(line.lstrip(" ·"))
