"""No cheat of the gallery is accepted, no honest file refused, and no check could be left out.

Where a full toolchain checks files the same lists must hold; a cheat may then be stopped by another check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from prover_bridge import certify as certifying
from prover_bridge import compiled
from prover_bridge.checks import CHECKS, Failed, TheoremCheck

from .gallery import Entry, Gallery, accepted, entries, outcome, table

ENTRIES = entries()


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    yield Gallery()
    certifying.close()


def test_the_gallery_is_large_enough() -> None:
    cheats = [entry for entry in ENTRIES if not entry.honest]
    assert len(cheats) >= 80 and len(ENTRIES) - len(cheats) >= 40
    assert len({entry.family for entry in cheats}) >= 10
    for entry in cheats:
        assert entry.notes.get("trick") and entry.check in CHECKS, entry.name
    assert all(entry.notes.get("looks odd") for entry in ENTRIES if entry.honest)


@pytest.mark.slow
def test_cheats_accepted_0_and_honest_files_refused_0(gallery: Gallery) -> None:
    found = {entry: gallery.verdicts(entry) for entry in ENTRIES}
    print(table(found))
    assert [entry.name for entry, verdicts in found.items() if not entry.honest and accepted(verdicts)] == []
    refused = [(e.name, [v.reason for v in vs]) for e, vs in found.items() if e.honest and not accepted(vs)]
    assert refused == []
    # Each cheat is stopped by the check that its file names, so that no check lives on another one's work.
    other = [(e.name, outcome(vs)) for e, vs in found.items() if not e.honest and e.expected not in outcome(vs)]
    assert other == []


def _says_nothing(step: Callable[[TheoremCheck], str]) -> Callable[[TheoremCheck], str]:
    def weakened(check: TheoremCheck) -> str:
        try:
            return step(check)
        except Failed:
            return "switched off by the test"

    return weakened


_STEPS = {
    "present": "present",
    "statement": "same_statement",
    "definitions": "same_definitions",
    "axioms": "axioms_allowed",
    "safe": "only_safe",
    "names": "names_own",
    "toolchain": "toolchain_recent",
    "kernel": "kernel_accepts",
}


def switch_off(check: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if check == "header":
        monkeypatch.setattr(compiled, "_wrong_words", lambda text: None)
        monkeypatch.setattr(compiled, "_wrong_header", lambda library, module, several: None)
    elif check == "compiled":
        monkeypatch.setattr(compiled, "_not_compiled", lambda output, file_name: None)
    else:
        method = _STEPS[check]
        monkeypatch.setattr(TheoremCheck, method, _says_nothing(getattr(TheoremCheck, method)))


# For each check one cheat that nothing else stops.
_ONLY = {
    "header": "cheats/headers/prelude",
    "compiled": "cheats/bytes/left_behind",
    "present": "cheats/placement/definition_of_that_name",
    "statement": "cheats/placement/both_names",
    "definitions": "cheats/definitions/changed",
    "axioms": "cheats/axioms/of_ones_own",
    "safe": "cheats/unsafe/opaque_constant",
    "names": "cheats/bytes/falsity_declared_anew",
    "toolchain": "cheats/toolchain/old_kernel",
    "kernel": "cheats/kernel_skipped/equation",
}


def _entry(name: str) -> Entry:
    return next(entry for entry in ENTRIES if entry.name == name)


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_is_needed(check: str, gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = _entry(_ONLY[check])
    assert not accepted(gallery.verdicts(entry))
    certifying.close()  # a kernel that has met the library's constants in other files knows more
    switch_off(check, monkeypatch)
    assert accepted(gallery.verdicts(entry)), outcome(gallery.verdicts(entry))


def test_a_skipped_kernel_leaves_no_trace_but_the_replay(gallery: Gallery) -> None:
    """The file compiles, and no axiom shows: every check but the last one passes."""
    verdict = gallery.verdicts(_entry("cheats/kernel_skipped/equation"))[0]
    assert [check.name for check in verdict.checks if check.passed] == [each for each in CHECKS if each != "kernel"]
    assert verdict.axioms == ()
