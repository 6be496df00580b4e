"""The graph of what is known, for analysis and pictures; the hot path uses the store's own indexes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import networkx

from lemma_graph.store import Store


@dataclass(frozen=True)
class Shape:
    """The graph in numbers. depth: lemmas on the longest chain of uses; most_used: (key, lemmas that use it)."""

    lemmas: int
    constants: int
    uses: int
    helped: int
    generalises: int
    depth: int
    most_used: tuple[tuple[str, int], ...]


def build(store: Store, environment: str | None = None) -> networkx.MultiDiGraph:
    """Nodes: lemmas (by key) and library constants (by name), told apart by `kind`.

    Edges, their key being their kind: `uses` from a lemma to what its proofs mention; `helped` from a lemma to the goal
    (its key, kind `goal`) that it closed, with `times`; `generalises` from a lemma to one that it gives;
    `same-up-to-environment` between lemmas of one coarse key, both ways.
    """
    graph = networkx.MultiDiGraph()
    twins: dict[str, list[str]] = {}
    for lemma in store.lemmas(environment):
        graph.add_node(lemma.key, kind="lemma", name=lemma.name, statement=lemma.statement)
        twins.setdefault(lemma.coarse_key, []).append(lemma.key)
    for proof in store.proofs(environment=environment):
        for used in proof.uses:
            if used.key is not None and graph.nodes.get(used.key, {}).get("kind") == "lemma":
                graph.add_edge(proof.lemma, used.key, "uses", kind="uses")
            elif used.module is not None:
                graph.add_node(used.name, kind="constant", name=used.name)
                graph.add_edge(proof.lemma, used.name, "uses", kind="uses")
    for row in store.help_given():
        if row["lemma"] in graph:
            graph.add_node(row["goal_key"], kind="goal", name=row["goal"])
            times = graph.get_edge_data(row["lemma"], row["goal_key"], "helped", {}).get("times", 0)
            graph.add_edge(row["lemma"], row["goal_key"], "helped", kind="helped", times=times + 1)
    for general, special in store.relations(environment):
        if general in graph and special in graph:
            graph.add_edge(general, special, "generalises", kind="generalises")
    for alike in twins.values():
        for one, other in itertools.permutations(alike, 2):
            graph.add_edge(one, other, "same-up-to-environment", kind="same-up-to-environment")
    return graph


def shape(graph: networkx.MultiDiGraph, most: int = 10) -> Shape:
    """Counts, depth and the lemmas that most others use."""
    kinds = dict(graph.nodes(data="kind"))
    lemmas = [node for node, kind in kinds.items() if kind == "lemma"]
    edges = [kind for _, _, kind in graph.edges(keys=True)]
    among_lemmas = networkx.DiGraph((a, b) for a, b, kind in graph.subgraph(lemmas).edges(keys=True) if kind == "uses")
    among_lemmas.add_nodes_from(lemmas)
    used = sorted(among_lemmas.in_degree(), key=lambda item: (-item[1], item[0]))
    # Several proofs of one lemma can use each other's statements in a circle: such a knot counts as one step.
    depth = networkx.dag_longest_path_length(networkx.condensation(among_lemmas)) + 1 if lemmas else 0
    return Shape(
        lemmas=len(lemmas),
        constants=sum(kind == "constant" for kind in kinds.values()),
        uses=edges.count("uses"),
        helped=edges.count("helped"),
        generalises=edges.count("generalises"),
        depth=depth,
        most_used=tuple((key, count) for key, count in used[:most] if count),
    )
