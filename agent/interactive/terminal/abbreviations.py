"""Unicode input as Lean's editors have it: `\\to` becomes →, `\\<` becomes ⟨, `\\1` becomes ₁.

An abbreviation is replaced as soon as nothing longer can come of it, or with the next letter that does not belong to
it, on Tab, and when the line is entered. What is no abbreviation's full name stands for the shortest that begins so.
"""

from __future__ import annotations

import functools
import string
from dataclasses import dataclass
from pathlib import Path

LEADER = "\\"
CURSOR = "|"
_TABLE = Path(__file__).with_name("symbols.txt")

_RAISED = dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)) | dict(
    zip("ABDEGHIJKLMNOPRTUVW0123456789+-=()", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)
)
_LOWERED = dict(zip("aehijklmnoprstuvx0123456789+-=()", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
# The letters of these alphabets lie in a row in Unicode, but for those that were there before.
_ALPHABETS = {
    "bf": ("𝐀", "𝐚", {}),
    "bb": ("𝔸", "𝕒", dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))),
    "Mi": ("𝐴", "𝑎", {"h": "ℎ"}),
    "Mc": ("𝒜", "𝒶", dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))),
    "MC": ("𝓐", "𝓪", {}),
    "Mf": ("𝔄", "𝔞", dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))),
}


@functools.cache
def table() -> dict[str, str]:
    """Abbreviation (without its `\\`) → what it stands for, with CURSOR where the cursor goes inside brackets."""
    found: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            symbol, *names = line.split()
            for name in names:
                found.setdefault(name, symbol)
    for prefix, signs in (("^", _RAISED), ("_", _LOWERED)):
        found |= {prefix + sign: other for sign, other in signs.items() if prefix + sign not in found}
    found |= {digit: _LOWERED[digit] for digit in string.digits}
    for prefix, (upper, lower, odd) in _ALPHABETS.items():
        for first, letters in ((upper, string.ascii_uppercase), (lower, string.ascii_lowercase)):
            for i, letter in enumerate(letters):
                found.setdefault(prefix + letter, odd.get(letter, chr(ord(first) + i)))
    return found


@functools.cache
def _prefixes() -> dict[str, str]:
    """Each beginning of an abbreviation → the shortest abbreviation that begins so."""
    found: dict[str, str] = {}
    for name in sorted(table(), key=len):
        for end in range(len(name) + 1):
            found.setdefault(name[:end], name)
    return found


@functools.cache
def _extensible() -> frozenset[str]:
    """The beginnings from which a longer abbreviation can come."""
    return frozenset(name[:end] for name in table() for end in range(len(name)))


def begins(word: str) -> bool:
    """Whether some abbreviation begins with this (without `\\`)."""
    return word in _prefixes()


def symbol(word: str) -> str | None:
    """What `\\word` stands for, or None; the empty word stands for nothing."""
    if not word or word not in _prefixes():
        return None
    names = table()
    return names[word] if word in names else names[_prefixes()[word]]


def completions(word: str) -> list[tuple[str, str]]:
    """The abbreviations that begin with a word, shortest first, with what they stand for."""
    return [(name, table()[name]) for name in sorted(table(), key=lambda n: (len(n), n)) if name.startswith(word)]


def open_word(before: str) -> str | None:
    """What stands behind the last `\\` of a text if it may yet become an abbreviation, else None."""
    at = before.rfind(LEADER)
    if at < 0:
        return None
    word = before[at + 1 :]
    return word if begins(word) else None


@dataclass(frozen=True)
class Typed:
    """What the text before the cursor becomes. after: what comes to stand behind the cursor."""

    before: str
    after: str = ""


def typed(before: str) -> Typed | None:
    """After each letter: what the text before the cursor becomes, or None where it stays."""
    if before.endswith(LEADER * 2):
        return Typed(before[:-1])
    last = before[-1:]
    word = open_word(before) if last != LEADER else None
    if word is not None:  # the letter belongs to it
        return finished(before) if word and word not in _extensible() else None
    earlier = finished(before[:-1])
    if earlier is None or earlier.before + earlier.after == before[:-1]:
        return None
    return Typed(earlier.before + last, earlier.after)


def finished(before: str) -> Typed | None:
    """The text with its last abbreviation replaced as it stands (Tab, Enter), or None where there is none."""
    word = open_word(before)
    found = symbol(word) if word else None
    if word is None or found is None:
        return None
    start, _, after = found.partition(CURSOR) if len(found) > 1 else (found, "", "")
    return Typed(before[: -len(word) - 1] + start, after)


def expand(text: str) -> str:
    """A text as it is after it was typed letter by letter and entered, for lines that come through a pipe."""
    if LEADER not in text:
        return text
    before = ""
    for letter in text:
        before += letter
        if (change := typed(before)) is not None:
            before = change.before + change.after
    change = finished(before)
    return before if change is None else change.before + change.after
