"""How far imports are trusted, what `--deep` replays, and what a second opinion may say."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from prover_bridge import certify as certifying
from prover_bridge import document as documents
from prover_bridge import imports, toolchain
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.environment import Environment, of_text
from prover_bridge.library import Library
from prover_bridge.replay import Replayed, Replayer

SKIPPED = "set_option debug.skipKernelTC true in\ntheorem gap : 1 = 2 := by decide +kernel\n"
UNUSED = SKIPPED + "theorem fine : 1 = 1 := rfl\n"


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str, str], Environment]:
    """The environment of a text beside the local module `Helper`."""

    def make(helper: str, text: str) -> Environment:
        (tmp_path / "lakefile.toml").touch()
        (tmp_path / "Helper.lean").write_text(helper)
        (tmp_path / "Main.lean").write_text(text)
        return of_text(toolchain.embedded(), text, tmp_path / "Main.lean")

    return make


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the records of modules that were replayed in full."""
    monkeypatch.setattr(imports, "cache_folder", lambda: tmp_path / "cache")
    certifying.close()
    return tmp_path / "cache" / "replayed"


@pytest.mark.slow
def test_deep_finds_what_no_theorem_reaches(project: Callable[[str, str], Environment], records: Path) -> None:
    text = "import Helper\ntheorem t : 1 = 1 := fine\n"
    environment = project(UNUSED, text)
    plain = certify(environment, text)[0]
    assert plain.status == "certified" and plain.imports == "replayed" and plain.imports_sha256 is None
    told: list[str] = []
    deep = certify(environment, text, deep=True, progress=lambda done, total, module: told.append(module))[0]
    assert deep.status == "refused" and "the imported module Helper: " in (deep.reason or "") and "gap" in str(deep)
    assert told[-1] == "Helper" and len(list(records.iterdir())) == len(told) - 1
    certifying.close()
    # The core was replayed once; a module that was mended is all that is left to do.
    environment = project("theorem fine : 1 = 1 := rfl\n", text)
    told.clear()
    deep = certify(environment, text, deep=True, progress=lambda done, total, module: told.append(module))[0]
    assert deep.status == "certified" and deep.imports == "in full" and told == ["Helper"]
    modules = Library(environment).modules
    assert len(modules) > 50 and f"every safe constant of the {len(modules)} modules imported" in kernel_says(deep)
    document = documents.make(environment, text, [deep], {})
    assert document["imports_checked"] == "in full" and document["imports_sha256"] == deep.imports_sha256
    assert documents.compare(document, [deep])[0].status == "certified"
    assert documents.compare(document, [plain])[0].status == "undecided"


def test_a_record_is_of_what_the_module_stands_on(project: Callable[[str, str], Environment]) -> None:
    text = "import Helper\ntheorem t : 1 = 1 := fine\n"
    one = Library(project("theorem fine : 1 = 1 := rfl\n", text))
    two = Library(project("theorem fine : 1 = 1 := Eq.refl 1\n", text))
    assert one.module_hash("Init") == two.module_hash("Init") and one.content_hash != two.content_hash
    three = Library(project("theorem fine : 1 = 1 := rfl\n", text))
    assert three.content_hash == one.content_hash


def test_a_large_library_is_trusted_by_its_bytes(
    project: Callable[[str, str], Environment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 100)
    certifying.close()
    text = "import Helper\ntheorem t : 2 + 2 = 4 ∧ 1 = 1 := ⟨rfl, fine⟩\ntheorem u : 1 = 2 := gap\n"
    environment = project(UNUSED, text)
    good, bad = certify(environment, text)
    assert good.status == "certified" and good.imports == "trusted" and good.imports_sha256
    assert "not anew" in next(check.detail for check in good.checks if check.name == "kernel")
    # What stands beside the file is no library: it is replayed.
    assert bad.status == "refused" and (bad.reason or "").startswith("kernel: ") and "gap" in (bad.reason or "")
    document = documents.make(environment, text, [good], {})
    assert documents.compare(document, [replace(good, imports_sha256="0" * 64)])[0].status == "undecided"
    stronger = documents.make(environment, text, [replace(good, imports="replayed", imports_sha256=None)], {})
    assert documents.compare(stronger, [good])[0].status == "undecided"
    certifying.close()


def test_a_replay_in_full_that_is_stopped_says_nothing(environment: Environment, records: Path) -> None:
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        replayer = Replayer(checker.library, replace(checker.limits, seconds=0))
        try:
            assert imports.replay_in_full(checker.library, replayer).passed is None
        finally:
            replayer.close()
    assert not records.exists()


LEANCHECKER = """#!/bin/sh
# A stand-in for Lean's `leanchecker`: no full toolchain is to be had from a package registry.
file="${LEAN_PATH%%:*}/$1.olean"
[ -f "$file" ] || { echo "no such module" >&2; exit 1; }
grep -q stand_in_hangs "$file" && sleep 60
grep -q stand_in_rejects "$file" && { echo "(kernel) declaration type mismatch" >&2; exit 1; }
%s
"""


@pytest.fixture
def with_leanchecker(environment: Environment, tmp_path: Path) -> Callable[[str], Environment]:
    """An environment whose `lean` is the real one and has a stand-in for `leanchecker` beside it."""

    def make(ending: str = "exit 0") -> Environment:
        lean, checker = tmp_path / "bin" / "lean", tmp_path / "bin" / "leanchecker"
        lean.parent.mkdir()
        lean.write_text(f'#!/bin/sh\nexec "{environment.toolchain.lean[0]}" "$@"\n')
        checker.write_text(LEANCHECKER % ending)
        for program in (lean, checker):
            program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        found = environment.toolchain
        full = replace(found, kind="path", lean=(str(lean),), read_only=(*found.read_only, lean.parent))
        return replace(environment, toolchain=full)

    return make


def kernel_says(verdict: Verdict) -> str:
    return next(check.detail for check in verdict.checks if check.name == "kernel")


def test_a_second_opinion_is_asked_where_there_is_one(with_leanchecker: Callable[..., Environment]) -> None:
    environment = with_leanchecker()
    verdict = certify(environment, "theorem t : 1 = 1 := rfl")[0]
    assert verdict.status == "certified" and "leanchecker accepts" in kernel_says(verdict)
    assert verdict.second_opinion == "Lean's own leanchecker accepts the file"
    rejected = certify(environment, "theorem stand_in_rejects : 1 = 1 := rfl")[0]
    assert rejected.status == "refused" and (rejected.reason or "").startswith("kernel: Lean's own leanchecker rejects")
    limits = replace(certifying.DEFAULT_LIMITS, seconds=20)
    hanging = certify(environment, "theorem stand_in_hangs : 1 = 1 := rfl", limits=replace(limits, seconds=5))[0]
    assert hanging.status == "certified" and hanging.second_opinion == "leanchecker did not decide (timeout)"


def test_a_second_opinion_that_rejects_everything_is_none(with_leanchecker: Callable[..., Environment]) -> None:
    verdict = certify(with_leanchecker("exit 1"), "theorem t : 1 = 1 := rfl")[0]
    assert verdict.status == "certified" and verdict.second_opinion is None


def test_a_kernel_that_dies_in_a_replay_in_full_decides_nothing(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = Replayed(None, "crash: the kernel's process died")
    monkeypatch.setattr(imports, "replay_in_full", lambda *_: stopped)
    certifying.close()
    verdict = certify(environment, "theorem t : 1 = 1 := rfl", deep=True)[0]
    certifying.close()
    assert verdict.status == "undecided" and verdict.reason == f"kernel: {stopped.detail}"
