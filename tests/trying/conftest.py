"""What the tests of the trying half share: the embedded runtime's environment."""

from __future__ import annotations

import pytest

from prover_bridge import environment, toolchain
from prover_bridge.environment import Environment


@pytest.fixture(scope="session")
def plain() -> Environment:
    """The embedded runtime with nothing but the compact core."""
    return environment.of_text(toolchain.embedded(), "")
