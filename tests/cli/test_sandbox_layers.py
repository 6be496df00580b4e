"""The sandbox as a user of the command line meets it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from agent.cli import app

from .conftest import Run

LeanFile = Callable[[str, str], Path]
GOOD = "theorem a (p : Prop) (h : p) : p := h\n"
OPEN = "theorem a (p : Prop) (h : p) : p := by\n  sorry\n"


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Variables under which a stand-in says of every layer that this machine lacks it."""
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    # As in a container on an old kernel.
    (shadow / "sitecustomize.py").write_text(
        "import prover_bridge.sandbox as s\n"
        "for layer in s.LAYERS:\n"
        "    type(layer).missing = lambda self: 'not on this machine (a stand-in says so)'\n"
    )
    here = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(shadow), str(here), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "LEMMASMITH_SANDBOX": ""}


@pytest.mark.parametrize("command", ["check", "prove", "state"])
def test_without_a_layer_text_is_refused_in_one_sentence(
    lemmasmith: Run, lean_file: LeanFile, bare: dict[str, str], command: str
) -> None:
    done = lemmasmith(command, lean_file("a.lean", OPEN), **bare)
    done.is_one_sentence("bubblewrap", "--no-sandbox")


def test_verify_certificate_and_bench_refuse_too(lemmasmith: Run, lean_file: LeanFile, bare: dict[str, str]) -> None:
    path = lean_file("a.lean", GOOD)
    lemmasmith("verify-certificate", path, path, **bare).is_one_sentence("--no-sandbox")
    lemmasmith("bench", "challenges", **bare).is_one_sentence("--no-sandbox")


def test_no_sandbox_goes_on_and_the_certificate_says_so(
    lemmasmith: Run, lean_file: LeanFile, bare: dict[str, str], tmp_path: Path
) -> None:
    path, certificate = lean_file("a.lean", GOOD), tmp_path / "c.json"
    done = lemmasmith("check", path, "--no-sandbox", "--certificate", certificate, **bare)
    assert done.code == 0, done
    assert "no sandbox" in done.out
    assert json.loads(certificate.read_text())["how"]["sandbox"].startswith("no sandbox")
    assert lemmasmith("verify-certificate", certificate, path, "--no-sandbox", **bare).code == 0


@pytest.mark.sandbox_layer
def test_the_certificate_names_the_layer(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    if os.environ.get("LEMMASMITH_SANDBOX") == "none":
        pytest.skip("no layer works here")
    path, certificate = lean_file("a.lean", GOOD), tmp_path / "c.json"
    done = lemmasmith("check", path, "--certificate", certificate)
    told = json.loads(certificate.read_text())["how"]["sandbox"]
    assert told in done.out.replace("\n", " ")
    assert not told.startswith("no sandbox")


def test_doctor_works_without_a_layer_and_says_what_to_do(lemmasmith: Run, bare: dict[str, str]) -> None:
    done = lemmasmith("doctor", "--json", **bare)
    assert done.code == 0, done
    findings = {finding["what"].strip(): finding for finding in done.json["findings"]}
    assert findings["toolchain in use"]["mark"] == "ok"
    assert findings["sandbox"]["mark"] == "missing"
    assert "bubblewrap" in findings["sandbox"]["advice"]
    assert {findings[layer]["mark"] for layer in ("bubblewrap", "namespaces", "landlock")} == {"missing"}


def test_a_layer_that_is_asked_for_and_does_not_work(
    lemmasmith: Run, lean_file: LeanFile, bare: dict[str, str]
) -> None:
    path = lean_file("a.lean", GOOD)
    lemmasmith("check", path, **{**bare, "LEMMASMITH_SANDBOX": "landlock"}).is_one_sentence("landlock", "stand-in")
    lemmasmith("check", path, LEMMASMITH_SANDBOX="jail").is_one_sentence("jail", "landlock")


def test_every_command_that_chooses_a_toolchain_may_be_told_to_go_without() -> None:
    """A command that elaborates and lacks the option would be of no use where no layer works."""
    found = {}
    waiting = [("lemmasmith", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        waiting += [(f"{name} {each}", inner) for each, inner in getattr(command, "commands", {}).items()]
        options = {option for parameter in command.params for option in parameter.opts}
        if "--toolchain" in options:
            found[name] = "--no-sandbox" in options
    assert len(found) > 5
    assert [name for name, told in found.items() if not told] == ["lemmasmith doctor"]
