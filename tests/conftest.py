"""Fixtures for all tests, and what they run in."""

import os
import signal

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
