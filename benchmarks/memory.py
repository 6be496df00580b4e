"""The memory at scale: inserts, questions, start-up and size, beside FTS5, vectors and networkx.

    python benchmarks/memory.py [--sizes 10000 100000 1000000] [--questions 300] [--folder DIR] [--json OUT]

The store holds recombined expressions (`synthetic`), which no proof can load; it is filled in the order of the keys.
Questions are recombinations that it does not hold. Start-up is measured in a new process, from opening the store to the
first answer, with the index there; p50 and p99 are of one process that has answered a few questions. Recall of the
symbol channel is measured against itself with every document scored; a document with the score of the tenth is as good
as the tenth. Single inserts, each its own durable transaction, are made into the full store. Peers work on the same
documents: FTS5 with OR over the split symbols; 256 hashed dimensions of the same symbols compared with every document
(`numpy`) and through HNSW (`hnswlib`, of the optional group `peers`); the graph of documents and symbols in networkx. A
stored folder is used again, and so are statements and results that are there.
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
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from core_theorems import core_theorems
from rich.table import Table
from synthetic import ENVIRONMENT, Recombination, Synthetic, in_order_of_keys, kept_statements, loading, put_in

from agent.console import err, out
from lemma_graph.postings import SymbolIndex, symbol_hash
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store

RESULTS = Path(__file__).resolve().parent / "results" / "memory.json"
SEED, OTHER_SEED = 7, 8
ONE_BY_ONE = 300
DIMENSIONS = 256
BULK, CACHE_KB, HUGE = 25_000, 400_000, 2_000_000
SMALL = 100_000  # above that no HNSW is built: it takes minutes
DEPTH = 10  # of recall

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
    """Write the statements in bulk, in the order of their keys, so that the store's trees grow at their ends: durably,
    or, above `HUGE`, as a load that is begun anew where it breaks off."""
    every = in_order_of_keys(kept_statements(made, core_theorems, SEED, size), made)
    with Store.open(path) as store:
        store.file.db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        spent, waiting = 0.0, list(next(every))
        started = time.perf_counter()
        with loading(store) if size > HUGE else nullcontext():
            while waiting:
                spent += time.perf_counter() - started
                while len(waiting) < BULK and (more := next(every, None)) is not None:
                    waiting += more
                started = time.perf_counter()
                put_in(store, waiting)
                waiting = []
        spent += time.perf_counter() - started
    return {"inserts_per_second_in_bulk": round(size / spent)}


def ours(path: Path, questions: Sequence[Synthetic], keys: Sequence[str], result: dict[str, Any]) -> None:
    """Fills `result` as it goes, so that a run that is stopped leaves what it measured."""
    folder = path.with_name(path.name + ".index")
    if not folder.exists():
        started, began = time.perf_counter(), time.process_time()
        with Store.open(path) as store:
            Retriever(store, ENVIRONMENT)
        result["index_build_s"] = round(time.perf_counter() - started, 1)
        result["index_build_cpu_s"] = round(time.process_time() - began, 1)
    result["store_mb"] = round(path.stat().st_size / 1e6)
    result["index_mb"] = round(sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6)
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

        def whole(one: Synthetic) -> None:
            retriever.premises(Query.of_statement(one.statement), {})

        result["whole answer"] = timed(questions, whole)
        retriever.ranker.serves = lambda kind: True  # type: ignore[method-assign]
        result["whole answer, ordered by the ranker"] = timed(questions, whole)
        del retriever.ranker.serves
        result["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        result[f"recall@{DEPTH} of the symbol channel"] = symbol_recall(
            corpus.symbols, questions[: 60 if len(retriever) <= 2 * SMALL else 10]
        )
        new = Recombination(core_theorems(), OTHER_SEED + len(retriever)).statements(ONE_BY_ONE)
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


def symbol_recall(index: SymbolIndex, questions: Sequence[Synthetic]) -> float:
    found = 0
    for question in questions:
        symbols = Query.of_statement(question.statement).symbols
        enough = index.exhaustive(symbols, DEPTH)[1][-1] * (1 - 1e-4)
        found += int((index.ranked(symbols, DEPTH)[1] >= enough).sum())
    return round(found / (DEPTH * len(questions)), 3)


def bags(path: Path) -> Iterator[tuple[Any, Any]]:
    """For some documents at a time: hashes of their symbols one behind the other, and where each begins and ends."""
    with Store.open(path) as store:
        for segment in Retriever(store, ENVIRONMENT).engine.corpus.symbols.tiers.segments:
            for start in range(0, segment.size, 50_000):
                row = segment.row[start : start + 50_001]
                yield segment.vocabulary.take(segment.symbol[row[0] : row[-1]]), row - row[0]


def fts5(path: Path, questions: Sequence[Synthetic]) -> dict[str, Any]:
    """SQLite's full-text search by BM25, OR over all symbols of the question."""
    file = path.with_suffix(".fts")
    file.unlink(missing_ok=True)
    db = sqlite3.connect(file)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', detail='none')")
    started = time.perf_counter()
    for hashes, row in bags(path):
        words = [f"s{code:x}" for code in hashes.tolist()]
        ends = row.tolist()
        texts = ((" ".join(words[a:b]),) for a, b in pairwise(ends))
        db.executemany("INSERT INTO t (words) VALUES (?)", texts)
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
    done = 0
    for hashes, row in bags(path):
        count = min(len(row) - 1, size - done)
        owner = np.repeat(np.arange(len(row) - 1), np.diff(row))
        sign = np.where(hashes >> np.uint64(32) & np.uint64(1), 1.0, -1.0)
        at = owner * DIMENSIONS + (hashes % np.uint64(DIMENSIONS)).astype(np.int64)
        some = np.bincount(at, weights=sign, minlength=(len(row) - 1) * DIMENSIONS).reshape(-1, DIMENSIONS)[:count]
        matrix[done : done + count] = some / np.maximum(1e-6, np.linalg.norm(some, axis=1, keepdims=True))
        done += count
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


