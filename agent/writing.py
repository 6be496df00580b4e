"""A proof put back into the user's file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from prover_bridge.errors import UserError


def write_back(file: Path, text: str, copy: Path | None = None) -> Path:
    """Replace a file by its new text in one step, and keep the old one beside it under a name not yet taken.

    copy: where the old one is kept already. The copy's path. Raises UserError where the folder does not let itself be
    written.
    """
    wanted = copy is None or not copy.exists()
    if copy is None or wanted:
        copy = file.with_name(file.name + ".orig")
        number = 1
        while copy.exists():
            copy = file.with_name(f"{file.name}.orig{number}")
            number += 1
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        if wanted:
            shutil.copy2(file, copy)
        fresh.write_bytes(text.encode())
        shutil.copymode(file, fresh)
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise UserError(f"{file} cannot be written ({error.strerror or error}): it is as it was.") from error
    return copy
