"""What can be said of a tactic from its text, and of its failure from Lean's words."""

from __future__ import annotations

import functools

from prover_bridge.lexer import tokens, unbalanced

# These leave a hole in the proof: an attempt that says them has proved nothing.
_GIVING_UP = frozenset({"sorry", "admit", "stop", "sorryAx", "apply?", "exact?", "rw?", "show_term?"})
# The session's own words: they would read its requests, or keep states that nobody asked for.
_RESERVED = frozenset({"lemmasmith_serve", "lemmasmith_park"})
# Lean's words where the heartbeats of a tactic are used up.
TIMEOUT_TEXTS = ("(deterministic) timeout", "maximum number of heartbeats")


# Searches try the same few thousand tactics on every goal; what is longer is looked at each time.
_SHORT = 500


def refusal(tactic: str) -> str | None:
    """Why a tactic is not even tried, from its text alone."""
    return _refusal_of_short(tactic) if len(tactic) <= _SHORT else _refusal(tactic)


def _refusal(tactic: str) -> str | None:
    words = tokens(tactic)
    if not words:
        return "the tactic is empty"
    if reason := unbalanced(tactic):
        return f"the tactic does not stand by itself: {reason}"
    for token in words:
        if token.text in _RESERVED:
            return f"the tactic uses `{token.text}`, which is not for proofs"
        if token.text in _GIVING_UP:
            return f"the tactic uses `{token.text}`, which proves nothing"
    return None


_refusal_of_short = functools.lru_cache(maxsize=8192)(_refusal)
