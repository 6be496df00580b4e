"""The memory at scale: inserts, questions, start-up and size, beside FTS5, vectors and networkx.

    python benchmarks/memory.py [--sizes 10000 100000 1000000] [--questions 300] [--folder DIR] [--json OUT]

The store holds recombined expressions (`synthetic`), which no proof can load; it is filled in the order of the keys.
Questions are recombinations that it does not hold, and each is asked once.

A whole answer is timed in processes of its own, from a goal's text to the lemmas and reasons, in two states of the
machine: *cached*, the files of store and index are in the system's page cache, as after other processes used them; and
*uncached*, they are not in memory at all (the system is asked to drop these files, no others). Reported are start-up
(imports, opening, first answer), the first 20 questions, and those behind them. Channels are timed in one process that
has answered a few questions. Times by the clock and of the thread's processor time are both kept: others on the machine
disturb the latter less.

Recall of the symbol channel is measured against itself with every document scored; a document with the score of the
tenth is as good as the tenth. Single inserts, each its own durable transaction, are made into the full store.

Peers work on the same documents, and take turns with the memory, ten questions each: FTS5 with OR over the split
symbols; 256 hashed dimensions of the same symbols compared with every document (`numpy`) and through HNSW (`hnswlib`,
of the optional group `peers`); the graph of documents and symbols in networkx. A peer that would need more than four
gigabytes, or ten minutes, is left out, and the result says so. A stored folder is used again, and so are statements
and results that are there.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
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
DEPTH = 10  # of recall
FIRST, TURN, PEER_QUESTIONS = 20, 10, 60
MOST_SECONDS, MOST_BYTES, BYTES_OF_AN_EDGE = 600.0, 4e9, 250  # of a peer

START_UP = """
import json, sys, time
began = time.perf_counter()
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
imported = time.perf_counter()
asked = json.load(sys.stdin)
opening = time.perf_counter()
retriever = Retriever(Store.open(sys.argv[1], create=False), sys.argv[2])
opened = time.perf_counter()
taken, processor = [], []
for statement in asked:
    started, before = time.perf_counter(), time.thread_time()
    retriever.premises(Query.of_statement(statement), {})
    processor.append((time.thread_time() - before) * 1000)
    taken.append((time.perf_counter() - started) * 1000)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
own, mapped = (int(status[name].split()[0]) // 1024 for name in ("RssAnon", "RssFile"))
print(json.dumps([imported - began, opened - opening, taken, processor, own, mapped]))
"""


def timed(questions: Sequence[Any], ask: Callable[[Any], object]) -> dict[str, float]:
    """Milliseconds of one question, after a few to warm up."""
    for question in questions[:FIRST]:
        ask(question)
    return in_turns({"": (ask, questions)})[""]


def in_turns(asked: Mapping[str, tuple[Callable[[Any], object], Sequence[Any]]]) -> dict[str, dict[str, float]]:
    """Milliseconds of one question for each way to answer, ten questions of each in turn."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    processor: dict[str, list[float]] = {name: [] for name in asked}
    for start in range(0, max(len(questions) for _, questions in asked.values()), TURN):
        for name, (ask, questions) in asked.items():
            for question in questions[start : start + TURN]:
                started, began = time.perf_counter(), time.thread_time()
                ask(question)
                processor[name].append((time.thread_time() - began) * 1000)
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: spread(taken[name], processor[name]) for name in asked}


def spread(taken: Sequence[float], processor: Sequence[float]) -> dict[str, float]:
    last = int(0.99 * len(taken))
    return {
        "p50_ms": round(statistics.median(taken), 3), "p99_ms": round(sorted(taken)[last], 3),
        "cpu_p50_ms": round(statistics.median(processor), 3), "cpu_p99_ms": round(sorted(processor)[last], 3),
    }  # fmt: skip


def whole_answers(path: Path, questions: Sequence[Synthetic], dropped: bool) -> dict[str, Any]:
    """A new process that opens the store and answers. dropped: its files are taken out of the page cache before."""
    if dropped:
        for file in (path, *path.with_name(path.name + ".index").rglob("*")):
            if file.is_file():
                descriptor = os.open(file, os.O_RDONLY)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)
    done = subprocess.run(
        [sys.executable, "-c", START_UP, str(path), ENVIRONMENT],
        input=json.dumps([one.statement for one in questions]), capture_output=True, text=True, check=True,
    )  # fmt: skip
    imports, opening, taken, processor, own, mapped = json.loads(done.stdout)
    return {
        "imports_s": round(imports, 3), "opening_s": round(opening, 3), "first_ms": round(taken[0], 1),
        f"first {FIRST}": spread(taken[:FIRST], processor[:FIRST]), "then": spread(taken[FIRST:], processor[FIRST:]),
        "memory_mb": own, "mapped_mb": mapped,
    }  # fmt: skip


