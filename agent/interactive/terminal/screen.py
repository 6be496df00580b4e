"""Where a session writes: lines of text, plain or with colours, as the terminal can show them."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from agent.interactive.terminal.layout import wrapped
from prover_bridge.printer import printable

_WIDEST = 160  # goals are easier to read in narrower lines


class Screen:
    """Results on standard output; sentences about wrong input on standard error."""

    def __init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # Lean's text is full of signs that the locale may not have
                stream.reconfigure(encoding="utf-8", errors="replace")
        self.console = Console(highlight=False, soft_wrap=True)
        self._errors = Console(highlight=False, soft_wrap=True, stderr=True)

    @property
    def width(self) -> int:
        """Columns for text."""
        return min(self.console.width, _WIDEST) - (1 if self.console.is_terminal else 0)

    def show(self, lines: Iterable[Text]) -> None:
        """Lines, written at once."""
        if together := list(lines):
            self.console.print(_harmless(Text("\n").join(together)))
            self.console.file.flush()

    def say(self, sentence: str, style: str = "") -> None:
        """Prose, broken between words on a terminal."""
        text = Text(sentence, style=style)
        self.show(wrapped(text, self.width, 0) if self.console.is_terminal else [text])

    def mistake(self, sentence: str) -> None:
        """One sentence about what cannot be done."""
        if self.console.is_terminal:
            self.say(sentence, "red")
        else:
            self.console.file.flush()
            self._errors.print(_harmless(Text(sentence)))


def _harmless(text: Text) -> Text:
    """The text without signs that a terminal obeys: names and strings of a file may hold any."""
    plain = text.plain
    if all(letter.isprintable() or letter == "\n" for letter in plain):
        return text
    text.plain = "\n".join(printable(line) for line in plain.split("\n"))  # each sign is one, so styles stay in place
    return text
