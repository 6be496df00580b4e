"""The memory at scale: inserts, questions, start-up and size, beside FTS5, vectors and networkx.

    python benchmarks/memory.py [--sizes 10000 100000 1000000] [--questions 300] [--folder DIR] [--json OUT]

The store holds recombined expressions (`synthetic`), which no proof can load. Questions are recombinations that it
does not hold. Start-up is measured in a new process, from opening the store to the first answer, with the snapshot of
the index there; p50 and p99 are of one process that has answered a few questions. Recall of the symbol channel is
measured against itself with every document scored. Peers work on the same documents: FTS5 with OR over the split
symbols; 256 hashed dimensions of the same symbols compared with every document (`numpy`) and through HNSW (`hnswlib`);
the graph of symbols and uses in networkx. A stored folder is used again.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from core_theorems import core_theorems
from rich.table import Table
from synthetic import ENVIRONMENT, Recombination, Synthetic, kept_statements, put_in

from agent.console import err, out
from lemma_graph.postings import symbol_hash
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from lemma_graph.symbols import statement_symbols

RESULTS = Path(__file__).resolve().parent / "results" / "memory.json"
SEED, OTHER_SEED = 7, 8
ONE_BY_ONE = 300
DIMENSIONS = 256
BULK, CACHE_KB = 25_000, 400_000
SMALL = 100_000  # what is built in memory only: HNSW, networkx

START_UP = """
import json, resource, sys, time
began = time.perf_counter()
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
imported = time.perf_counter()
retriever = Retriever(Store.open(sys.argv[1], create=False), sys.argv[2])
opened = time.perf_counter()
retriever.premises(Query.of_statement(sys.argv[3]), {})
answered = time.perf_counter()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([imported - began, opened - imported, answered - opened, memory]))
"""


def timed(questions: Sequence[Any], ask: Callable[[Any], object]) -> dict[str, float]:
    """Milliseconds of one question, after a few to warm up: by the clock, and of the thread's processor time, which
    others on the machine disturb less."""
    for question in questions[:20]:
        ask(question)
    taken, processor = [], []
    for question in questions:
        started, began = time.perf_counter(), time.thread_time()
        ask(question)
        processor.append((time.thread_time() - began) * 1000)
        taken.append((time.perf_counter() - started) * 1000)
    last = int(0.99 * len(taken))
    return {
        "p50_ms": round(statistics.median(taken), 3), "p99_ms": round(sorted(taken)[last], 3),
        "cpu_p50_ms": round(statistics.median(processor), 3), "cpu_p99_ms": round(sorted(processor)[last], 3),
    }  # fmt: skip


def fill(path: Path, size: int, made: Path) -> dict[str, Any]:
    """Write the statements in bulk, in the order of their keys, so that the store's trees grow at their ends."""
    every = [one for part in kept_statements(made, core_theorems, SEED, size) for one in part]
    every.sort(key=lambda one: one.key)
    with Store.open(path) as store:
        store.file.db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        started = time.perf_counter()
        for start in range(0, size, BULK):
            put_in(store, every[start : start + BULK])
        spent = time.perf_counter() - started
    return {"inserts_per_second_in_bulk": round(size / spent)}


def ours(path: Path, theorems: Sequence[Any], questions: Sequence[Synthetic], keys: Sequence[str]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    started = time.perf_counter()
    with Store.open(path) as store:
        retriever = Retriever(store, ENVIRONMENT)
        result["index_seconds_or_loaded"] = round(time.perf_counter() - started, 2)
    first = questions[0].statement
    starts = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", START_UP, str(path), ENVIRONMENT, first],
                capture_output=True, text=True, check=True,
            ).stdout
        )
        for _ in range(3)
    ]  # fmt: skip
    imports, opened, answer, memory = min(starts)
    result |= {
        "start_import_s": round(imports, 3), "start_open_s": round(opened, 3),
        "start_first_answer_s": round(answer, 3), "start_memory_mb": round(memory),
    }  # fmt: skip
    with Store.open(path) as store:
        retriever = Retriever(store, ENVIRONMENT)
        corpus, engine = retriever._corpus, retriever.engine
        result["exact key in the store"] = timed(keys, lambda key: store.lemma(key, ENVIRONMENT))
        scope = corpus.scope({})
        for channel in engine.channels:
            if channel.name not in ("exact", "helped"):

                def ask(one: Synthetic, channel: Any = channel) -> None:
                    channel.rank(Query.of_statement(one.statement), corpus.scope({}), 64)

                result[f"channel {channel.name}"] = timed(questions, ask)
        result["whole answer"] = timed(questions, lambda q: retriever.premises(Query.of_statement(q.statement), {}))
        same = sum(
            np.isclose(corpus.symbols.ranked(query, 10)[1], corpus.symbols.exhaustive(query, 10)[1], rtol=1e-4).sum()
            for query in (Query.of_statement(q.statement).symbols for q in questions[:40])
        )
        result["recall@10 of cut symbol lists"] = round(float(same) / 400, 3)
        new = Recombination(theorems, OTHER_SEED + len(retriever)).statements(ONE_BY_ONE)
        spent, written = [], []
        for one in new:
            if store.lemma(one.key) is not None:
                continue
            started = time.perf_counter()
            put_in(store, [one])
            written.append(time.perf_counter() - started)
            started = time.perf_counter()
            retriever.refresh()
            corpus.symbols.ranked({"nothing": 1.0}, 1, scope.inside)
            corpus.patterns.fitting(Query("0 = 0").flat)
            spent.append((time.perf_counter() - started) * 1000)
        result["inserts_per_second_one_transaction_each"] = round(len(written) / sum(written))
        result["one more lemma in the index"] = {
            "p50_ms": round(statistics.median(spent), 2), "max_ms": round(max(spent), 2),
        }  # fmt: skip
    result["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    folder = path.with_name(path.name + ".index")
    result["store_mb"] = round(path.stat().st_size / 1e6)
    result["index_mb"] = round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6)
    return result


