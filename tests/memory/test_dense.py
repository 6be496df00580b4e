"""Vectors of texts: from a real HTTP server, from a package, kept in files, searched exactly or by a tested index."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agent.models import settings
from agent.models.embedding import EndpointEmbedder, StaticEmbedder, embedder
from lemma_graph.nearest import Nearest
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from lemma_graph.vectors import Vectors
from prover_bridge.errors import UserError
from tests.endpoint import KEY, Endpoint, Reply

from .conftest import ENVIRONMENT, Put

KNOWN = {
    "involution": "∀ (t : Tree), mirror (mirror t) = t",
    "turn_back": "∀ {α : Type} (l : List α), back (back l) = l",
    "grow": "∀ (n : Nat), n < next n",
    "whole": "∀ (s : Set), s ⊆ closure s",
}
# What a model might know: words that mean the same.
ALIKE = {"flip": "mirror", "shrub": "tree", "reversed": "back"}
QUESTION = Query("flip (flip s) = s", (("s", "Shrub"),))


def meaning(text: str) -> list[float]:
    found = np.zeros(64)
    for word in text.lower().replace("(", " ").replace(")", " ").split():
        word = ALIKE.get(word, word)
        if len(word) > 2:
            found[hashlib.sha256(word.encode()).digest()[0] % 64] += 1
    return found.tolist()


def answered(request: dict[str, Any], _: int) -> Reply:
    data = [{"object": "embedding", "index": n, "embedding": meaning(t)} for n, t in enumerate(request["input"])]
    return Reply(200, {"object": "list", "data": data[::-1], "model": "m", "usage": {"total_tokens": 5}})


@pytest.fixture
def filled(store: Store, put: Put) -> Store:
    for name, statement in KNOWN.items():
        put(name, statement)
    return store


def test_an_endpoint_finds_what_shares_no_symbol(filled: Store, endpoint: Endpoint) -> None:
    endpoint.answer = answered
    model = EndpointEmbedder("small", endpoint.url, KEY)
    alone = Retriever(filled, ENVIRONMENT).premises(QUESTION, {})
    assert all(premise.channel != "dense" for premise in alone)
    found = Retriever(filled, ENVIRONMENT, model).premises(QUESTION, {})
    by_text = next(premise for premise in found if "near the goal" in premise.reason)
    assert by_text.lemma.name == "involution"
    assert set(endpoint.paths) == {"/v1/embeddings"} and model.tokens == 10
    assert [len(asked["input"]) for asked in endpoint.asked] == [4, 1]
    # Vectors are kept: another process asks for what is new, and for the question.
    assert Retriever(filled, ENVIRONMENT, EndpointEmbedder("small", endpoint.url, KEY)).premises(QUESTION, {}) == found
    assert [len(asked["input"]) for asked in endpoint.asked] == [4, 1, 1]
    Retriever(filled, ENVIRONMENT, EndpointEmbedder("another", endpoint.url, KEY))
    assert [len(asked["input"]) for asked in endpoint.asked][3:] == [4]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(400, {"error": {"message": "no"}}), "answered 400"),
        (Reply(401, {"error": {"message": f"{KEY} is wrong"}}), "refuses the key"),
        (Reply(200, {"data": []}), "no readable embeddings"),
        (Reply(200, {"data": [{"index": n, "embedding": [1.0] * (n + 1)} for n in range(4)]}), "no readable"),
        (Reply(200, {"data": [{"index": n, "embedding": ["x"]} for n in range(4)]}), "no readable"),
        (Reply(200, "not JSON at all"), "no readable"),
    ],
)
def test_a_model_that_fails_is_told_once_and_left_alone(
    filled: Store, endpoint: Endpoint, caplog: pytest.LogCaptureFixture, reply: Reply, said: str
) -> None:
    endpoint.answer = lambda *_: reply
    caplog.set_level(logging.WARNING)
    retriever = Retriever(filled, ENVIRONMENT, EndpointEmbedder("small", endpoint.url, KEY))
    retriever.refresh()
    assert retriever.premises(QUESTION, {}) == Retriever(filled, ENVIRONMENT).premises(QUESTION, {})
    warned = [record.getMessage() for record in caplog.records if record.name.startswith("lemma_graph")]
    assert len(warned) == 1 and said in warned[0] and KEY not in caplog.text
    assert len(endpoint.asked) == 1


def test_a_static_model_of_a_package(filled: Store) -> None:
    pytest.importorskip("wordllama")
    found = Retriever(filled, ENVIRONMENT, StaticEmbedder()).premises(Query("n < bigger n", (("n", "Nat"),)), {})
    assert any("near the goal" in premise.reason for premise in found)


class Hashing:
    """Stands for a model: a random vector for each text."""

    name = "hashing"

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: list[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        self.asked += len(texts)
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) for text in texts]
        return np.array([np.random.default_rng(seed).normal(size=16) for seed in seeds], dtype=np.float32)


def test_files_of_vectors_survive_a_writer_that_died(tmp_path: Path) -> None:
    keys = [hashlib.sha256(bytes([n])).hexdigest() for n in range(9)]
    first = Vectors(Hashing(), tmp_path)
    first.add([(key, f"text {n}") for n, key in enumerate(keys[:6])])
    (folder,) = tmp_path.iterdir()
    for name in ("rows", "keys"):  # it died within a row, and within a key
        with (folder / name).open("ab") as file:
            file.write(b"half")
    again = Vectors(Hashing(), tmp_path)
    assert len(again) == 6 and again.has(keys[5]) and not again.has(keys[6])
    again.add([(key, f"text {n}") for n, key in enumerate(keys[6:], 6)])
    for n in (0, 5, 6, 8):
        assert again.find(f"text {n}", 3)[0][0] == keys[n]
    third = Vectors(Hashing(), tmp_path)
    assert len(third) == 9
    for n, key in enumerate(keys):
        assert third.find(f"text {n}", 3)[0][0] == key


def test_an_index_that_is_not_exact_knows_its_recall() -> None:
    chance = np.random.default_rng(5)
    themes = chance.normal(size=(60, 32))
    rows = (themes[chance.integers(0, 60, 6000)] + 0.4 * chance.normal(size=(6000, 32))).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index, exact = Nearest(rows.astype(np.float16), exact=1000), Nearest(rows.astype(np.float16))
    assert 0.95 <= index.recall < 1.0 and exact.recall == 1.0
    questions = [rows[n] + 0.3 * rows[n + 1] for n in range(0, 200, 2)]
    same = sum(len(set(index.find(q, 10)[0].tolist()) & set(exact.find(q, 10)[0].tolist())) for q in questions)
    assert same >= 0.85 * 1000
    assert exact.find(rows[77], 1)[0].tolist() == [77]


def test_what_no_index_finds_is_compared_exactly() -> None:
    rows = np.random.default_rng(6).normal(size=(3000, 256)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = Nearest(rows, exact=1000)
    question = rows[3] + rows[4]
    assert index.recall >= 0.95
    assert index.find(question, 10)[0].tolist() == Nearest(rows).find(question, 10)[0].tolist()


def test_settings_name_the_model(tmp_path: Path) -> None:
    file = tmp_path / settings.FILE
    assert embedder(settings.load(tmp_path).embedding) is None
    file.write_text('[embedding]\nmodel = "m"\nbase_url = "http://localhost:1/v1"\n', encoding="utf-8")
    assert settings.load(tmp_path).embedding == settings.Embedding("m", "http://localhost:1/v1")
    for wrong in ('api_key = "sk-1"', "model = 3", "size = 3"):
        file.write_text(f"[embedding]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(UserError, match="embedding"):
            settings.load(tmp_path)
