"""A weaker `simp` is not tried where a stronger one did nothing."""

from __future__ import annotations

import pytest

from agent.proposers.pruning import implied_failure

NOTHING = "`simp` made no progress"


@pytest.mark.parametrize(
    ("tactic", "failed", "implied"),
    [
        ("simp", {"simp [a]": NOTHING}, True),
        ("simp [a]", {"simp [a, b]": NOTHING}, True),
        ("simp [a]", {"simp_all [a, b]": "simp_all made no progress"}, True),
        ("simp_all [a]", {"simp [a, b]": NOTHING}, False),
        ("simp [a, c]", {"simp [a, b]": NOTHING}, False),
        ("simp", {"simp [a]": "unsolved goals"}, False),
        ("simp [a] at h", {"simp [a, b]": NOTHING}, False),
        ("omega", {"simp": NOTHING}, False),
    ],
)
def test_what_follows_from_a_failure(tactic: str, failed: dict[str, str], implied: bool) -> None:
    assert implied_failure(tactic, failed) is implied
