"""`check --certificate`, `--export`, `--allow-axiom` and `verify-certificate`, as a user and a stranger run them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prover_bridge import document as documents
from prover_bridge import toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import of_text

from .conftest import Run

LeanFile = Callable[[str, str], Path]

TEXT = """
inductive Größe | klein | groß (n : Nat)
def Größe.wert : Größe → Nat
  | .klein => 0
  | .groß n => n + 1
theorem wert_klein : Größe.klein.wert = 0 := rfl
theorem em (p : Prop) : p ∨ ¬p := Classical.em p
"""


def test_a_certificate_is_written_and_verified(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    file, certificate = lean_file("good.lean", TEXT), tmp_path / "c.json"
    assert lemmasmith("check", file, "--certificate", certificate).code == 0
    done = lemmasmith("verify-certificate", certificate, file)
    assert done.code == 0, (done.out, done.err)
    assert "certified wert_klein" in done.out and "Größe.wert Größe.klein = 0" in done.out
    other = lean_file("other.lean", TEXT + "-- changed\n")
    done = lemmasmith("verify-certificate", certificate, other, "--json")
    assert done.code == 1 and done.json["findings"][0]["status"] == "refused"
    document = json.loads(certificate.read_text())
    document["theorems"][0]["axioms"] = []
    document["theorems"][0]["name"] = "other"
    certificate.write_text(json.dumps(document))
    lemmasmith("verify-certificate", certificate, file).is_one_sentence("certificate", "changed")


def test_no_certificate_for_a_file_with_a_gap(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    file, certificate = lean_file("open.lean", "theorem a : 1 = 2 := sorry\ntheorem b : 1 = 1 := rfl\n"), tmp_path / "c"
    done = lemmasmith("check", file, "--certificate", certificate)
    assert done.code == 1 and not certificate.exists() and "No certificate" in done.err


def test_a_file_without_theorems_is_not_clean(lemmasmith: Run, lean_file: LeanFile) -> None:
    lemmasmith("check", lean_file("empty.lean", "def a : Nat := 1\n")).is_one_sentence("states no theorem")
    file = lean_file("good.lean", "theorem a : 1 = 1 := rfl\n")
    stub = lean_file("stub.lean", "-- nothing\n")
    lemmasmith("check", file, "--against", stub).is_one_sentence("states no theorem")


def test_allowed_axioms_are_named(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    file = lean_file("a.lean", "axiom wish : 1 = 2\naxiom more : 2 = 3\ntheorem t : 1 = 3 := wish.trans more\n")
    certificate = tmp_path / "c.json"
    assert lemmasmith("check", file, "--allow-axiom", "wish").code == 1
    options = ("--allow-axiom", "wish", "--allow-axiom", "more", "--certificate", certificate)
    assert lemmasmith("check", file, *options).code == 0
    document = json.loads(certificate.read_text())
    assert {"wish", "more"} <= set(document["allowed_axioms"]) & set(document["theorems"][0]["axioms"])
    done = lemmasmith("verify-certificate", certificate, file)
    assert done.code == 0 and "more, wish" in done.out
    lemmasmith("check", file, "--allow-axiom", "sorryAx").is_one_sentence("sorryAx")


def test_additions_are_listed(lemmasmith: Run, lean_file: LeanFile) -> None:
    stub = lean_file("stub.lean", "theorem t : 1 = 1 := sorry\n")
    file = lean_file("a.lean", "axiom wish : False\ndef helper : Nat := 1\ntheorem t : 1 = 1 := rfl\n")
    done = lemmasmith("check", file, "--against", stub)
    assert done.code == 0
    listed = lemmasmith("check", file, "--against", stub, "--json").json["additions"]
    assert {"name": "wish", "kind": "axiom", "changed": False} in listed
    assert "+ axiom wish: not in the stub" in done.out and "+ definition helper: not in the stub" in done.out


def test_a_local_module_of_the_files_own_is_not_the_stubs(lemmasmith: Run, tmp_path: Path) -> None:
    """A definition behind the statement lies in an imported module, of which the file brings an easier one."""
    for folder, good, proof in (("stub", "n = 5", "sorry"), ("cheat", "True", "trivial"), ("more", "n = 5", "rfl")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Defs.lean").write_text(f"def Good (n : Nat) : Prop := {good}\n")
        more = "import More\n" if folder == "more" else ""
        number = 3 if folder == "cheat" else 5
        text = f"{more}import Defs\ntheorem t : Good 5 := {proof}\ntheorem u : Good {number} := {proof}\n"
        (tmp_path / folder / "File.lean").write_text(text)
    (tmp_path / "more" / "More.lean").write_text("def more : Nat := 1\n")
    (tmp_path / "stub" / "File.lean").write_text("import Defs\ntheorem t : Good 5 := sorry\n")
    stub = tmp_path / "stub" / "File.lean"
    done = lemmasmith("check", tmp_path / "cheat" / "File.lean", "--against", stub, "--json")
    assert done.code == 1 and done.json["theorems"][0]["reason"].startswith("definitions: ")
    done = lemmasmith("check", tmp_path / "more" / "File.lean", "--against", stub)
    assert done.code == 0, (done.out, done.err)


def test_the_export_has_every_declaration(lemmasmith: Run, lean_file: LeanFile, tmp_path: Path) -> None:
    file, export = lean_file("good.lean", TEXT), tmp_path / "e.ndjson"
    assert lemmasmith("check", file, "--export", export).code == 0
    lines = [json.loads(line) for line in export.read_text().splitlines()]
    assert lines[0]["meta"]["lean"]["version"] == "4.35.0" and lines[0]["meta"]["exporter"]["name"] == "lemmasmith"
    assert sum("thm" in line for line in lines) > 2 and any("quot" in line for line in lines)


def test_a_name_cannot_forge_the_report(lemmasmith: Run, lean_file: LeanFile) -> None:
    done = lemmasmith("check", lean_file("a.lean", "theorem «t\ncertified u» : 1 = 2 := sorry\n"))
    assert done.code == 1 and not any(line.startswith("certified") for line in done.out.splitlines())


@pytest.mark.parametrize("hash_seed, locale", [("1", "C"), ("2718", "de_DE.UTF-8"), ("0", "tr_TR.UTF-8")])
def test_the_same_file_has_the_same_hashes_everywhere(tmp_path: Path, hash_seed: str, locale: str) -> None:
    """Another folder, another locale, another order of Python's sets."""
    folder = tmp_path / f"a folder {hash_seed}"
    folder.mkdir()
    (folder / "file.lean").write_text(TEXT, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "LC_ALL": locale,
        "LANG": locale,
        "TMPDIR": str(folder),
        "PYTHONPATH": root,
    }
    run = "from agent.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", run, "check", "file.lean", "--certificate", "c.json", "--toolchain", "embedded"],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads((folder / "c.json").read_text(encoding="utf-8"))
    where = of_text(toolchain.embedded(), TEXT)
    here = documents.make(where, TEXT, certify(where, TEXT, contradictions=True), {})
    notes = ("how", "sha256")
    assert {k: v for k, v in document.items() if k not in notes} == {k: v for k, v in here.items() if k not in notes}
