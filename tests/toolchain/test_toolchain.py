"""Which Lean is found, how it is named, and the embedded runtime itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from prover_bridge import toolchain
from prover_bridge.errors import UserError

from .stand_in_lake import install


@pytest.fixture(autouse=True)
def _no_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEMMASMITH_TOOLCHAIN", raising=False)


def test_the_embedded_runtime_is_real_lean() -> None:
    found = toolchain.embedded()
    printed = subprocess.run([*found.lean, "--version"], env=found.env(), capture_output=True, text=True, check=True)
    assert f"version {toolchain.EMBEDDED_VERSION}" in printed.stdout
    assert toolchain.EMBEDDED_COMMIT in printed.stdout
    assert found.can_certify


def test_its_lake_only_serves() -> None:
    found = toolchain.embedded()
    done = subprocess.run([*found.lake, "build"], env=found.env(), capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "lake serve" in done.stderr


def test_a_lake_project_around_the_file_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = install(tmp_path / "toolchain", tmp_path / "built")
    project = tmp_path / "project"
    (project / "deep").mkdir(parents=True)
    (project / "lakefile.toml").write_text('name = "project"\n')
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    found = toolchain.find(start=project / "deep")
    assert (found.kind, found.version, found.project) == ("lake", "4.34.1", project)
    assert found.lean == (str(programs / "lean"),)
    assert found.lean_path == (tmp_path / "built",)
    before = found.content_hash
    (project / "lake-manifest.json").write_text("{}")
    assert toolchain.find(start=project).content_hash != before, (
        "another revision of a dependency is another environment"
    )


def test_an_installed_lean_is_preferred_to_the_embedded_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = install(tmp_path / ".elan", tmp_path / "built")
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    assert toolchain.find(start=tmp_path).kind == "elan"
    assert toolchain.find("embedded").kind == "embedded"


def test_a_toolchain_by_path(tmp_path: Path) -> None:
    programs = install(tmp_path / "lean", tmp_path / "built")
    assert toolchain.find(str(tmp_path / "lean")).version == "4.34.1"
    assert toolchain.find(str(programs / "lean")).version == "4.34.1"


def test_an_old_toolchain_does_not_certify(tmp_path: Path) -> None:
    install(tmp_path / "old", tmp_path / "built", "Lean (version 4.32.0, x86_64-unknown-linux-gnu, commit 0, Release)")
    assert not toolchain.from_path(tmp_path / "old").can_certify


def test_a_path_without_lean_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No Lean at"):
        toolchain.find(str(tmp_path))