def fill(path: Path, size: int, made: Path) -> dict[str, Any]:
    """Write the statements in bulk, in the order of their keys, so that the store's trees grow at their ends: durably,
    or, above `HUGE`, as a load that is begun anew where it breaks off."""
    every = in_order_of_keys(kept_statements(made, core_theorems, SEED, size), made)
    with Store.open(path) as store:
        store.file.db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        waiting = list(next(every))  # all of them are in order now
        started, reading = time.perf_counter(), 0.0
        with loading(store) if size > HUGE else nullcontext():
            while waiting:
                before = time.perf_counter()
                while len(waiting) < BULK and (more := next(every, None)):
                    waiting += more
                reading += time.perf_counter() - before
                put_in(store, waiting)
                waiting = next(every, [])
        spent = time.perf_counter() - started - reading
        assert store.stats().lemmas == size
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
    whole_answers(path, questions[: 2 * FIRST], dropped=False)
    # The lesser of three by the median, since other work on the machine only adds.
    result["cached"] = min(
        (whole_answers(path, questions, dropped=False) for _ in range(3)), key=lambda one: one["then"]["p50_ms"]
    )
    result["uncached"] = whole_answers(path, questions, dropped=True)
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

        retriever.ranker.serves = lambda kind: True  # type: ignore[method-assign]
        result["whole answer, ordered by the ranker"] = in_turns(
            {"": (lambda one: retriever.premises(Query.of_statement(one.statement), {}), questions)}
        )[""]
        del retriever.ranker.serves
        result[f"recall@{DEPTH} of the symbol channel"] = symbol_recall(
            corpus.symbols, questions[: 60 if len(retriever) <= 200_000 else 10 if len(retriever) <= HUGE else 3]
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


Peer = tuple[dict[str, Any], Callable[[Synthetic], object]]


def fts5(path: Path, file: Path) -> Peer:
    """SQLite's full-text search by BM25, OR over all symbols of the question."""
    file.unlink(missing_ok=True)
    db = sqlite3.connect(file)
    db.execute("CREATE VIRTUAL TABLE t USING fts5(words, content='', detail='none')")
    started = time.perf_counter()
    for hashes, row in bags(path):
        words = [f"s{code:x}" for code in hashes.tolist()]
        texts = ((" ".join(words[a:b]),) for a, b in pairwise(row.tolist()))
        db.executemany("INSERT INTO t (words) VALUES (?)", texts)
    db.commit()
    built = time.perf_counter() - started

    def ask(question: Synthetic) -> object:
        words = " OR ".join(_words(Query.of_statement(question.statement).symbols).split())
        return db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 16", (words,)).fetchall()

    return {"build_s": round(built, 1), "mb": round(file.stat().st_size / 1e6)}, ask


def _words(symbols: Any) -> str:
    return " ".join(f"s{symbol_hash(symbol):x}" for symbol in symbols)


def vector(symbols: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Symbols hashed to signed dimensions, of length one."""
    found = np.zeros(DIMENSIONS, dtype=np.float32)
    for symbol in symbols:
        code = symbol_hash(symbol)
        found[code % DIMENSIONS] += 1.0 if code >> 32 & 1 else -1.0
    return found / max(1e-6, float(np.linalg.norm(found)))


def vectors(path: Path, questions: Sequence[Synthetic], size: int) -> dict[str, Peer]:
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

    def asked(question: Synthetic) -> Any:
        return vector(Query.of_statement(question.statement).symbols)

    def brute(question: Synthetic) -> Any:
        scores = matrix @ asked(question)
        front = np.argpartition(-scores, 16)[:16]
        return front[np.argsort(-scores[front])]

    found: dict[str, Peer] = {"brute force": ({"mb": round(matrix.nbytes / 1e6)}, brute)}
    import hnswlib

    index = hnswlib.Index("ip", DIMENSIONS)
    index.init_index(size, ef_construction=100, M=16, random_seed=1)
    started = time.perf_counter()
    for start in range(0, size, 10_000):
        index.add_items(matrix[start : start + 10_000], num_threads=1)
        if time.perf_counter() - started > MOST_SECONDS:
            said = f"left out: {MOST_SECONDS:.0f} s were enough for {start + 10_000:,} of {size:,} vectors"
            return found | {"HNSW": ({"left out": said}, lambda _: None)}
    built = time.perf_counter() - started
    index.set_ef(64)
    hits = sum(
        len(set(index.knn_query(asked(q), 10, num_threads=1)[0][0].tolist()) & set(brute(q)[:10].tolist()))
        for q in questions
    )
    told = {"build_s": round(built, 1), "recall@10": round(hits / (10 * len(questions)), 3)}
    return found | {"HNSW": (told, lambda question: index.knn_query(asked(question), 16, num_threads=1))}


def peers(path: Path, questions: Sequence[Synthetic], size: int) -> dict[str, Any]:
    """The memory and its peers in turns, each ten questions; networkx by itself, since it fills the memory."""
    some = questions[: FIRST + PEER_QUESTIONS]
    file = path.with_suffix(".fts")
    found = {"FTS5": fts5(path, file), **vectors(path, some[:FIRST], size)}
    with Store.open(path) as store:
        retriever = Retriever(store, ENVIRONMENT)
        asks: dict[str, Callable[[Synthetic], object]] = {
            "the memory, beside its peers": lambda one: retriever.premises(Query.of_statement(one.statement), {}),
            **{name: ask for name, (told, ask) in found.items() if "left out" not in told},
        }
        for ask in asks.values():
            for question in some[:FIRST]:
                ask(question)
        times = in_turns({name: (ask, some[FIRST:]) for name, ask in asks.items()})
    file.unlink()
    result: dict[str, Any] = {name: times.get(name, {}) for name in (*asks, *found)}
    for name, (told, _) in found.items():
        result[name] = {**result[name], **told}
    return result


def networkx_graph(path: Path, questions: Sequence[Synthetic]) -> dict[str, Any]:
    """Loading the graph of lemmas and symbols in a process of its own, and counting who shares most symbols."""
    edges = sum(int(row[-1]) for _, row in bags(path))
    if edges * BYTES_OF_AN_EDGE > MOST_BYTES:
        return {"left out": f"{edges:,} edges would need about {edges * BYTES_OF_AN_EDGE / 1e9:.0f} GB"}
    script = """
import json, sys, time
from collections import Counter
sys.path.insert(0, sys.argv[2])
import networkx
from memory import bags, timed
from pathlib import Path
asked = json.load(sys.stdin)
def own():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("RssAnon")) / 1024
before, taken, number, graph = own(), 0.0, 0, networkx.Graph()
for hashes, row in bags(Path(sys.argv[1])):
    codes, ends = [str(code) for code in hashes.tolist()], row.tolist()
    started = time.perf_counter()
    for a, b in zip(ends, ends[1:]):
        graph.add_edges_from((number, symbol) for symbol in codes[a:b])
        number += 1
    taken += time.perf_counter() - started
memory = own() - before
def ask(symbols):
    counts = Counter()
    for symbol in symbols:
        if symbol in graph:
            counts.update(list(graph[symbol]))
    return counts.most_common(16)
print(json.dumps({"load_s": round(taken, 1), "memory_mb": round(memory), **timed(asked, ask)}))
"""
    asked = [[str(symbol_hash(s)) for s in Query.of_statement(q.statement).symbols] for q in questions[:PEER_QUESTIONS]]
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
            some = range(1, size, max(1, size // 400))
            keys = [db.execute("SELECT key FROM lemmas WHERE rowid = ?", (n,)).fetchone()[0] for n in some]
        if not arguments.only_peers:
            err.print(f"{size:,}: ours")
            found: dict[str, Any] = {}
            try:
                ours(path, questions, keys, found)
            finally:
                put(size, found)
        if not arguments.no_peers:
            err.print(f"{size:,}: peers")
            put(size, peers(path, questions, size))
            put(size, {"networkx": networkx_graph(path, questions)})
    show(results)


def show(results: Mapping[str, Mapping[str, Any]]) -> None:
    """A column for each size; times as median / slowest of a hundred, in milliseconds, by the clock and of the
    processor."""
    table = Table("", *(f"{int(size):,}" for size in results), box=None)
    for name in dict.fromkeys(name for result in results.values() for name in result):
        inner = [result.get(name, "") for result in results.values()]
        if name in ("cached", "uncached"):
            for part in dict.fromkeys(part for one in inner if one for part in one):
                table.add_row(f"{name}: {part}", *(_cell(one.get(part, "")) if one else "" for one in inner))
        else:
            table.add_row(name, *map(_cell, inner))
    out.print(table)


def _cell(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "left out" in value:
        return str(value["left out"])
    pairs = [("p50_ms", "p99_ms", ""), ("cpu_p50_ms", "cpu_p99_ms", "cpu "), ("p50_ms", "max_ms", "")]
    shown = [f"{word}{value[a]:.1f} / {value[b]:.1f}" for a, b, word in pairs if a in value and b in value]
    rest = {k: v for k, v in value.items() if not k.endswith("_ms")}
    return ", ".join([*shown, *(f"{k} {v}" for k, v in rest.items())])


if __name__ == "__main__":
    main()
