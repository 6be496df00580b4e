"""Which premises that proofs really used does the memory offer? Recall at 1, 10 and 32, without the proof itself.

    python benchmarks/retrieval.py [--store STORE] [--embedding MODEL [--base-url URL]] [--json OUT]

Every theorem is asked for as a goal, while it and all that rests on it are unknown (leave one out): first the theorems
of the compact core, then the lemmas of a store, such as the one that `lemmasmith bench challenges --memory on` fills
(without `--store`, the demonstration is run for it). Found is a premise that the kernel-checked proof term mentions;
what tactics put in by themselves does not count (`core_theorems.PLUMBING`). Compared are each channel alone, the fused
answer, and BM25 with every document scored, over whole identifiers and over split ones. With `--embedding` (`wordllama`
or a model of an endpoint) there is also the dense channel alone, and fusion and ranker with and without it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from core_theorems import core_theorems, dependants
from rich.table import Table

from agent.commands.prove import live_line
from agent.console import err, out
from agent.memory import Memory
from agent.models.embedding import embedder
from agent.models.settings import Embedding
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.run import Limits
from agent.suite import problems, run
from lemma_graph.adjacency import of_pairs
from lemma_graph.channels import Channel
from lemma_graph.channels.dense import text_of_lemma
from lemma_graph.corpus import Corpus, Document
from lemma_graph.model import Lemma
from lemma_graph.query import Query
from lemma_graph.ranker import Pool, Ranker, Record, pool
from lemma_graph.retrieval import Engine
from lemma_graph.store import Store
from lemma_graph.symbols import symbols
from lemma_graph.text import is_identifier, telescope, tokens
from lemma_graph.tiers import best
from lemma_graph.vectors import Embedder, Vectors
from prover_bridge import toolchain

RESULTS = Path(__file__).resolve().parent / "results" / "retrieval.json"
DEPTHS = (1, 10, 32)

Answer = Callable[[Query, frozenset[int]], Sequence[int]]


@dataclass(frozen=True)
class Item:
    """A theorem with numbers of the premises that its proof used, and of what is unknown while it is open."""

    lemma: Lemma
    premises: frozenset[int]
    unknown: frozenset[int]


def of_core() -> list[Item]:
    """The theorems of the core; those with one statement are one item."""
    found = core_theorems()
    number: dict[str, int] = {}
    for theorem in found:
        number.setdefault(theorem.key, len(number))
    by_name = {theorem.name: number[theorem.key] for theorem in found}
    premises: dict[int, set[int]] = {n: set() for n in number.values()}
    firsts: dict[int, Lemma] = {}
    for theorem in found:
        here = number[theorem.key]
        if here not in firsts:
            firsts[here] = as_lemma(theorem.key, theorem.name, theorem.statement)
            premises[here] |= {by_name[name] for name in theorem.premises} - {here}
    return _items([firsts[n] for n in sorted(firsts)], premises)


def of_store(store: Store) -> list[Item]:
    """The lemmas of a store, with the stored lemmas that their proofs use."""
    lemmas = store.lemmas()
    number = {lemma.key: n for n, lemma in enumerate(lemmas)}
    premises: dict[int, set[int]] = {n: set() for n in number.values()}
    for user, used in store.uses_edges():
        if user != used:
            premises[number[user]].add(number[used])
    return _items(lemmas, premises)


def _items(lemmas: Sequence[Lemma], premises: Mapping[int, set[int]]) -> list[Item]:
    above = dependants({str(n): [str(p) for p in used] for n, used in premises.items()})
    return [
        Item(lemma, frozenset(premises[n]), frozenset(int(each) for each in above[str(n)]))
        for n, lemma in enumerate(lemmas)
    ]


def as_lemma(key: str, name: str, statement: str) -> Lemma:
    """A theorem of the library in the shape of a lemma, to be indexed only."""
    return Lemma(
        key, "", name, statement, (), (), "", "", "", "", f"theorem {name}", {}, frozenset(), "core", ""
    )  # fmt: skip


class Bm25:
    """The reference: Okapi BM25 with the usual constants, every document scored."""

    def __init__(self, bags: Sequence[Counter[str]], k1: float = 1.2, b: float = 0.75) -> None:
        self._bags = bags
        average = sum(bag.total() for bag in bags) / max(1, len(bags))
        found_in = Counter(symbol for bag in bags for symbol in bag)
        self._impacts: dict[str, dict[int, float]] = {}
        for number, bag in enumerate(bags):
            norm = k1 * (1 - b + b * bag.total() / average)
            for symbol, count in bag.items():
                rarity = math.log(1 + (len(bags) - found_in[symbol] + 0.5) / (found_in[symbol] + 0.5))
                self._impacts.setdefault(symbol, {})[number] = rarity * count * (k1 + 1) / (count + norm)

    def best(self, query: Iterable[str], without: frozenset[int], limit: int) -> list[int]:
        scores: dict[int, float] = {}
        for symbol in query:
            for number, impact in self._impacts.get(symbol, {}).items():
                scores[number] = scores.get(number, 0.0) + impact
        ranked = sorted(scores.keys() - without, key=lambda n: (-scores[n], n))
        return ranked[:limit]


def whole_identifiers(lemma: Lemma) -> Counter[str]:
    bound = telescope(lemma.statement).names
    return Counter([t for t in tokens(lemma.statement) if is_identifier(t) and t not in bound] + [lemma.name])


def split_identifiers(lemma: Lemma) -> Counter[str]:
    """Identifiers split at dots, case and underscores, operators, and the words of the name."""
    bound = telescope(lemma.statement).names
    return Counter(symbols(lemma.statement, bound) + symbols(lemma.name.replace(".", " ")))


def split_statement(lemma: Lemma) -> Counter[str]:
    """The same without the name, which an open goal may not have."""
    return Counter(symbols(lemma.statement, telescope(lemma.statement).names))


def engine_of(items: Sequence[Item], vectors: Vectors | None = None) -> tuple[Corpus, Engine]:
    """A corpus of the items, and its channels. vectors: for the dense one; they get those of the items."""
    corpus = Corpus()
    for item in items:
        corpus.add(Document(item.lemma.key, item.lemma.name, item.lemma.statement))
    corpus.uses = of_pairs(((n, used) for n, item in enumerate(items) for used in sorted(item.premises)), len(items))
    if vectors is not None:
        texts = [(item.lemma.key, text_of_lemma(item.lemma.name, item.lemma.statement)) for item in items]
        vectors.add([one for one in texts if not vectors.has(one[0])])
    return corpus, Engine(corpus, lambda number: items[number].lemma.name, vectors)


def answers(
    items: Sequence[Item], limit: int, prior: bool = False, embedder: Embedder | None = None
) -> dict[str, Answer]:
    """Everything that is compared, by name."""
    lemmas = [item.lemma for item in items]
    corpus, engine = engine_of(items)
    whole, split = Bm25([*map(whole_identifiers, lemmas)]), Bm25([*map(split_identifiers, lemmas)])

    def of_bm25(index: Bm25, bag: Callable[[Lemma], Counter[str]]) -> Answer:
        def answer(query: Query, unknown: frozenset[int]) -> Sequence[int]:
            number = corpus.number(query.statement_key or "")
            assert number is not None
            return index.best(bag(lemmas[number]), unknown, limit)

        return answer

    def of_channel(channel: Channel) -> Answer:
        def answer(query: Query, unknown: frozenset[int]) -> Sequence[int]:
            return channel.rank(query, corpus.scope({}, unknown=unknown), limit).documents.tolist()

        return answer

    def fused(engine: Engine) -> Answer:
        def answer(query: Query, unknown: frozenset[int]) -> Sequence[int]:
            rankings = engine.rankings(query, engine.corpus.scope({}, unknown=unknown), 4 * limit)
            return engine.fused(rankings, limit)[0].tolist()

        return answer

    def ranked(engine: Engine) -> Answer:
        learned = by_ranker(items, engine.corpus, engine, limit, prior)

        def answer(query: Query, unknown: frozenset[int]) -> Sequence[int]:
            number = corpus.number(query.statement_key or "")
            assert number is not None
            return learned[number]

        return answer

    compared: dict[str, Answer] = {
        "BM25, whole identifiers": of_bm25(whole, lambda one: whole_identifiers(one) - Counter([one.name])),
        "BM25, split identifiers": of_bm25(split, split_statement),
        **{each.name: of_channel(each) for each in engine.channels if each.name not in ("exact", "helped")},
        "fused by rank": fused(engine),
        "ranker": ranked(engine),
    }
    if embedder is not None:
        with tempfile.TemporaryDirectory() as folder:
            vectors = Vectors(embedder, Path(folder))
            _, with_dense = engine_of(items, vectors)
        compared[f"dense ({embedder.name})"] = of_channel(with_dense.channels[-1])
        compared["fused by rank, with dense"] = fused(with_dense)
        compared["ranker, with dense"] = ranked(with_dense)
    return compared


FOLDS, PASSES = 5, 3


def judged_by(
    items: Sequence[Item], corpus: Corpus, engine: Engine, limit: int
) -> tuple[dict[int, Pool], dict[int, Record]]:
    """What the channels find for each theorem that uses something, and what of it was used; none is held out."""
    pools: dict[int, Pool] = {}
    records: dict[int, Record] = {}
    for n, item in enumerate(items):
        if item.premises:
            query = Query.of_statement(item.lemma.statement, item.lemma.key)
            scope = corpus.scope({}, unknown=item.unknown)
            rankings = engine.rankings(query, scope, 4 * limit)
            found = pools[n] = pool(corpus, query, scope, rankings)
            used = np.isin(found.documents, list(item.premises))
            plain = engine.plain(rankings, found.documents)
            records[n] = Record(4 * n + 1, query.kind, found.features, plain, used)
    return pools, records


def by_ranker(
    items: Sequence[Item], corpus: Corpus, engine: Engine, limit: int, prior: bool
) -> dict[int, Sequence[int]]:
    """What the ranker puts first for each theorem, by number.

    prior: as a new memory has it, with nothing learned here. Else it learns from four fifths of the theorems, a fifth
    chosen by key being asked in turn.
    """
    pools, records = judged_by(items, corpus, engine, limit)
    fold = {n: int(items[n].lemma.key[:8], 16) % FOLDS for n in pools}
    rankers = [Ranker() if prior else Ranker({}) for _ in range(FOLDS)]
    for _ in range(0 if prior else PASSES):
        for n, record in records.items():
            for number, ranker in enumerate(rankers):
                if fold[n] != number:
                    ranker.learn(record)
    return {n: found.documents[best(rankers[fold[n]].scores(found), limit)].tolist() for n, found in pools.items()}


def learned_prior(items: Sequence[Item], limit: int) -> dict[str, float]:
    """Weights from all theorems of the core, for `ranker.PRIOR`."""
    _, records = judged_by(items, *engine_of(items), limit)
    ranker = Ranker({})
    for _ in range(PASSES):
        for record in records.values():
            ranker.learn(record)
    return ranker.weight_of()


def measured(items: Sequence[Item], compared: Mapping[str, Answer]) -> dict[str, Any]:
    """For each way to answer: the share of all used premises among the first 1, 10, 32; misses at 10; time."""
    asked = [(n, item) for n, item in enumerate(items) if item.premises]
    used = sum(len(item.premises) for _, item in asked)
    result: dict[str, Any] = {"theorems": len(items), "asked": len(asked), "premises": used, "answers": {}}
    for name, answer in compared.items():
        hits = dict.fromkeys(DEPTHS, 0)
        spent = []
        for _, item in asked:
            query = Query.of_statement(item.lemma.statement, item.lemma.key)
            started = time.perf_counter()
            ranked = answer(query, item.unknown)
            spent.append(time.perf_counter() - started)
            for depth in DEPTHS:
                hits[depth] += len(item.premises.intersection(ranked[:depth]))
        result["answers"][name] = {
            **{f"recall@{depth}": round(hits[depth] / used, 4) for depth in DEPTHS},
            "missed@10": used - hits[10],
            "median_ms": round(sorted(spent)[len(spent) // 2] * 1000, 2),
        }
    return result


async def demonstration(path: Path) -> None:
    """Fill a new store with the proofs of the bundled challenges."""
    with Store.open(path) as store, live_line() as line:
        prover = Prover(
            toolchain.embedded(),
            lambda _: [EmbeddedProposer(0)],
            memory=Memory(store),
            limits=Limits(60.0, 250, 0),
            workers=2,
            progress=line,
        )
        async with prover:
            await run(prover, "challenges", problems("challenges"), lambda *_: None)


def show(title: str, result: Mapping[str, Any]) -> None:
    head = f"{title}: {result['asked']} of {result['theorems']} theorems use {result['premises']} premises"
    table = Table(head, *(f"recall@{depth}" for depth in DEPTHS), "missed@10", "median ms", box=None)
    for name, row in result["answers"].items():
        table.add_row(name, *(f"{row[f'recall@{depth}']:.3f}" for depth in DEPTHS), str(row["missed@10"]),
                      f"{row['median_ms']:.2f}")  # fmt: skip
    out.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store to ask as well (default: the demonstration is run)")
    parser.add_argument("--embedding", help="measure the dense channel too: `wordllama`, or a model of an endpoint")
    parser.add_argument("--base-url", help="of that endpoint")
    parser.add_argument("--prior", action="store_true", help="print the weights that a new ranker begins with")
    parser.add_argument("--json", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    model = embedder(Embedding(arguments.embedding, arguments.base_url))
    results: dict[str, Any] = {}
    items = of_core()
    if arguments.prior:
        out.print(learned_prior(items, max(DEPTHS)))
        return
    results["core"] = measured(items, answers(items, max(DEPTHS), embedder=model))
    show("the core", results["core"])
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.store or Path(folder) / "demonstration.db"
        if arguments.store is None:
            err.print("the demonstration is proved, to fill a store (some minutes)")
            asyncio.run(demonstration(path))
        with Store.open(path, create=False) as store:
            items = of_store(store)
        # The ranker here is the one that a new memory begins with: it has seen the core, and none of these.
        results["demonstration"] = measured(items, answers(items, max(DEPTHS), prior=True, embedder=model))
        show("the demonstration's store", results["demonstration"])
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
