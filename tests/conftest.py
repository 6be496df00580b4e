"""Fixtures for all tests."""

from tests.endpoint import endpoint

__all__ = ["endpoint"]
