"""Prompts as text files, with `$name` where something is put in."""

from __future__ import annotations

import string
from importlib import resources


def fill(name: str, **values: str) -> str:
    """The prompt of that name with its places filled."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return string.Template(text).substitute(values).strip()
