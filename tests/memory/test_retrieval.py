"""What is offered for a goal: the right lemma first, for a reason that can be read, and only what is in scope."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lemma_graph import corpus, retrieval, snapshot
from lemma_graph.model import SUPPORT, VACUOUS
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever, in_scope
from lemma_graph.store import Store
from prover_bridge.protocol import Goal, Hypothesis

from .conftest import ENVIRONMENT, Put, hand_made_key

# Statements as Lean prints them: natural numbers, lists, order, divisibility, and a theory with a type of its own.
KNOWN = {
    "Nat.add_comm'": "∀ (a b : Nat), a + b = b + a",
    "Nat.add_assoc'": "∀ (a b c : Nat), a + b + c = a + (b + c)",
    "Nat.mul_comm'": "∀ (a b : Nat), a * b = b * a",
    "Nat.mul_add'": "∀ (a b c : Nat), a * (b + c) = a * b + a * c",
    "Nat.zero_add'": "∀ (n : Nat), 0 + n = n",
    "Nat.succ_inj'": "∀ {a b : Nat}, a.succ = b.succ → a = b",
    "Nat.le_trans'": "∀ {a b c : Nat}, a ≤ b → b ≤ c → a ≤ c",
    "Nat.le_add_right'": "∀ (a b : Nat), a ≤ a + b",
    "dvd_add": "∀ {a b c : Nat}, a ∣ b → a ∣ c → a ∣ b + c",
    "dvd_mul_right": "∀ (a b : Nat), a ∣ a * b",
    "append_nil": "∀ {α : Type} (xs : List α), xs ++ [] = xs",
    "append_assoc": "∀ {α : Type} (xs ys zs : List α), xs ++ ys ++ zs = xs ++ (ys ++ zs)",
    "reverse_append": "∀ {α : Type} (xs ys : List α), (xs ++ ys).reverse = ys.reverse ++ xs.reverse",
    "reverse_reverse": "∀ {α : Type} (xs : List α), xs.reverse.reverse = xs",
    "length_append": "∀ {α : Type} (xs ys : List α), (xs ++ ys).length = xs.length + ys.length",
    "length_reverse": "∀ {α : Type} (xs : List α), List.length (List.reverse xs) = List.length xs",
    "map_append": "∀ {α β : Type} (f : α → β) (xs ys : List α), List.map f (xs ++ ys) = List.map f xs ++ List.map f ys",
    "map_map": "∀ {α β γ : Type} (g : β → γ) (f : α → β) (xs : List α), "
    "List.map g (List.map f xs) = List.map (g ∘ f) xs",
    "and_comm'": "∀ {p q : Prop}, p ∧ q → q ∧ p",
    "not_or'": "∀ {p q : Prop}, ¬(p ∨ q) → ¬p ∧ ¬q",
    "Tree.mirror_mirror": "∀ (t : Tree), Tree.mirror (Tree.mirror t) = t",
    "Tree.size_mirror": "∀ (t : Tree), Tree.size (Tree.mirror t) = Tree.size t",
    "N.add_comm": "∀ (a b : N), a + b = b + a",
}


def goal(target: str, **hypotheses: str) -> Goal:
    return Goal(tuple(Hypothesis(name, kind) for name, kind in hypotheses.items()), target)


@pytest.fixture
def retriever(store: Store, put: Put) -> Retriever:
    for name, statement in KNOWN.items():
        put(name, statement)
    return Retriever(store, ENVIRONMENT)


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ("Nat.add_comm'", goal("x + y * 2 = y * 2 + x", x="Nat", y="Nat")),
        ("N.add_comm", goal("x + y = y + x", x="N", y="N")),
        ("Nat.mul_comm'", goal("n * (m + k) = (m + k) * n", n="Nat", m="Nat", k="Nat")),
        ("Nat.mul_add'", goal("k * (n + m) = k * m + k * n", n="Nat", m="Nat", k="Nat")),
        ("Nat.le_trans'", goal("x ≤ z", x="Nat", y="Nat", z="Nat", h="x ≤ y", h2="y ≤ z")),
        ("dvd_add", goal("d ∣ m + n", d="Nat", m="Nat", n="Nat", h="d ∣ m", h2="d ∣ n")),
        ("dvd_mul_right", goal("k ∣ k * (n + 1)", k="Nat", n="Nat")),
        ("reverse_append", goal("(as ++ [x]).reverse = x :: as.reverse", α="Type", x="α", **{"as": "List α"})),
        ("length_reverse", goal("List.length (List.reverse (y :: l)) = n", l="List Nat", y="Nat", n="Nat")),
        ("map_map", goal("List.map f (List.map h l) = List.map k l", f="β → γ", h="α → β", k="α → γ", l="List α")),
        ("Tree.size_mirror", goal("Tree.size (Tree.mirror (Tree.node l r)) = n", l="Tree", r="Tree", n="Nat")),
        ("not_or'", goal("¬a ∧ ¬b", a="Prop", b="Prop", h="¬(a ∨ b)")),
    ],
)
def test_the_right_lemma_comes_first(retriever: Retriever, wanted: str, asked: Goal) -> None:
    offered = retriever.premises(Query.of_goal(asked), {}, limit=5)
    assert offered[0].lemma.name == wanted, [(p.lemma.name, p.score, p.reason) for p in offered]
    assert offered[0].reason and [p.score for p in offered] == sorted((p.score for p in offered), reverse=True)


def test_the_statement_itself_comes_first_and_says_so(retriever: Retriever) -> None:
    statement = KNOWN["append_assoc"]
    query = Query.of_statement(statement, hand_made_key(statement))
    first = retriever.premises(query, {})[0]
    assert (first.lemma.name, first.channel) == ("append_assoc", "exact")
    assert "very statement" in first.reason
    assert all(p.lemma.name != "append_assoc" for p in retriever.premises(query, {}, exclude=[first.lemma.key]))


def test_what_similar_proofs_used_is_offered(store: Store, put: Put) -> None:
    put("helper", "∀ (n : Odd), Odd.Twisted n")
    put("length_append", "∀ (xs ys : List Nat), (xs ++ ys).length = xs.length + ys.length", uses=[
        "∀ (n : Odd), Odd.Twisted n"
    ])  # fmt: skip
    offered = Retriever(store, ENVIRONMENT).premises(Query("(xs ++ [a]).length = xs.length + 1"), {})
    helper = next(p for p in offered if p.lemma.name == "helper")
    assert helper.channel == "neighbours"
    assert helper.reason.startswith("the proof of length_append uses it; ")


def test_what_closed_the_goal_before_is_offered(store: Store, put: Put) -> None:
    lemma = put("unlikely", "∀ (n : Odd), Odd.Twisted n")
    before = goal("x + y = y + x", x="Nat", y="Nat")
    retriever = Retriever(store, ENVIRONMENT)
    assert not retriever.premises(Query.of_goal(before), {})
    store.helped(store.start_episode("p", ENVIRONMENT), before, [lemma.key], "simp")
    retriever.refresh()
    renamed = goal("a + b = b + a", a="Nat", b="Nat")
    offered = retriever.premises(Query.of_goal(renamed), {})
    assert [(p.lemma.name, p.channel, p.reason) for p in offered] == [
        ("unlikely", "helped", "it closed this goal before")
    ]


def test_only_what_is_in_scope_is_offered(store: Store, put: Put) -> None:
    plain = put("plain", "∀ (n : Nat), double n = n + n")
    local = put("local", "∀ (n : Nat), double n = 2 * n", needs={"double": "content 1"})
    elsewhere = put("elsewhere", "∀ (n : Nat), double n = n * 2", environment="e" * 64)
    put("support", "∀ (n : Nat), double n = n + n + 0", flags=[SUPPORT])
    put("vacuous", "∀ (n : Nat), n < n → double n = n", flags=[VACUOUS])
    retriever, query = Retriever(store, ENVIRONMENT), Query("double k = k + k", (("k", "Nat"),))

    def names(available: dict[str, str]) -> set[str]:
        return {premise.lemma.name for premise in retriever.premises(query, available)}

    assert names({}) == {"plain"}
    assert names({"double": "content 1"}) == {"plain", "local"}
    assert names({"double": "content 2"}) == {"plain"}
    assert in_scope(local, ENVIRONMENT, {"double": "content 1", "more": "x"})
    assert not in_scope(elsewhere, ENVIRONMENT, {}) and in_scope(plain, ENVIRONMENT, {})


def test_new_lemmas_of_another_connection_are_seen_after_refresh(store: Store, put: Put) -> None:
    put("one", "∀ (n : Nat), n + 0 = n")
    with Store.open(store.path) as reader:
        retriever = Retriever(reader, ENVIRONMENT)
        put("two", "∀ (n : Nat), 0 + n = n")
        retriever.refresh()
        assert [lemma.name for lemma in retriever.latest({}, 5)] == ["two", "one"]


def test_answers_are_the_same_from_a_fresh_reading(store: Store, put: Put) -> None:
    grown = Retriever(store, ENVIRONMENT)
    for name, statement in KNOWN.items():
        put(name, statement)
        grown.refresh()
    query = Query("xs ++ [] ++ ys = ys", (("xs", "List Nat"), ("ys", "List Nat")))
    assert grown.premises(query, {}) == Retriever(store, ENVIRONMENT).premises(query, {})


def test_a_large_memory_is_opened_from_its_snapshot(store: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "_KEPT", 20)
    for name, statement in KNOWN.items():
        put(name, statement)
    query = Query("xs ++ [] ++ ys = ys", (("xs", "List Nat"), ("ys", "List Nat")))
    answer = Retriever(store, ENVIRONMENT).premises(query, {})
    folder = snapshot.folder_of(store.path, ENVIRONMENT)
    assert folder.is_dir()
    monkeypatch.setattr(corpus.Corpus, "add", None)  # nothing may be read again
    assert Retriever(store, ENVIRONMENT).premises(query, {}) == answer
    monkeypatch.undo()
    put("append_new", "∀ {α : Type} (xs ys : List α), xs ++ [] ++ ys = xs ++ ys")
    assert Retriever(store, ENVIRONMENT).premises(query, {})[0].lemma.name == "append_new"


def test_reading_a_large_memory_may_be_stopped_and_goes_on(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        put(f"l{number}", f"∀ (n : Nat), f{number} n = n", uses=[f"∀ (n : Nat), f{number - 1} n = n"] * (number > 0))
    query = Query("f7 x = x", (("x", "Nat"),))
    answer = Retriever(store, ENVIRONMENT).premises(query, {})
    monkeypatch.setattr(retrieval, "_ENTRIES", 20)
    add, read = corpus.Corpus.add, []

    def stopped(self: corpus.Corpus, document: corpus.Document) -> int:
        read.append(document.key)
        if len(read) == 25:
            raise KeyboardInterrupt
        return add(self, document)

    monkeypatch.setattr(corpus.Corpus, "add", stopped)
    with pytest.raises(KeyboardInterrupt):
        Retriever(store, ENVIRONMENT)
    again = Retriever(store, ENVIRONMENT)
    assert len(again) == 40 and len(read) < 25 + 30  # the first twenty entries are not read twice
    assert again.premises(query, {}) == answer
    assert Retriever(store, ENVIRONMENT).premises(query, {}) == answer and len(read) < 25 + 30


def test_saving_writes_what_is_new_and_nothing_else(store: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "_KEPT", 20)
    for number in range(400):
        put(f"l{number}", f"∀ (n : Nat), f{number} n = n")
    retriever = Retriever(store, ENVIRONMENT)
    folder = snapshot.folder_of(store.path, ENVIRONMENT)
    large = {path.name for path in folder.glob("symbols-*.npy")}
    for number in range(20):
        put(f"m{number}", f"∀ (n : Nat), g{number} n = n")
    retriever.refresh()
    assert large < {path.name for path in folder.glob("symbols-*.npy")}
    monkeypatch.setattr(corpus.Corpus, "add", None)  # the new ones are there too
    query = Query("g7 x = x", (("x", "Nat"),))
    assert Retriever(store, ENVIRONMENT).premises(query, {})[0].lemma.name == "m7"


def test_an_index_that_goes_further_is_not_overwritten(store: Store, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("one", "∀ (n : Nat), n + 0 = n")
    behind = Retriever(store, ENVIRONMENT)
    monkeypatch.setattr(retrieval, "_KEPT", 1)
    put("two", "∀ (n : Nat), 0 + n = n")
    Retriever(store, ENVIRONMENT)
    folder = snapshot.folder_of(store.path, ENVIRONMENT)
    before = (folder / "head.json").read_bytes()
    behind._save(0)  # as a process does that read the store earlier
    assert (folder / "head.json").read_bytes() == before
    assert len(Retriever(store, ENVIRONMENT)) == 2


def test_a_snapshot_of_another_store_or_a_damaged_one_is_not_used(
    store: Store, put: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(retrieval, "_KEPT", 1)
    put("one", "∀ (n : Nat), n + 0 = n")
    Retriever(store, ENVIRONMENT)
    folder = snapshot.folder_of(store.path, ENVIRONMENT)
    with Store.open(tmp_path / "other.db") as other:
        kept = snapshot.folder_of(other.path, ENVIRONMENT)
        kept.parent.mkdir()
        shutil.copytree(folder, kept)
        assert len(Retriever(other, ENVIRONMENT)) == 0
    for victim in ("head.json", "keys-*.npy"):
        next(folder.glob(victim)).write_bytes(b"{}")
        assert [lemma.name for lemma in Retriever(store, ENVIRONMENT).latest({}, 5)] == ["one"]
