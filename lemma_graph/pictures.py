"""Pictures of the graph: one page to look around in, an SVG, and GraphML for other programs.

Lemmas of a theory stand in a block, in layers by what they stand on, each in a cell of its own, so that no two names
ever overlap. The same store gives the same picture.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import networkx

from lemma_graph import graph as graphs
from lemma_graph.metadata import scope
from lemma_graph.model import ARCHIVED, Lemma
from lemma_graph.store import Store

CELL_WIDTH, CELL_HEIGHT, MARGIN, TITLE = 190, 76, 60, 54
_PAGE = Path(__file__).with_name("page.html")
_COLOURS = ("#3b6fb6", "#c2571a", "#3f8f4f", "#8a4fa3", "#b03a5b", "#2f8f96", "#8c6d1f", "#5b5f97", "#7a7a7a")
_NAME_LENGTH = 26
# Of more theories than this, those with fewer lemmas than `_SMALL` share a block.
_MANY_THEORIES, _SMALL, _OTHERS = 12, 4, "other theories"


@dataclass(frozen=True)
class Node:
    """A lemma in the picture. x, y: its place; theory: index of its block; uses: numbers of lemmas it stands on.

    gives, given_by: numbers of lemmas that Lean showed to follow from it, or it from them.
    """

    lemma: Lemma
    script: str
    theory: int
    x: float
    y: float
    uses: tuple[int, ...]
    used_by: tuple[int, ...]
    gives: tuple[int, ...]
    given_by: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """A theory and the rectangle in which its lemmas stand."""

    name: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Picture:
    nodes: tuple[Node, ...]
    blocks: tuple[Block, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of all blocks."""
        return (
            max((block.x + block.width for block in self.blocks), default=CELL_WIDTH),
            max((block.y + block.height for block in self.blocks), default=CELL_HEIGHT),
        )


def draw(store: Store, theory: str | None = None, keys: Collection[str] | None = None) -> Picture:
    """The picture of all lemmas, or of those of one theory, or of those with these keys."""
    lemmas = [
        lemma
        for lemma in store.lemmas()
        if (theory is None or _theory(lemma).lower() == theory.lower()) and (keys is None or lemma.key in keys)
    ]
    number = {lemma.key: i for i, lemma in enumerate(lemmas)}
    scripts: dict[tuple[str, str], str] = {}
    for proof in store.proofs():
        scripts.setdefault((proof.lemma, proof.proof_hash), proof.script)
    edges = dict.fromkeys(
        (number[above], number[below])
        for above, below in store.uses_edges()
        if above in number and below in number and above != below
    )
    uses: list[list[int]] = [[] for _ in lemmas]
    used_by: list[list[int]] = [[] for _ in lemmas]
    for above, below in edges:
        uses[above].append(below)
        used_by[below].append(above)
    depth = _depths(len(lemmas), list(edges))
    gives: list[list[int]] = [[] for _ in lemmas]
    given_by: list[list[int]] = [[] for _ in lemmas]
    for general, special in store.relations():
        if general in number and special in number:
            gives[number[general]].append(number[special])
            given_by[number[special]].append(number[general])
    theories = _theories(lemmas)
    names = sorted(theories, key=lambda name: (-len(theories[name]), name))
    inside = {name: _layers(theories[name], depth, uses) for name in names}
    blocks = _packed([(name, *_extent(inside[name])) for name in names])
    nodes: list[Node | None] = [None] * len(lemmas)
    for index, block in enumerate(blocks):
        for row, members in enumerate(inside[block.name]):
            for column, i in enumerate(members):
                x = block.x + MARGIN / 2 + (column + 0.5) * CELL_WIDTH
                y = block.y + TITLE + (row + 0.5) * CELL_HEIGHT
                script = scripts.get((lemmas[i].key, lemmas[i].proof_hash), "")
                edges_of = (tuple(each[i]) for each in (uses, used_by, gives, given_by))
                nodes[i] = Node(lemmas[i], script, index, x, y, *edges_of)
    return Picture(tuple(node for node in nodes if node is not None), tuple(blocks))


def page(picture: Picture) -> str:
    """One HTML page with everything in it: zoom, search, and for each lemma statement, proof, uses and used-by."""
    data = {
        "size": picture.size,
        "colours": _COLOURS,
        "blocks": [[b.name, b.x, b.y, b.width, b.height] for b in picture.blocks],
        "nodes": [
            {
                "name": node.lemma.name,
                "key": node.lemma.key,
                "statement": node.lemma.statement,
                "proof": node.script,
                "origin": node.lemma.origin,
                "archived": ARCHIVED in node.lemma.flags,
                "theory": node.theory,
                "x": round(node.x),
                "y": round(node.y),
                "uses": node.uses,
                "usedBy": node.used_by,
                "gives": node.gives,
                "givenBy": node.given_by,
            }
            for node in picture.nodes
        ],
    }
    # Text of a lemma is data: it can end neither the script nor the page.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return _PAGE.read_text(encoding="utf-8").replace("/*DATA*/null", text.replace("\u2029", "\\u2029"))


