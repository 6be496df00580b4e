"""Failures that follow from failures: what need not be tried because a stronger form of it did nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SIMP = re.compile(r"(simp|simp_all)(?: \[([^\[\]]*)\])?")


def implied_failure(tactic: str, failed: Mapping[str, str]) -> bool:
    """Whether `tactic` is a plain `simp` or `simp_all` of which a form with more lemmas made no progress.

    failed: messages by tactic, on the same goal. `simp_all` without progress speaks for `simp`, too.
    """
    found = _SIMP.fullmatch(tactic)
    if found is None:
        return False
    lemmas = _lemmas(found)
    for other, message in failed.items():
        stronger = _SIMP.fullmatch(other)
        if stronger is None or "made no progress" not in message:
            continue
        if (stronger.group(1) == found.group(1) or found.group(1) == "simp") and lemmas <= _lemmas(stronger):
            return True
    return False


def _lemmas(found: re.Match[str]) -> set[str]:
    return set((found.group(2) or "").split(", ")) - {""}
