"""A process that adds lemmas to a store as fast as it can: `python -m … STORE FIRST COUNT`; one line for each."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own folder, for the builder

from lemma_graph.model import stable_name
from lemma_graph.store import Store


def main() -> None:
    from memory.conftest import hand_made_key, hand_made_verdict

    path, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with Store.open(path) as store:
        for number in range(first, first + count):
            statement, before = f"{number} = {number}", f"{number - 1} = {number - 1}"
            uses = [before] if number > first else []
            mentioned = stable_name(hand_made_key(before)) if uses else ""
            key = hand_made_key(statement)
            store.add(
                hand_made_verdict(f"l{number}", statement, uses=uses),
                source="theorem …",
                script="rfl",
                environment_name="for tests",
                text=f"theorem {stable_name(key)} : {statement} := by simp [{mentioned}]",
            )
            print(key, flush=True)


if __name__ == "__main__":
    main()
