"""Prompts as text files, with `$name` where something is put in."""

from __future__ import annotations

import functools
import string
from importlib import resources


@functools.cache
def read(file: str) -> str:
    """The text of a file of this folder."""
    return resources.files(__package__).joinpath(file).read_text(encoding="utf-8")


def fill(name: str, **values: str) -> str:
    """The prompt of that name with its places filled."""
    return string.Template(read(f"{name}.txt")).substitute(values).strip()
