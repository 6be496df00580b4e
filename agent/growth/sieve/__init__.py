"""What is said of a conjecture before any search: known, trivial, false, malformed, or worth one."""

from agent.growth.sieve.sieve import Sieve

__all__ = ["Sieve"]