def svg(picture: Picture) -> str:
    """A vector picture: names under every lemma, statements as tooltips."""
    width, height = picture.size
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" font-family="system-ui, sans-serif">',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
    ]
    for index, block in enumerate(picture.blocks):
        colour = _COLOURS[index % len(_COLOURS)]
        parts.append(
            f'<rect x="{block.x + 8:.0f}" y="{block.y + 8:.0f}" width="{block.width - 16:.0f}" '
            f'height="{block.height - 16:.0f}" rx="14" fill="{colour}" fill-opacity="0.06"/>'
        )
        title = escape(_shown(block.name))
        parts.append(
            f'<text x="{block.x + 26:.0f}" y="{block.y + 42:.0f}" font-size="26" fill="{colour}">{title}</text>'
        )
    for node in picture.nodes:
        for below in node.uses:
            other = picture.nodes[below]
            parts.append(
                f'<path d="M{node.x:.0f} {node.y:.0f}C{node.x:.0f} {(node.y + other.y) / 2:.0f} {other.x:.0f} '
                f'{(node.y + other.y) / 2:.0f} {other.x:.0f} {other.y:.0f}" fill="none" stroke="#555" '
                'stroke-opacity="0.22"/>'
            )
    for node in picture.nodes:
        colour = _COLOURS[node.theory % len(_COLOURS)]
        fill = "#ffffff" if ARCHIVED in node.lemma.flags else colour
        name = escape(_short(_shown(node.lemma.name), picture.blocks[node.theory].name))
        parts.append(
            f"<g><title>{escape(_shown(node.lemma.name))} : {escape(_shown(node.lemma.statement))}</title>"
            f'<circle cx="{node.x:.0f}" cy="{node.y:.0f}" r="{radius(len(node.used_by)):.1f}" fill="{fill}" '
            f'stroke="{colour}" stroke-width="2"/><text x="{node.x:.0f}" y="{node.y + 28:.0f}" font-size="12" '
            f'text-anchor="middle" fill="#222" stroke="#fff" stroke-width="3" paint-order="stroke">{name}</text></g>'
        )
    return "\n".join([*parts, "</svg>", ""])


def graphml(store: Store) -> str:
    """The graph of `graph.build` (lemmas, library constants, goals) as GraphML."""
    built = graphs.build(store)
    for _, attributes in built.nodes(data=True):
        attributes |= {name: _shown(value) for name, value in attributes.items() if isinstance(value, str)}
    return "\n".join(networkx.generate_graphml(built)) + "\n"


def radius(used_by: int) -> float:
    """Of a lemma's circle, by how many lemmas stand on it."""
    return 5 + 2.2 * math.sqrt(used_by)


def _shown(text: str) -> str:
    """Text that XML can carry."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def _short(name: str, theory: str) -> str:
    """A name as it fits its cell; in its theory's block a lemma need not say the theory again."""
    name = name.removeprefix(f"{theory}.")
    return name if len(name) <= _NAME_LENGTH else f"{name[: _NAME_LENGTH // 2 - 2]}…{name[1 - _NAME_LENGTH // 2 :]}"


def _theory(lemma: Lemma) -> str:
    found = scope(lemma)
    return found[0] if found else "Logic"


def _theories(lemmas: Sequence[Lemma]) -> dict[str, list[int]]:
    """Numbers of the lemmas of each theory; where there are many theories, the smallest are drawn together."""
    found: dict[str, list[int]] = {}
    for i, lemma in enumerate(lemmas):
        found.setdefault(_theory(lemma), []).append(i)
    if len(found) <= _MANY_THEORIES:
        return found
    large = {name: members for name, members in found.items() if len(members) >= _SMALL}
    rest = sorted(i for name, members in found.items() if name not in large for i in members)
    return {**large, _OTHERS: rest} if rest else large


def _depths(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """For each lemma the longest chain below it; a knot of lemmas with several proofs counts as one step."""
    knots = networkx.condensation(networkx.DiGraph([*edges, *((i, i) for i in range(count))]))
    depth: dict[int, int] = {}
    for knot in reversed(list(networkx.topological_sort(knots))):
        depth[knot] = max((depth[below] + 1 for below in knots.successors(knot)), default=0)
    member: Mapping[int, int] = knots.graph["mapping"] if count else {}
    return [depth[member[i]] for i in range(count)]


def _layers(members: Sequence[int], depth: Sequence[int], uses: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows of a block: what stands on nothing first; a lemma near the middle of what it stands on."""
    columns = max(3, math.ceil(math.sqrt(len(members) * CELL_HEIGHT / CELL_WIDTH * 2.2)))
    by_depth: dict[int, list[int]] = {}
    for i in members:
        by_depth.setdefault(depth[i], []).append(i)
    place: dict[int, float] = {}
    rows: list[list[int]] = []
    for _, layer in sorted(by_depth.items()):

        def middle(i: int) -> float:
            below = [place[j] for j in uses[i] if j in place]
            return sum(below) / len(below) if below else columns / 2

        layer.sort(key=lambda i: (middle(i), i))
        for start in range(0, len(layer), columns):
            row = layer[start : start + columns]
            place.update((i, float(column)) for column, i in enumerate(row))
            rows.append(row)
    return rows


def _extent(rows: Sequence[Sequence[int]]) -> tuple[float, float]:
    widest = max(map(len, rows), default=1)
    return widest * CELL_WIDTH + MARGIN, len(rows) * CELL_HEIGHT + TITLE + MARGIN / 2


def _packed(extents: Sequence[tuple[str, float, float]]) -> list[Block]:
    """Blocks on shelves, the largest first, about as wide as three halves of the height."""
    area = sum(width * height for _, width, height in extents)
    target = max([math.sqrt(area * 1.5), *(width for _, width, _ in extents)])
    blocks: list[Block] = []
    x = y = shelf = 0.0
    for name, width, height in extents:
        if x and x + width > target:
            x, y, shelf = 0.0, y + shelf, 0.0
        blocks.append(Block(name, x, y, width, height))
        x, shelf = x + width, max(shelf, height)
    return blocks
