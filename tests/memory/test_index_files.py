"""The index is files beside the store that others write, that may be damaged, and whose writer may be killed: answers
are those of the store all the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lemma_graph import retrieval, snapshot
from lemma_graph.model import Premise
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from tests.memory.conftest import ENVIRONMENT, Put

QUERIES = [
    Query("f3 x + 0 = f3 x", (("x", "Nat"),)),
    Query("f12 x + 0 = f5 x", (("x", "Nat"),)),
    Query("xs ++ [] = xs", (("xs", "List Nat"),)),
]


def answers(retriever: Retriever) -> list[list[Premise]]:
    return [retriever.premises(query, {}) for query in QUERIES]


@pytest.fixture
def kept(store: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> list[list[Premise]]:
    """A store with its index saved, and its answers."""
    monkeypatch.setattr(retrieval, "_KEPT", 1)
    before: list[str] = []
    for number in range(40):
        statement = f"∀ (n : Nat), f{number} n + 0 = f{number % 7} n"
        put(f"l{number}", statement, uses=before[-2:])
        before.append(statement)
    put("append_nil", "∀ {α : Type} (xs : List α), xs ++ [] = xs")
    found = answers(Retriever(store, ENVIRONMENT))
    assert all(found)
    return found


def damages(content: bytes, chance: random.Random) -> Iterator[bytes]:
    yield b""
    yield content[: len(content) // 2]
    yield bytes(len(content))
    for _ in range(2):
        changed = bytearray(content)
        for _ in range(8):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        yield bytes(changed)


def test_damaged_files_are_noticed_and_made_anew(store: Store, kept: list[list[Premise]]) -> None:
    folder, chance = snapshot.folder_of(store.path, ENVIRONMENT), random.Random(1)
    names = sorted({path.name.split(".", 1)[1] for path in folder.glob("*.npy")})
    assert len(names) > 20
    for number, name in enumerate(["head.json", "head.json", *chance.sample(names, 18)]):
        victim = max(folder.glob(f"*{name}"), key=lambda path: path.stat().st_size)
        victim.write_bytes(list(damages(victim.read_bytes(), chance))[number % 5])
        assert answers(Retriever(store, ENVIRONMENT)) == kept, (name, number % 5)
    assert snapshot.load(folder) is not None


def test_damage_that_is_not_looked_for_costs_a_new_index_and_offers_nothing_wrong(
    store: Store, kept: list[list[Premise]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_CHECKED", 0)  # as of a very large index
    folder, chance = snapshot.folder_of(store.path, ENVIRONMENT), random.Random(2)
    keys = {lemma.key for lemma in store.lemmas() if lemma.offered}
    whole = folder.with_name("whole")
    shutil.copytree(folder, whole)
    for number, name in enumerate(chance.sample(sorted({p.name.split(".", 1)[1] for p in folder.glob("*.npy")}), 20)):
        victim = max(folder.glob(f"*{name}"), key=lambda path: path.stat().st_size)
        content = victim.read_bytes()
        victim.write_bytes(content[:128] + list(damages(content[128:] or b" ", chance))[2 + number % 2])
        found = answers(Retriever(store, ENVIRONMENT))
        assert {premise.lemma.key for some in found for premise in some} <= keys
        snapshot.remove(folder)
        shutil.copytree(whole, folder)
    assert answers(Retriever(store, ENVIRONMENT)) == kept


def test_what_the_store_does_not_offer_is_not_offered_though_the_index_says_so(
    store: Store, put: Put, kept: list[list[Premise]]
) -> None:
    behind = Retriever(store, ENVIRONMENT)
    first = kept[0][0].lemma
    store.change_flags({first.key: {"archived"}})  # as another process does; this one has not looked since
    assert first.key not in [premise.lemma.key for premise in behind.premises(QUERIES[0], {})]


@contextmanager
def writer(store: Path, first: int, count: int) -> Iterator[subprocess.Popen[str]]:
    script = Path(__file__).with_name("index_writer.py")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    arguments = [sys.executable, str(script), str(store), str(first), str(count)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def test_an_index_whose_writer_is_killed_is_whole(tmp_path: Path) -> None:
    path, chance = tmp_path / "memory.db", random.Random(4)
    folder = snapshot.folder_of(path, ENVIRONMENT)
    kept = 0
    for kill in range(4):
        with writer(path, 1000 * kill, 1000) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(3, 15)):
                assert process.stdout.readline()
            process.send_signal(signal.SIGKILL)
        loaded = snapshot.load(folder)
        assert loaded is not None and len(loaded[0]) >= kept + 3  # it can be read, and goes on
        kept = len(loaded[0])
        with Store.open(path) as store:
            found = answers(Retriever(store, ENVIRONMENT))
        (tmp_path / "fresh").mkdir()
        for part in tmp_path.glob("memory.db*"):
            if part.is_file():
                shutil.copy(part, tmp_path / "fresh")
        with Store.open(tmp_path / "fresh" / "memory.db") as store:
            assert answers(Retriever(store, ENVIRONMENT)) == found
        shutil.rmtree(tmp_path / "fresh")


def test_an_index_is_read_while_another_process_rewrites_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.db"
    monkeypatch.setattr(retrieval, "_KEPT", 10**9)  # this process only reads
    anew = []
    with writer(path, 0, 60) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said = int(line) + 1
            with Store.open(path) as store:
                started = snapshot.load(snapshot.folder_of(path, ENVIRONMENT))
                anew.append(started is None)
                reader = Retriever(store, ENVIRONMENT)
                assert len(reader) >= said and len(reader.latest({}, 100)) >= min(100, said)
    assert sum(anew) <= len(anew) // 10  # it was found nearly always, though its files come and go
