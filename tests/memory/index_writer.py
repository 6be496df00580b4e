"""A process that adds lemmas to a store and saves the index after each: `python -m … STORE FIRST COUNT`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own folder, for the builder

from lemma_graph import retrieval
from lemma_graph.model import stable_name
from lemma_graph.retrieval import Retriever
from lemma_graph.store import Store


def main() -> None:
    from memory.conftest import ENVIRONMENT, hand_made_key, hand_made_verdict

    retrieval._KEPT = 1
    path, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with Store.open(path) as store:
        retriever = Retriever(store, ENVIRONMENT)
        for number in range(first, first + count):
            statement = f"∀ (n : Nat), f{number} n + 0 = f{number % 7} n"
            text = f"theorem {stable_name(hand_made_key(statement))} : {statement} := by simp"
            verdict = hand_made_verdict(f"l{number}", statement)
            store.add(verdict, source="theorem …", script="simp", environment_name="for tests", text=text)
            retriever.refresh()
            print(number, flush=True)


if __name__ == "__main__":
    main()
