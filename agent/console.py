"""Where the program writes: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any, Self

from rich.console import Console
from rich.status import Status
from rich.text import Text

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on standard output, keys in the order given, Unicode as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


class StatusLine:
    """One line on standard error that follows what goes on; nothing where that is no terminal. A context manager."""

    def __init__(self, first: str = "starting Lean …") -> None:
        self._status: Status | None = err.status(first) if err.is_terminal else None

    @property
    def live(self) -> bool:
        """Whether anybody sees it."""
        return self._status is not None

    def __enter__(self) -> Self:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def say(self, what: str | Text) -> None:
        if self._status is not None:
            self._status.update(what)
