"""The usual laws are found again from definitions alone, within a bound of Lean calls; in full: `make test-long`."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.growth.limits import GrowthLimits
from tests.growth.rediscovery import rediscovered

LEAN_CALLS = 3000
LEAST = 5  # of the forty; four minutes on two quiet cores find more than half of them


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_usual_laws_are_found_again_from_the_definitions(tmp_path: Path) -> None:
    found = rediscovered(tmp_path, GrowthLimits(lean_calls=LEAN_CALLS), workers=2)
    assert found["laws"] == 40
    assert len(found["found"]) >= LEAST, found
    # False ideas are stopped before a search, and no search is longer than the bound.
    assert found["counts"]["refuted"] > found["counts"]["proposed"] / 6
    assert found["lean_calls"] <= LEAN_CALLS + 200


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_twenty_five_of_forty_laws_are_found_in_twenty_minutes(tmp_path: Path) -> None:
    found = rediscovered(tmp_path, GrowthLimits(seconds=1200), workers=2)
    assert len(found["found"]) >= 25, found["missing"]
