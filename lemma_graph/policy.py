"""What of a finished proof is worth keeping: for now, whatever one cheap tactic does not close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lemma_graph.model import SUPPORT
from prover_bridge.certificate import Verdict


@dataclass(frozen=True)
class Harvest:
    """A certified theorem that may be kept. trivial: one cheap tactic closes it."""

    verdict: Verdict
    trivial: bool


@dataclass(frozen=True)
class Admission:
    """A theorem to be stored, with these flags."""

    verdict: Verdict
    flags: frozenset[str]


def admit(harvest: Sequence[Harvest]) -> list[Admission]:
    """The theorems of one file to be stored, in the order given (a theorem behind those that it uses).

    A trivial theorem is admitted only where an admitted one uses it, and then as SUPPORT. Uncertified ones never are.
    """
    admitted: list[Admission] = []
    needed: set[str] = set()
    seen: set[str] = set()
    for item in reversed(harvest):  # users stand behind what they use
        statement = item.verdict.statement
        if item.verdict.status != "certified" or statement is None:
            continue
        if item.trivial and statement.key not in needed:
            continue
        needed |= {use.statement_key for use in item.verdict.uses if use.module is None and use.statement_key}
        admitted.append(Admission(item.verdict, frozenset({SUPPORT}) if item.trivial else frozenset()))
    first: list[Admission] = []
    for admission in reversed(admitted):  # one statement, proved twice in a file: once
        statement = admission.verdict.statement
        if statement is not None and statement.key not in seen:
            seen.add(statement.key)
            first.append(admission)
    return first
