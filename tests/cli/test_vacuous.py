"""A theorem whose hypotheses contradict each other: proved, but told to say nothing, kept, and never offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lemma_graph.model import VACUOUS
from lemma_graph.store import Store

from .conftest import Run

LeanFile = Callable[[str, str], Path]

TEXT = """
theorem nothing (n : Nat) (h : n < 3) (g : 5 < n) : n * n = 100 := by
  sorry
theorem something (n : Nat) (h : n < 3) : n < 4 := by
  sorry
theorem plain (n : Nat) : n + 0 = n := by
  sorry
"""


def test_prove_says_so_and_the_memory_keeps_it_apart(lemmasmith: Run, lean_file: LeanFile, home: Path) -> None:
    file = lean_file("a.lean", TEXT)
    done = lemmasmith("prove", file, "--json")
    found = {theorem["name"]: (theorem["status"], theorem["contradiction"]) for theorem in done.json["theorems"]}
    assert found == {
        "nothing": ("proved", "found"),
        "something": ("proved", "not found"),
        "plain": ("proved", "not tried"),
    }
    with Store.open(home / "memory.db") as store:
        lemmas = {lemma.name: lemma for lemma in store.lemmas()}
        assert VACUOUS in lemmas["nothing"].flags and not lemmas["nothing"].offered
        assert VACUOUS not in lemmas["something"].flags
    again = lemmasmith("prove", file)
    told = " ".join(again.out.split())
    assert again.code == 0 and told.count("its hypotheses contradict each other") == 1
