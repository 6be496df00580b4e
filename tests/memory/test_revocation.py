"""Revoking reaches what stands on a lemma, and nothing else."""

from __future__ import annotations

import pytest

from lemma_graph import revocation
from lemma_graph.audit import verify
from lemma_graph.query import Query
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge.errors import UserError

from .conftest import ENVIRONMENT, Put, hand_made_key, hand_made_verdict
from .test_durability import edit


def names(store: Store) -> set[str]:
    return {lemma.name for lemma in store.lemmas()}


def test_what_stands_on_a_revoked_lemma_goes_with_it(store: Store, put: Put) -> None:
    base = put("base", "0 = 0")
    put("middle", "1 = 1", uses=["0 = 0"])
    put("top", "2 = 2", uses=["1 = 1"])
    put("apart", "3 = 3")
    found = revocation.reach(store, [base.key])
    assert names(store) == {"base", "middle", "top", "apart"}
    assert revocation.revoke(store, [base.key], "wrong definition") == found
    assert [(each.name, each.because is None) for each in found] == [("base", True), ("middle", False), ("top", False)]
    assert names(store) == {"apart"}
    assert verify(store).findings == ()


def test_a_lemma_with_another_proof_stays(store: Store, put: Put) -> None:
    base = put("base", "0 = 0")
    put("two ways", "1 = 1")
    two_ways = put("two ways", "1 = 1", uses=["0 = 0"], proof="by base")
    put("top", "2 = 2", uses=["1 = 1"])
    revocation.revoke(store, [base.key], "")
    assert names(store) == {"two ways", "top"}
    assert len(store.proofs(two_ways.key)) == 1
    assert verify(store).findings == ()


def test_a_text_goes_where_only_a_younger_proof_of_what_it_mentions_is_left(store: Store, put: Put) -> None:
    base = put("base", "0 = 0")
    lemma = put("a", "1 = 1", uses=["0 = 0"])
    put("b", "2 = 2", uses=["1 = 1"])
    put("a", "1 = 1", uses=["2 = 2"], proof="by b")  # a and b would now stand on each other
    revocation.revoke(store, [base.key], "")
    assert names(store) == set()
    assert store.lemma(lemma.key) is None


def test_a_revoked_lemma_is_not_offered_by_a_retriever_that_has_seen_it(store: Store, put: Put) -> None:
    lemma = put("base", "0 + 0 = 0")
    retriever = Retriever(store, ENVIRONMENT)
    assert [premise.lemma.key for premise in retriever.premises(Query("0 + 0 = 0"), {})] == [lemma.key]
    revocation.revoke(store, [lemma.key], "")
    retriever.refresh()
    assert retriever.premises(Query("0 + 0 = 0"), {}) == []


def test_it_is_kept_out_until_it_is_allowed(store: Store, put: Put) -> None:
    base = put("base", "0 = 0")
    put("top", "1 = 1", uses=["0 = 0"])
    revocation.revoke(store, [base.key], "wrong definition")
    assert revocation.keep_out(store, base.key) == "wrong definition"
    assert revocation.keep_out(store, hand_made_key("1 = 1")) is None  # it may be proved in another way
    assert revocation.allow(store, base.key)
    assert revocation.keep_out(store, base.key) is None
    store.add(hand_made_verdict("base", "0 = 0"), source="", script="", environment_name="")
    assert verify(store).findings == ()


@pytest.mark.parametrize("sql", ["UPDATE revoked SET reason = 'another'", "DELETE FROM revoked"])
def test_what_was_revoked_is_audited_too(store: Store, put: Put, sql: str) -> None:
    revocation.revoke(store, [put("base", "0 = 0").key], "wrong")
    edit(store.path, sql)
    assert [finding.subject for finding in verify(store).findings] == ["revoked 1"]


def test_a_revoked_row_that_is_put_back_is_found(store: Store, put: Put) -> None:
    lemma = put("base", "0 = 0")
    put("other", "1 = 1")
    revocation.revoke(store, [lemma.key], "wrong")
    edit(store.path, f"INSERT INTO lemmas SELECT '{lemma.key}', coarse_key, 'base', '{lemma.stable_name}', '0 = 0', "
         "universes, constants, flags, created FROM lemmas")  # fmt: skip
    assert any("put back by hand" in finding.problem for finding in verify(store).findings)


def test_regression_a_revoked_lemma_is_found_by_its_name_or_a_beginning_of_its_key(store: Store, put: Put) -> None:
    one, two = put("one", "1 = 1"), put("two", "2 = 2", uses=["1 = 1"])
    revocation.revoke(store, [one.key], "a test")
    assert {revocation.revoked_key(store, each) for each in ("one", one.key, one.key[:8].upper())} == {one.key}
    for other in ("two", two.key, "x", ""):  # what only stood on it is not kept out
        with pytest.raises(UserError, match="kept out"):
            revocation.revoked_key(store, other)
