"""Real Lean for every test of the trusting half: the embedded runtime with the compact core."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from prover_bridge import certify as certifying
from prover_bridge import toolchain
from prover_bridge.certificate import Verdict
from prover_bridge.environment import Environment, of_text

Check = Callable[..., Verdict]


@pytest.fixture(scope="session")
def environment() -> Environment:
    return of_text(toolchain.embedded(), "")


@pytest.fixture(scope="session", autouse=True)
def _no_process_left() -> Iterator[None]:
    yield
    certifying.close()


@pytest.fixture(scope="session")
def check(environment: Environment) -> Check:
    """The verdict on one theorem (`name`, or the only one) of a text."""

    def run(text: str, stub: str | None = None, name: str | None = None) -> Verdict:
        names: Sequence[str] | None = [name] if name else None
        verdicts = certifying.certify(environment, text, stub=stub, names=names)
        assert len(verdicts) == 1, [verdict.name for verdict in verdicts]
        return verdicts[0]

    return run
