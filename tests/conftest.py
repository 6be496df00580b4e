"""Fixtures for all tests, and what they run in."""

import os
import signal

import pytest

from prover_bridge import sandbox
from tests.endpoint import endpoint

__all__ = ["endpoint"]


def pytest_configure() -> None:
    """Where no layer of the sandbox works the tests' own texts run all the same; child processes are told so, too."""
    if sandbox.active() is None:
        os.environ[sandbox.VARIABLE] = "none"
    # A run in the background of a shell starts with Ctrl-C ignored, and what the tests start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_report_header() -> str:
    return f"sandbox: {sandbox.layer()}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "long" not in (config.option.markexpr or ""):
        for item in items:
            if item.get_closest_marker("long") is not None:
                item.add_marker(pytest.mark.skip(reason="takes twenty minutes: make test-long"))
