"""Quick refutation of a statement: small values for its variables that Lean's `decide` finds it false at."""

from __future__ import annotations

import itertools
import re

from lemma_graph.text import telescope

# Small and different, the ones first that most often show a statement false.
_VALUES = {
    "Nat": ("1", "0", "2"),
    "Int": ("1", "(-1)", "0"),
    "Bool": ("true", "false"),
    "Prop": ("False", "True"),
    "Type": ("Nat",),
    "List": ("[1, 2]", "[]", "[0]"),
    "Option": ("(some 1)", "none"),
}
_TYPE = re.compile(r"(Type|Sort)\b.*")


def counterexamples(name: str, statement: str, most: int = 6) -> list[str]:
    """Tactics that close any goal if they find a theorem false: one for each choice of values; empty where its
    variables are of other types. statement: as Lean prints it, with every binder."""
    parts = telescope(statement)
    types: set[str] = set()
    choices: list[tuple[str, ...]] = []
    for binder in parts.binders:
        if binder.style == "[":
            choices.append(("inferInstance",))
            continue
        head = binder.type.strip("() ").split(" ")[0]
        if _TYPE.fullmatch(binder.type):
            types.add(binder.name)
            head = "Type"
        elif binder.type in types:
            head = "Nat"
        elif head in ("List", "Option") and (binder.type.split(" ")[-1] not in {"Nat", "Int", *types}):
            return []
        if head not in _VALUES:
            return []
        choices.append(_VALUES[head])
    if not parts.binders and not parts.hypotheses:
        return [f"exact absurd {name} (by decide)"]
    given = ["(by decide)"] * len(parts.hypotheses)
    # The first choice of each variable, then variations of it: neighbours before what differs everywhere.
    combined = sorted(
        itertools.islice(itertools.product(*(range(len(choice)) for choice in choices)), 500),
        key=lambda picks: (max(picks, default=0), sum(picks)),
    )
    return [
        f"exact absurd (@{name} {' '.join([*(choices[i][pick] for i, pick in enumerate(picks)), *given])}) (by decide)"
        for picks in combined[:most]
    ]
