"""Lean text as tokens, far enough to tell code from comments and strings, and to see that brackets close.

Lean's grammar grows with every `notation`, so nothing here parses: what must be right comes from Lean itself.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["identifier", "number", "string", "symbol", "unclosed"]


@dataclass(frozen=True)
class Token:
    """A piece of code. start, end: offsets in code points. kind "unclosed": a comment, string or «name» without end."""

    kind: Kind
    text: str
    start: int
    end: int


_SPACE = re.compile(r"\s+")
_PART = r"(?:«[^»\n]*»|[^\W\d][\w'!?₀-₉ₐ-ₜᵢ-ᵪⱼ]*)"
_IDENTIFIER = re.compile(rf"\.?{_PART}(?:\.(?:{_PART}|\d+))*")
_NUMBER = re.compile(r"\d[\w]*(?:\.\d+)?(?:[eE][+-]?\d+)?")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_RAW_STRING = re.compile(r'r(#*)".*?"\1', re.DOTALL)
_CHARACTER = re.compile(r"'(?:[^'\\\n]|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.))'")
_SYMBOL = re.compile(r"<;>|:=|=>|←|<\||\|>|<->|->|\.\.|[^\s\w]")
_COMMENT_EDGE = re.compile(r"/-|-/")

_BRACKETS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩"}
_CLOSING = frozenset(_BRACKETS.values())


def tokens(text: str) -> list[Token]:
    """The tokens of a text, without comments and white space."""
    found: list[Token] = []
    offset = 0
    while offset < len(text):
        if space := _SPACE.match(text, offset):
            offset = space.end()
        elif text.startswith("--", offset):
            line = text.find("\n", offset)
            offset = len(text) if line < 0 else line
        elif text.startswith("/-", offset):
            end = _comment_end(text, offset)
            if end is None:
                found.append(Token("unclosed", text[offset:], offset, len(text)))
                break
            offset = end
        else:
            token = _token(text, offset)
            found.append(token)
            offset = token.end
    return found


def _comment_end(text: str, start: int) -> int | None:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge.group() == "/-" else -1
        if depth == 0:
            return edge.end()
    return None


def _token(text: str, offset: int) -> Token:
    for kind, pattern in _PATTERNS:
        if match := pattern.match(text, offset):
            return Token(kind, match.group(), offset, match.end())
    if text[offset] in '"«':
        return Token("unclosed", text[offset:], offset, len(text))
    match = _SYMBOL.match(text, offset)
    end = match.end() if match else offset + 1
    return Token("symbol", text[offset:end], offset, end)


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("string", _RAW_STRING),
    ("identifier", _IDENTIFIER),
    ("number", _NUMBER),
    ("string", _STRING),
    ("string", _CHARACTER),
)


def unbalanced(text: str) -> str | None:
    """What keeps a piece of text from standing by itself (a bracket, string or comment left open), or None."""
    waiting: list[Token] = []
    for token in tokens(text):
        if token.kind == "unclosed":
            return "a comment, string or name is not closed"
        if token.kind != "symbol":
            continue
        if token.text in _BRACKETS:
            waiting.append(token)
        elif token.text in _CLOSING and (not waiting or _BRACKETS[waiting.pop().text] != token.text):
            return f"'{token.text}' closes nothing"
    return f"'{waiting[-1].text}' is not closed" if waiting else None


class Page:
    """A text with its tokens and lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokens(text)
        self._starts = [word.start for word in self.words]
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def index(self, offset: int) -> int:
        """Index of the first token that starts at or behind an offset."""
        return bisect.bisect_left(self._starts, offset)

    def before(self, offset: int) -> Token | None:
        """The last token that starts before an offset."""
        at = self.index(offset)
        return self.words[at - 1] if at > 0 else None

    def trimmed(self, end: int) -> int:
        """End of the last token before `end`, so that blank lines and comments behind it are left alone."""
        word = self.before(end)
        return end if word is None else word.end

    def offset(self, line: int, column: int, utf16: bool) -> int:
        """Offset of a position that counts from 0, its column in code points or in UTF-16 units."""
        if line >= len(self._lines):
            return len(self.text)
        offset = self._lines[line]
        if not utf16:
            return min(offset + column, len(self.text))
        while column > 0 and offset < len(self.text):
            column -= 2 if ord(self.text[offset]) > 0xFFFF else 1
            offset += 1
        return offset

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (code points), both from 0."""
        line = bisect.bisect_right(self._lines, offset) - 1
        return line, offset - self._lines[line]

    def line_start(self, offset: int) -> int:
        return self._lines[self.position(offset)[0]]

    def starts_line(self, word: Token) -> bool:
        return not self.text[self.line_start(word.start) : word.start].strip(" ·")
