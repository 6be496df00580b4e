"""Lines no wider than the screen: Lean's own breaks are kept where they fit, others are made where words bind least."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

_OPENING, _CLOSING = frozenset("([{⟨⟦⌊⌈"), frozenset(")]}⟩⟧⌋⌉")
_HANG = 4
_NARROWEST = 20


def wrapped(text: Text, width: int, indent: int) -> list[Text]:
    """The lines of a text at most `width` columns wide. indent: columns before each line but the first."""
    width = max(width, _NARROWEST)
    lines: list[Text] = []
    for piece in text.split("\n", allow_blank=True):
        plain = piece.plain
        own = len(plain) - len(plain.lstrip(" "))
        if lines:
            piece = Text(" " * max(0, indent - own)) + piece
            own = max(indent, own)
        lines += _folded(piece, width, (own if lines else indent) + _HANG)
    return lines


def _folded(line: Text, width: int, hang: int) -> list[Text]:
    hang = min(hang, width // 2)
    folded: list[Text] = []
    while cell_len(line.plain) > width:
        at = _break(line.plain, width, hang if folded else 0)
        head, line = line[:at], line[at:]
        head.rstrip()
        folded.append(head)
        rest = len(line.plain) - len(line.plain.lstrip(" "))
        line = Text(" " * hang) + line[rest:]
    return [*folded, line]


# How loosely a word binds what stands on both sides: a line is best broken before (or, for the comma, behind) it.
_LOOSE = {"→": 0, "↔": 0, ":=": 0, "∧": 1, "∨": 1} | dict.fromkeys("=≠≤<≥>∈∣", 3)
_COMMA, _TIGHT = 2, 4


def _break(plain: str, width: int, hang: int) -> int:
    """Where to break a line that is too wide: at a space, as far out of brackets and as loosely bound as can be."""
    depth, used = 0, 0
    best: tuple[bool, int, int] | None = None
    at = fits = 0
    for i, letter in enumerate(plain):
        if letter == " " and i > hang and plain[:i].strip():
            rank = (used < width * 2 / 5, depth, _binding(plain, i))
            if best is None or rank <= best:
                best, at = rank, i + 1
        used += cell_len(letter)
        if used > width:
            break
        fits = i + 1
        depth += (letter in _OPENING) - (letter in _CLOSING)
    return at if best is not None else max(1, fits)


def _binding(plain: str, space: int) -> int:
    if plain[space - 1] == ",":
        return _COMMA
    return _LOOSE.get(plain[space + 1 :].partition(" ")[0], _TIGHT)


def clipped(plain: str, width: int) -> str:
    """A text in one line, cut with … where it is too wide."""
    flat = " ".join(plain.split())
    if cell_len(flat) <= width:
        return flat
    kept, used = "", 0
    for letter in flat:
        used += cell_len(letter)
        if used > width - 1:
            break
        kept += letter
    return kept.rstrip() + "…"
