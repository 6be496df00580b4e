"""Pictures of the graph: everything is in them, nothing overlaps, and a lemma's text stays text."""

from __future__ import annotations

import html
import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from lemma_graph import pictures
from lemma_graph.model import ARCHIVED
from lemma_graph.store import Store

from .conftest import Put

HOSTILE = "</script><script>document.title = 'taken'</script><b>"


@pytest.fixture
def filled(store: Store, put: Put) -> Store:
    base = put("base", "0 = 0")
    put("middle", "1 = 1", uses=["0 = 0"])
    put(HOSTILE, "∀ a b, a < b → b > a & a ≠ b", uses=["1 = 1", "0 = 0"])
    store.change_flags({base.key: {ARCHIVED}})
    return store


def test_layers_follow_what_stands_on_what(filled: Store) -> None:
    nodes = {node.lemma.name: node for node in pictures.draw(filled).nodes}
    assert nodes["base"].y < nodes["middle"].y < nodes[HOSTILE].y
    assert [len(nodes[name].used_by) for name in ("base", "middle", HOSTILE)] == [2, 1, 0]


def test_no_two_lemmas_share_a_cell_and_blocks_do_not_overlap(store: Store, put: Put) -> None:
    for number in range(120):
        uses = [f"{number - 1} = {number - 1}"] if number % 7 else []
        put(f"l{number}", f"{number} = {number}", uses=uses)
    picture = pictures.draw(store)
    assert len({(node.x, node.y) for node in picture.nodes}) == 120
    for one, two in itertools.combinations(picture.nodes, 2):
        assert abs(one.x - two.x) >= pictures.CELL_WIDTH or abs(one.y - two.y) >= pictures.CELL_HEIGHT
    for a, b in itertools.combinations(picture.blocks, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y


def test_small_theories_share_a_block_where_there_are_many(store: Store, put: Put) -> None:
    for number in range(30):
        for copy in range(5 if number < 2 else 1):
            lemma = put(f"l{number}_{copy}", f"{number} + {copy} = {number} + {copy}")
            edit = "UPDATE lemmas SET constants = ? WHERE key = ?"
            store.file.rows(edit, [json.dumps([f"T{number}.c"]), lemma.key])
    blocks = pictures.draw(store).blocks
    assert [block.name for block in blocks] == ["other theories", "T0", "T1"]


def test_relatives_are_in_the_page(filled: Store) -> None:
    general, special = filled.get("base"), filled.get("middle")
    filled.record_related(general.environment, special.key, [(general.key, special.key)])
    nodes = {node.lemma.name: node for node in pictures.draw(filled).nodes}
    at = {node.lemma.name: number for number, node in enumerate(pictures.draw(filled).nodes)}
    assert nodes["base"].gives == (at["middle"],) and nodes["middle"].given_by == (at["base"],)


def test_the_same_store_gives_the_same_page(filled: Store) -> None:
    assert pictures.page(pictures.draw(filled)) == pictures.page(pictures.draw(filled))


def test_the_svg_is_one_and_has_every_name(filled: Store) -> None:
    root = ElementTree.fromstring(pictures.svg(pictures.draw(filled)))
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert f"{HOSTILE} : ∀ a b, a < b → b > a & a ≠ b" in titles and len(titles) == 3


def test_graphml_is_read_back(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "g.graphml"
    path.write_text(pictures.graphml(filled), encoding="utf-8")
    graph = networkx.read_graphml(path)
    key = {lemma.name: lemma.key for lemma in filled.lemmas()}
    assert graph.has_edge(key["middle"], key["base"]) and graph.nodes[key["base"]]["kind"] == "lemma"


@pytest.mark.skipif(shutil.which("chromium") is None, reason="wants chromium on PATH")
def test_a_browser_shows_statement_proof_and_uses(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(pictures.page(pictures.draw(filled)), encoding="utf-8")
    lemma = filled.get(HOSTILE)
    command = ["chromium", "--headless", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    command += ["--no-sandbox"] if os.geteuid() == 0 else []
    done = subprocess.run([*command, f"file://{path}#{lemma.key}"], capture_output=True, text=True, timeout=120)
    panel = done.stdout.split('id="panel"')[1].split("</aside>")[0]
    assert "<title>Lemma graph</title>" in done.stdout  # the name of the lemma did not run
    shown = html.unescape(panel)
    assert HOSTILE in shown and lemma.statement in shown and "simp" in shown
    assert "Stands on (2)" in shown and "middle" in shown and "base" in shown
