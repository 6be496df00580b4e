"""`lemmasmith grow`: from definitions to certified lemmas, through deaths and Ctrl-C, to a page and Lean modules."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lemma_graph.audit import verify
from lemma_graph.store import Store

COMMAND = "from agent.cli import main; main()"
THEORY = """/-- Numbers by counting. -/
inductive Num where
  | zero
  | succ (n : Num)

namespace Num

def add : Num → Num → Num
  | a, zero => a
  | a, succ b => succ (add a b)

end Num
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `lemmasmith` in a folder with the theory, its home folder there, too."""
    (tmp_path / "num.lean").write_text(THEORY, encoding="utf-8")
    environment = {**os.environ, "LEMMASMITH_HOME": str(tmp_path / "home"), "LEMMASMITH_TOOLCHAIN": "embedded"}
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def rows(path: Path, sql: str) -> list[Any]:
    """What a file of the run holds, read as a stranger would."""
    if not path.is_file():
        return []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        try:
            return database.execute(sql).fetchall()
        except sqlite3.Error:
            return []


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 800
    while not condition():
        assert process.poll() is None and time.monotonic() < deadline, process.communicate()
        time.sleep(0.02)


def journal_of(tmp_path: Path) -> Path:
    found = sorted((tmp_path / "home" / "memory-growth").glob("*/journal.db"))
    return found[0] if found else tmp_path / "none"


@pytest.mark.slow
@pytest.mark.timeout(2400)
def test_killed_and_stopped_it_goes_on_and_ends_with_laws_a_page_and_modules(start: Start, tmp_path: Path) -> None:
    store = tmp_path / "home" / "memory.db"

    def stored() -> set[str]:
        return {row[0] for row in rows(store, "SELECT key FROM lemmas")}

    # Killed when the first lemma is in the store, whatever the journal knows of it.
    killed = start("grow", "num.lean", "--workers", "2")
    wait_until(lambda: len(stored()) >= 1, killed)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    first = stored()
    assert first

    # It goes on, and Ctrl-C ends it with a summary.
    stopped = start("grow", "num.lean", "--workers", "2")
    wait_until(lambda: len(rows(journal_of(tmp_path), "SELECT key FROM lemmas")) >= 2, stopped)
    stopped.send_signal(signal.SIGINT)
    out, err = stopped.communicate(timeout=600)
    assert stopped.returncode == 130, err
    assert "Traceback" not in err and "Stopped" in err and "new lemmas of" in out and "Page: " in out
    assert first <= stored()

    whole = start("grow", "num.lean", "--workers", "2", "--max-lean-calls", "700", "--json")
    out, err = whole.communicate(timeout=1500)
    assert whole.returncode == 0, err
    value = json.loads(out)
    assert len(value["runs"]) == 3 and value["ending"] in ("lean calls", "ideas")

    # Never lost, never uncertified: what the journal calls proved is what the store has, and its log is sound.
    proved = {each["key"] for each in value["lemmas"]}
    assert proved == stored() and first <= proved
    with Store.open(store) as opened:
        assert not verify(opened).findings
        names = [lemma.name for lemma in opened.lemmas()]
        assert len(names) == len(set(names))
    asked = rows(journal_of(tmp_path), "SELECT statement FROM conjectures")
    assert len(asked) == len(set(asked))
    refuted = {row[0] for row in rows(journal_of(tmp_path), "SELECT key FROM conjectures WHERE fate = 'refuted'")}
    assert not refuted & stored()

    # The usual laws of addition, under their usual names.
    good = {each["name"]: each for each in value["lemmas"] if each["fate"] == "proved"}
    assert {"Num.add_comm", "Num.add_left_comm", "Num.zero_add"} <= {re.sub(r"'$|_\d+$", "", name) for name in good}
    comm = good["Num.add_comm"]
    assert comm["says"] == "`add` is commutative." and comm["used_by"] >= 1 and "symmetric" in comm["why"]

    page = Path(value["page"]).read_text(encoding="utf-8")
    assert "Num.add_comm" in page and "<svg" in page

    # The exported module compiles by itself, and every theorem of it is certified.
    module = Path(value["module"])
    text = module.read_text(encoding="utf-8")
    assert "/-- `add` is commutative." in text and "Lemmasmith.Num.add_comm :" in text
    checked = start("check", str(module), "--json")
    out, err = checked.communicate(timeout=600)
    assert checked.returncode == 0, err
    theorems = json.loads(out)["theorems"]
    assert {each["status"] for each in theorems} == {"certified"}
    # What needs nothing of the theory stands in a module of its own.
    written = "".join(each.read_text(encoding="utf-8") for each in module.parent.rglob("*.lean"))
    assert all(f"key {each['key']}" in written for each in good.values())


@pytest.mark.timeout(300)
def test_wrong_input_is_said_in_one_sentence(start: Start, tmp_path: Path) -> None:
    def said(*arguments: str) -> str:
        process = start("grow", *arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == 2 and not out and len(err.strip().splitlines()) == 1, err
        return err

    assert "--memory PATH" in said("num.lean", "--memory", "none")
    assert "one of them" in said("num.lean", "--hours", "1", "--minutes", "1")
    assert "no theory" in said("there_is_no_such_theory")
    (tmp_path / "empty.lean").write_text("-- nothing\n")
    assert "no types or functions" in said("empty.lean")
    (tmp_path / "broken.lean").write_text("def f : Nat := true\n")
    assert "broken.lean:1" in said("broken.lean")
