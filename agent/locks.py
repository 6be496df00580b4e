"""Locks of files that one process at a time works on."""

from __future__ import annotations

import fcntl
from typing import IO, Any

from prover_bridge.errors import UserError


def hold(stream: IO[Any], otherwise: str) -> None:
    """Lock an open file for this process; the system drops the lock when it is closed or the process dies.

    Raises UserError with the text `otherwise` where another has it.
    """
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UserError(otherwise) from error