def networkx_graph(path: Path, questions: Sequence[Synthetic]) -> dict[str, Any]:
    """Loading the graph of lemmas and symbols in a process of its own, and counting who shares most symbols."""
    script = """
import json, resource, sys, time
from collections import Counter
sys.path.insert(0, sys.argv[2])
import networkx
from memory import bags, timed
from pathlib import Path
asked = json.load(sys.stdin)
edges, number = [], 0
for hashes, row in bags(Path(sys.argv[1])):
    codes, ends = hashes.tolist(), row.tolist()
    for a, b in zip(ends, ends[1:]):
        edges.append((number, [str(code) for code in codes[a:b]]))
        number += 1
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.perf_counter()
graph = networkx.Graph()
for number, symbols in edges:
    graph.add_edges_from((number, symbol) for symbol in symbols)
taken = time.perf_counter() - started
memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
def ask(symbols):
    counts = Counter()
    for symbol in symbols:
        if symbol in graph:
            counts.update(list(graph[symbol]))
    return counts.most_common(16)
print(json.dumps({"load_s": round(taken, 1), "memory_mb": round(memory), **timed(asked, ask)}))
"""
    asked = [[str(symbol_hash(s)) for s in Query.of_statement(q.statement).symbols] for q in questions[:60]]
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(Path(__file__).parent)],
        input=json.dumps(asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=Path("memory-benchmark"))
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--only-peers", action="store_true")
    parser.add_argument("--json", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    questions = list(Recombination(core_theorems(), OTHER_SEED).statements(arguments.questions))
    results: dict[str, Any] = {}
    if arguments.json.is_file():
        results = json.loads(arguments.json.read_text(encoding="utf-8"))

    def put(size: int, found: dict[str, Any]) -> None:
        results[str(size)] = results.get(str(size), {}) | found
        ordered = {key: results[key] for key in sorted(results, key=int)}
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")

    for size in arguments.sizes:
        path = arguments.folder / f"synthetic-{size}.db"
        if not path.exists():
            err.print(f"{size:,} statements are written")
            put(size, fill(path, size, arguments.folder / "statements"))
        with sqlite3.connect(path) as db:
            keys = [row[0] for row in db.execute("SELECT key FROM lemmas WHERE rowid % ? = 0", (max(1, size // 400),))]
        if not arguments.only_peers:
            err.print(f"{size:,}: ours")
            found: dict[str, Any] = {}
            try:
                ours(path, questions, keys, found)
            finally:
                put(size, found)
        if not arguments.no_peers:
            err.print(f"{size:,}: peers")
            put(size, {"FTS5": fts5(path, questions)})
            put(size, vectors(path, questions, size))
            put(size, {"networkx": networkx_graph(path, questions)})
    table = Table("", *(f"{int(size):,}" for size in results), box=None)
    for name in dict.fromkeys(name for result in results.values() for name in result):
        values = [result.get(name, "") for result in results.values()]
        table.add_row(name, *(json.dumps(v)[1:-1].replace('"', "") if isinstance(v, dict) else str(v) for v in values))
    out.print(table)


if __name__ == "__main__":
    main()
