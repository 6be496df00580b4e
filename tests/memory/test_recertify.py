"""After a change of environment, with real Lean: what holds, what is repaired, what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.adding import add_file
from agent.memory import Memory
from agent.repairing import repairer
from agent.run import Limits
from lemma_graph.audit import verify
from lemma_graph.model import Lemma
from lemma_graph.recertify import environments, recertify, stale
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import toolchain

SHAPES = """inductive Shape where
  | round | square

def Shape.other : Shape → Shape
  | round => square
  | square => round
"""
FILE = """import Shapes

theorem other_other (s : Shape) : s.other.other = s := by cases s <;> rfl

theorem other_ne (s : Shape) : s.other = s → False := by
  cases s
  · intro h; cases h
  · intro h; cases h

theorem other_round : Shape.round.other = Shape.square := by rfl

theorem other_four (s : Shape) : s.other.other.other.other = s := by rw [other_other, other_other]
"""
# `other` is the same function on other constructors: proofs by name of a case or by counting them break.
RENAMED = SHAPES.replace("| round | square", "| round | square | flat").replace(
    "  | square => round", "  | square => round\n  | flat => flat"
)


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Iterator[Store]:
    for name, text in (("Shapes", SHAPES), ("File", FILE)):
        (tmp_path / f"{name}.lean").write_text(text)
    (tmp_path / "lean-toolchain").touch()
    added = list(add_file(Memory(store), tmp_path / "File.lean", toolchain.embedded()))
    assert all(each.lemma is not None and each.lemma.reusable for each in added)
    yield store
    certifying.close()


def test_regression_relatives_are_found_in_environments_with_local_modules(filled: Store) -> None:
    [where] = environments(filled, toolchain.embedded())
    assert where.content_hash == filled.lemmas()[0].environment
    given = {lemma.name: lemma.key for lemma in filled.lemmas()}
    filled.file.rows("DELETE FROM related")  # as if they had come by import
    list(Retriever(filled, where.content_hash).relate(where))
    assert filled.related(where.content_hash) == sorted(given.values())
    other = replace(toolchain.embedded(), name="a newer one", content_hash="0" * 64)
    assert list(environments(filled, other)) == []


def names(lemmas: list[Lemma]) -> list[str]:
    return sorted(lemma.name for lemma in lemmas)


def test_nothing_is_stale_in_its_own_environment(filled: Store) -> None:
    assert stale(filled, toolchain.embedded())[0] == []
    told = recertify(filled, toolchain.embedded())
    assert (told.fresh, told.held, told.gone) == (4, [], [])


def test_in_another_toolchain_lemmas_are_stale_until_they_are_certified_there(filled: Store) -> None:
    other = replace(toolchain.embedded(), name="a newer one", content_hash="0" * 64)  # stands for another version
    assert len(stale(filled, other)[0]) == 4
    before = filled.stats().proofs
    told = recertify(filled, other, workers=2)
    assert names(told.held) == ["other_four", "other_ne", "other_other", "other_round"] and told.gone == []
    assert filled.stats().proofs == before + 4 and filled.stats().lemmas == 4  # the same statements
    assert stale(filled, other)[0] == [] and stale(filled, toolchain.embedded())[0] == []
    assert recertify(filled, other).held == []  # what is done is done
    assert verify(filled).findings == ()


@pytest.mark.slow
def test_a_changed_module_breaks_some_and_a_search_repairs_what_it_can(filled: Store) -> None:
    search = repairer(Memory(filled), toolchain.embedded(), Limits(30.0, 100, 0))
    told = recertify(filled, toolchain.embedded(), modules={"Shapes": RENAMED})
    # The whole file no longer compiles (`other_ne` is false now), so nothing in it is certified as it stands.
    assert names([lemma for lemma, _ in told.gone]) == ["other_four", "other_ne", "other_other", "other_round"]
    told = recertify(filled, toolchain.embedded(), modules={"Shapes": RENAMED}, repair=search)
    assert names(told.repaired) == ["other_four", "other_other", "other_round"]
    assert names([lemma for lemma, _ in told.gone]) == ["other_ne"]
    assert filled.stats().lemmas == 7  # `other` means something else now, so these are other statements
    repaired = filled.lemmas()[4:]
    assert names(repaired) == names(told.repaired) and repaired[0].environment != filled.lemmas()[0].environment
    assert verify(filled).findings == ()