def documents(path: Path) -> Iterator[tuple[str, str]]:
    with sqlite3.connect(path) as db:
        yield from db.execute("SELECT name, statement FROM lemmas ORDER BY rowid")


def fts5(path: Path, questions: Sequence[Synthetic]) -> dict[str, Any]:
    """SQLite's full-text search by BM25, OR over all symbols of the question."""
    file = path.with_suffix(".fts")
    file.unlink(missing_ok=True)
    db = sqlite3.connect(file)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', detail='none')")
    started = time.perf_counter()
    rows = ((_words(statement_symbols(statement, name).elements()),) for name, statement in documents(path))
    db.executemany("INSERT INTO t (words) VALUES (?)", rows)
    db.commit()
    built = time.perf_counter() - started

    def ask(question: Synthetic) -> object:
        words = " OR ".join(_words(Query.of_statement(question.statement).symbols).split())
        return db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 16", (words,)).fetchall()

    result = {"build_s": round(built, 1), **timed(questions[:60], ask), "mb": round(file.stat().st_size / 1e6)}
    db.close()
    file.unlink()
    return result


def _words(symbols: Any) -> str:
    return " ".join(f"s{symbol_hash(symbol):x}" for symbol in symbols)


def vector(symbols: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Symbols hashed to signed dimensions, of length one."""
    found = np.zeros(DIMENSIONS, dtype=np.float32)
    for symbol in symbols:
        code = symbol_hash(symbol)
        found[code % DIMENSIONS] += 1.0 if code >> 32 & 1 else -1.0
    return found / max(1e-6, float(np.linalg.norm(found)))


def vectors(path: Path, questions: Sequence[Synthetic], size: int) -> dict[str, Any]:
    """Brute force, and HNSW with its own recall measured against it."""
    matrix = np.empty((size, DIMENSIONS), dtype=np.float32)
    for number, (name, statement) in enumerate(islice(documents(path), size)):
        matrix[number] = vector(statement_symbols(statement, name))
    asked = [vector(Query.of_statement(q.statement).symbols) for q in questions]

    def brute(question: Any) -> Any:
        scores = matrix @ question
        front = np.argpartition(-scores, 16)[:16]
        return front[np.argsort(-scores[front])]

    result: dict[str, Any] = {"brute force": {**timed(asked[:60], brute), "mb": round(matrix.nbytes / 1e6)}}
    if size <= SMALL:
        import hnswlib

        index = hnswlib.Index("ip", DIMENSIONS)
        index.init_index(size, ef_construction=100, M=16, random_seed=1)
        started = time.perf_counter()
        index.add_items(matrix, num_threads=1)
        built = time.perf_counter() - started
        index.set_ef(64)
        row = timed(asked, lambda question: index.knn_query(question, 16, num_threads=1))
        found = sum(
            len(set(index.knn_query(q, 10, num_threads=1)[0][0].tolist()) & set(brute(q)[:10].tolist()))
            for q in asked[:60]
        )
        result["HNSW"] = {"build_s": round(built, 1), **row, "recall@10": round(found / 600, 3)}
    return result


def networkx_graph(path: Path) -> dict[str, Any]:
    """Loading the graph of lemmas, symbols and uses, in a process of its own."""
    script = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[2])
import networkx, sqlite3
from memory import documents
from pathlib import Path
from lemma_graph.symbols import statement_symbols
graph = networkx.Graph()
rows = [(n, list(statement_symbols(s, name))) for n, (name, s) in enumerate(documents(Path(sys.argv[1])))]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.perf_counter()
for number, symbols in rows:
    graph.add_edges_from((number, symbol) for symbol in symbols)
taken = time.perf_counter() - started
print(json.dumps([taken, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(Path(__file__).parent)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, memory = json.loads(done.stdout)
    return {"load_s": round(seconds, 1), "memory_mb": round(memory)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path("memory-benchmark"))
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--json", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    theorems = core_theorems()
    questions = list(Recombination(theorems, OTHER_SEED).statements(arguments.questions))
    results: dict[str, Any] = {}
    if arguments.json.is_file():
        results = json.loads(arguments.json.read_text(encoding="utf-8"))
    for size in arguments.sizes:
        path = arguments.folder / f"synthetic-{size}.db"
        result: dict[str, Any] = results.get(str(size), {})
        if not path.exists():
            err.print(f"{size:,} statements are written")
            result |= fill(path, size, arguments.folder / "statements")
        with sqlite3.connect(path) as db:
            keys = [row[0] for row in db.execute("SELECT key FROM lemmas WHERE rowid % ? = 0", (max(1, size // 400),))]
        err.print(f"{size:,}: ours")
        result |= ours(path, theorems, questions, keys)
        if not arguments.no_peers:
            err.print(f"{size:,}: peers")
            result["FTS5"] = fts5(path, questions)
            result |= vectors(path, questions, size)
            if size <= SMALL:
                result["networkx"] = networkx_graph(path)
        results[str(size)] = result
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    table = Table("", *(f"{int(size):,}" for size in results), box=None)
    for name in dict.fromkeys(name for result in results.values() for name in result):
        values = [result.get(name, "") for result in results.values()]
        table.add_row(name, *(json.dumps(v)[1:-1].replace('"', "") if isinstance(v, dict) else str(v) for v in values))
    out.print(table)


if __name__ == "__main__":
    main()
