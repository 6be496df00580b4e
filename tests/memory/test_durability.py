"""The store among several processes, killed writers, edited rows, damaged files and full disks."""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lemma_graph import revocation, schema
from lemma_graph.audit import verify
from lemma_graph.database import head_path
from lemma_graph.log import LOGGED
from lemma_graph.store import Store
from prover_bridge import environment, toolchain
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal

from .conftest import ENVIRONMENT, Put, hand_made_verdict

WRITER = Path(__file__).with_name("writer_process.py")


def writer(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), str(first), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    writers = [writer(path, 1000 * number, 40) for number in range(4)]  # none of them finds a store
    said = [process.communicate(timeout=120)[0].split() for process in writers]
    assert [process.returncode for process in writers] == [0, 0, 0, 0]
    with Store.open(path) as store:
        assert {lemma.key for lemma in store.lemmas()} == {key for keys in said for key in keys}
        assert verify(store).findings == ()


@pytest.mark.slow
def test_300_killed_writers_lose_nothing_and_leave_no_half_lemma(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("dying_writers.py")), str(tmp_path), "300", "7"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert counts["kills"] >= 300 and counts["at_work"] >= 100, counts


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_runs_of_the_program_lose_nothing_and_leave_no_half_lemma(tmp_path: Path) -> None:
    kills = int(os.environ.get("LEMMASMITH_KILLS", "25"))  # `LEMMASMITH_KILLS=300` takes a while
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killed_runs.py")), str(tmp_path), str(kills), "7"],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout.splitlines()[-1])
    assert counts["kills"] == kills and counts["at_work"] >= kills // 3, counts
    assert counts["inside_a_transaction"] >= kills // 10 and counts["certified_again"] >= 3, counts


