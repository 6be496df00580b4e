"""Fixtures for all tests, and what they run in."""

import os

from prover_bridge import sandbox
from tests.endpoint import endpoint

__all__ = ["endpoint"]


def pytest_configure() -> None:
    """The tests' own texts may run where no layer of the sandbox works; child processes are told so, too."""
    if sandbox.active() is None:
        os.environ[sandbox.VARIABLE] = "none"


def pytest_report_header() -> str:
    return f"sandbox: {sandbox.layer()}"