def test_regression_a_journal_that_a_killed_writer_left_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    die_while_beginning = f"""
import os, signal, sqlite3
connection = sqlite3.connect({str(path)!r}, isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("CREATE TABLE t (x)")
connection.execute("COMMIT")
connection.execute("BEGIN")
connection.execute("CREATE TABLE u (x)")
connection.execute("INSERT INTO t SELECT randomblob(4000) FROM json_each('[' || '1,1,1,1,1,1,1,1,' || '1]')")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", die_while_beginning], check=False)
    assert path.with_name("memory.db-journal").stat().st_size > 0
    with pytest.raises(UserError, match="no store of Lemmasmith"):  # it was read, not said to be write-protected
        Store.open(path)


def test_several_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    Store.open(path).close()
    process = writer(path, 0, 150)
    stores = [Store.open(path) for _ in range(3)]
    seen = [0, 0, 0]
    while process.poll() is None:
        for number, store in enumerate(stores):
            assert verify(store).findings == ()  # one snapshot: never half a lemma, never a head that runs ahead
            lemmas = store.lemmas()
            assert len(lemmas) >= seen[number]
            assert all(lemma.reusable for lemma in lemmas)
            seen[number] = len(lemmas)
    process.communicate()
    assert [len(store.lemmas()) for store in stores] == [150, 150, 150]
    assert process.returncode == 0
    for store in stores:
        store.close()


def test_the_head_is_there_before_the_first_entry(tmp_path: Path) -> None:
    with Store.open(tmp_path / "memory.db") as store:
        assert json.loads(head_path(store.path).read_text())["seq"] == 0
        assert verify(store).findings == ()


def edit(path: Path, sql: str) -> None:
    """What someone with the file in hand could do."""
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(sql).rowcount >= 1
    connection.close()


@pytest.mark.parametrize(
    ("sql", "subject", "problem"),
    [
        ("UPDATE lemmas SET statement = 'False' WHERE name = 'two'", "lemma", "was edited"),
        ("UPDATE lemmas SET flags = '[\"support\"]' WHERE name = 'two'", "lemma", "was edited"),
        ("UPDATE proofs SET text = 'theorem x : False := by simp' WHERE id = 2", "proof", "was edited"),
        ("UPDATE proofs SET certificate = '{}' WHERE id = 2", "proof", "certificate"),
        ("DELETE FROM uses WHERE proof = 2", "proof", "was edited"),
        ("UPDATE uses SET lemma = NULL WHERE proof = 2 AND module IS NULL", "proof", "was edited"),
    ],
)
def test_an_edited_row_is_found_and_named(store: Store, put: Put, sql: str, subject: str, problem: str) -> None:
    put("one", "1 = 1")
    two = put("two", "2 = 2", uses=["1 = 1"])
    put("three", "3 = 3")
    assert verify(store).findings == ()
    edit(store.path, sql)
    findings = verify(store).findings
    assert any(problem in finding.problem for finding in findings)
    assert {finding.subject.split()[:2][1] for finding in findings} == {two.key}
    assert findings[0].subject.startswith(subject)


def test_rows_put_in_or_taken_out_by_hand_are_found(store: Store, put: Put) -> None:
    lemma = put("one", "1 = 1")
    wrong = "f" * 64
    columns = "key, coarse_key, name, stable_name, statement, universes, constants, flags, created"
    edit(store.path, f"INSERT INTO lemmas ({columns}) SELECT '{wrong}', coarse_key, 'bad', "
         f"'Lemmasmith.L_{wrong[:16]}', 'False', universes, constants, flags, created FROM lemmas")  # fmt: skip
    assert any(f.subject == f"lemma {wrong}" and "put in by hand" in f.problem for f in verify(store).findings)
    edit(store.path, f"DELETE FROM lemmas WHERE key = '{wrong}'")
    edit(store.path, "DELETE FROM proofs")
    problems = [f for f in verify(store).findings if lemma.key in f.subject]
    assert any("was removed" in finding.problem for finding in problems)


# Columns that `verify` does not vouch for, and why.
NOT_VOUCHED = {
    **dict.fromkeys(["attempts", "offers", "efforts", "closed", "judged", "related"], "advice: only says what to try"),
    "episodes.saved": "a figure for `stats`",
    "helped.id": "the order in which rows are read",
    "generalises.id": "the order in which rows are read",
}


def test_an_edit_of_any_column_of_any_table_is_found(store: Store, put: Put) -> None:
    store.describe(environment.of_text(toolchain.embedded(), ""))
    zero = put("zero", "0 = 0")
    revocation.revoke(store, [put("gone", "9 = 9").key], "a test")
    lemma = put("two", "2 = 2", uses=["0 = 0"])
    episode = store.start_episode("file.lean: two", ENVIRONMENT, statement_key=lemma.key, seed=1)
    store.helped(episode, Goal((), "2 = 2"), [lemma.key], "exact two")
    store.finish_episode(episode, "proved", lean_calls=3, model_calls=0, seconds=0.5)
    store.record_related(ENVIRONMENT, lemma.key, [(zero.key, lemma.key)])
    assert verify(store).findings == ()
    whole = store.path.with_name("whole.db")
    sqlite3.connect(store.path).execute(f"VACUUM INTO '{whole}'")
    head_path(whole).write_bytes(head_path(store.path).read_bytes())
    connection = sqlite3.connect(whole, isolation_level=None)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kinds = {table: kind for kind, (table, _) in LOGGED.items()} | {"uses": "proof", "log": "log"}
    seen = set()
    for table in tables:
        for column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]:
            if table in NOT_VOUCHED or f"{table}.{column}" in NOT_VOUCHED:
                continue
            old = connection.execute(f"SELECT {column} FROM {table} ORDER BY 1 DESC").fetchone()[0]
            # A proof's number moves with its uses, as whoever wants to hide it would do it: in front of all others.
            new = -old if (table, column) == ("proofs", "id") else old + 1 if isinstance(old, int) else f"{old}1"
            both = [(table, column), ("uses", "proof")] if (table, column) == ("proofs", "id") else [(table, column)]
            for where, what in both:
                connection.execute(f"UPDATE {where} SET {what} = ? WHERE {what} IS ?", (new, old))
            with Store.open(whole) as edited:
                subjects = [finding.subject for finding in verify(edited).findings]
            assert any(subject.startswith(f"{kinds[table]} ") for subject in subjects), (table, column, subjects)
            if column == "id" and table == "proofs":
                assert [subject.split()[1] for subject in subjects] == [lemma.key]  # the moved one, not its neighbours
            for where, what in both:
                connection.execute(f"UPDATE {where} SET {what} = ? WHERE {what} IS ?", (old, new))
            seen.add(table)
    connection.close()
    assert seen == {*tables} - NOT_VOUCHED.keys()
    with Store.open(whole) as mended:
        assert verify(mended).findings == ()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON lemmas BEGIN DELETE FROM revoked; END", "trigger t was put in by hand"),
        ("DROP INDEX log_subject", "index log_subject was removed"),
        ("ALTER TABLE lemmas ADD COLUMN more TEXT", "table lemmas was edited"),
    ],
)
def test_an_edit_of_the_tables_themselves_is_found(store: Store, put: Put, sql: str, problem: str) -> None:
    put("one", "1 = 1")
    connection = sqlite3.connect(store.path)
    connection.execute(sql)
    connection.close()
    assert any(f"{f.subject} {f.problem}".startswith(problem) for f in verify(store).findings)


def test_a_log_that_was_written_anew_does_not_fit_the_head_beside_the_store(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    put("two", "2 = 2")
    store.close()
    kept = head_path(store.path).read_bytes()
    store.path.unlink()
    with Store.open(store.path) as other:  # by the program itself, so that everything in it fits together
        for name, statement in (("three", "3 = 3"), ("four", "4 = 4"), ("five", "5 = 5")):
            other.add(hand_made_verdict(name, statement), source="", script="", environment_name="")
        assert verify(other).findings == ()
        head_path(store.path).write_bytes(kept)
        assert [f.problem for f in verify(other).findings] == [
            "names an entry 4 that the log does not have: the log was rewritten"
        ]
        head_path(store.path).unlink()  # whoever rewrites the database may take the head away or write it anew
        noted = json.loads(kept)["hash"]
        assert any(noted in f.subject for f in verify(other, known_head=noted).findings)


def test_an_edited_log_entry_is_named(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    put("two", "2 = 2")
    edit(store.path, "UPDATE log SET content = 'x' WHERE seq = 2")
    assert "log entry 2" in [finding.subject for finding in verify(store).findings]


def test_a_shortened_log_does_not_fit_the_head_beside_the_store(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    put("two", "2 = 2")
    edit(store.path, "DELETE FROM uses WHERE proof = 2")
    edit(store.path, "DELETE FROM proofs WHERE id = 2")
    edit(store.path, "DELETE FROM lemmas WHERE name = 'two'")
    edit(store.path, "DELETE FROM log WHERE seq > 2")  # inside the database everything fits together again
    assert [f.subject.split()[0] for f in verify(store).findings] == ["head"]


def test_a_missing_or_spoiled_head_is_said(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    head_path(store.path).write_text("?")
    assert [f.problem for f in verify(store).findings] == ["cannot be read"]
    head_path(store.path).unlink()
    assert "is missing" in verify(store).findings[0].problem


def test_a_head_that_lags_behind_is_no_finding(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    early = head_path(store.path).read_text()
    put("two", "2 = 2")
    head_path(store.path).write_text(early)
    assert verify(store).findings == ()
    assert json.loads(early)["seq"] == 2


def test_certificates_are_checked_again_on_request(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    two = put("two", "2 = 2")
    audit = verify(store, lambda proof: "does not hold any more" if proof.lemma == two.key else None)
    assert audit.rechecked == 2
    assert [two.key in finding.subject for finding in audit.findings] == [True]


def test_a_newer_store_is_refused_and_left_alone(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    store.close()
    edit_pragma(store.path, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="newer Lemmasmith"):
        Store.open(store.path)
    assert store.path.read_bytes() == before


def edit_pragma(path: Path, *sql: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in sql:
        connection.execute(statement)
    connection.close()


def test_an_older_store_is_migrated_and_keeps_its_lemmas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.db"
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:1])
        older.setattr(schema, "VERSION", 1)
        with Store.open(path) as store:
            store.add(hand_made_verdict("one", "1 = 1"), source="", script="", environment_name="")
            with pytest.raises(sqlite3.OperationalError, match="no such table"):
                store.stats()
    with Store.open(path) as store:
        assert store.stats().lemmas == 1
        assert store.start_episode("p", "e") == 1
        assert verify(store).findings == ()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    edit_pragma(path, "CREATE TABLE mine (x)")
    before = path.read_bytes()
    with pytest.raises(UserError, match="no store of Lemmasmith"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "noise at the start", "noise inside", "cut in half", "emptied"])
def test_a_damaged_store_is_refused_and_left_byte_for_byte(store: Store, put: Put, damage: str) -> None:
    for number in range(30):
        put(f"l{number}", f"{number} = {number}")
    store.close()
    whole = store.path.read_bytes()
    noise = random.Random(1).randbytes(6000)
    damaged = {
        "text": b"this was never a database\n" * 100,
        "noise at the start": noise + whole[len(noise) :],
        "noise inside": whole[:9000] + noise + whole[9000 + len(noise) :],
        "cut in half": whole[: len(whole) // 2],
        "emptied": b"",
    }[damage]
    store.path.write_bytes(damaged)
    with pytest.raises(UserError, match="is damaged") as refusal:
        Store.open(store.path)
    assert "\n" not in str(refusal.value)
    assert store.path.read_bytes() == damaged


def test_regression_a_folder_that_cannot_be_made_is_said_in_terms_of_what_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="--memory PATH") as refusal:
        Store.open(tmp_path / "file" / "memory.db")
    assert "LEMMASMITH_HOME" not in str(refusal.value)
    monkeypatch.setenv("LEMMASMITH_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(UserError, match="LEMMASMITH_HOME"):
        Store.open()


def test_a_folder_and_a_missing_store_are_wrong_input(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        Store.open(tmp_path)
    with pytest.raises(UserError, match="There is no store"):
        Store.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_full_database_is_said_and_the_store_stays_intact(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    pages = store.file.rows("PRAGMA page_count")[0][0]
    store.file.rows(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UserError, match="disk is full"):
        for number in range(200):
            put(f"l{number}", f"{number} = 0")
    check_after_refusal(store)


@contextmanager
def file_size_limit(limit: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_takes_no_more_is_said_and_the_store_stays_intact(store: Store, put: Put) -> None:
    put("one", "1 = 1")
    wal = store.path.with_name(store.path.name + "-wal")
    with file_size_limit(wal.stat().st_size + 20_000), pytest.raises(UserError, match="disk"):
        for number in range(200):
            put(f"l{number}", f"{number} = 0")
    check_after_refusal(store)


def check_after_refusal(store: Store) -> None:
    with Store.open(store.path) as again:
        lemmas = again.lemmas()
        assert lemmas[0].name == "one" and len(again.proofs()) == len(lemmas)
        assert verify(again).findings == ()
        again.add(hand_made_verdict("after", "9 = 9"), source="", script="", environment_name="")
