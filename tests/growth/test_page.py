"""The page of a theory stands alone and escapes what it is told; what it shows is in the journal and the store."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from agent.growth import page
from lemma_graph.store import Store

EVIL = "<script>alert(1)</script>"


def lemma(name: str, **more: Any) -> dict[str, Any]:
    return {
        "key": "a" * 64,
        "name": name,
        "says": "`+` is commutative.",
        "statement": "∀ (a b : N), a + b = b + a",
        "proof": f"exact {EVIL}",
        "fate": "proved",
        "size": 7,
        "interest": 3.0,
        "why": ["a usual law", "used by 4"],
        "used_by": 4,
        "unlocked": ["N.mul_comm"],
        "source": "equations",
        "reason": f"small {EVIL}",
        "run": 1,
        "lean_calls": 12,
        "tries": 2,
        "seconds": 0.5,
        "at": 3.0,
        **more,
    }


def value() -> dict[str, Any]:
    return {
        "theory": f"N {EVIL}",
        "environment_name": "an environment",
        "ending": "stopped",
        "runs": [{}],
        "spent": {"seconds": 100.0, "lean_calls": 1234, "model_calls": 3, "tokens": 55, "cost": 0.25},
        "counts": {"proposed": 2000, "known": 5, "trivial": 6, "refuted": 1, "open": 1, "proved": 1, "follows": 1},
        "before": [],
        "lemmas": [lemma("N.add_comm"), lemma("N.add_comm'", fate="follows")],
        "rates": {"not_implied": 1, "per_hour": 36.0, "per_cpu_hour": 20.0, "lean_calls_each": 1234.0},
        "sources": [
            {
                "source": "equations", "rounds": 2, "proposed": 2000, "passed": 3, "refuted": 1, "trivial": 6,
                "known": 5, "malformed": 0, "seconds": 10.0, "lemmas": 1, "charged": 90.0,
            }
        ],
        "refuted": [{"statement": f"a = {EVIL}", "counterexample": f"a = {EVIL}", "by": "evaluation", "source": "e"}],
        "open": [
            {"statement": f"b = {EVIL}", "source": "e", "tries": 3, "lean_calls": 90, "seconds": 2.0, "reason": "spent"}
        ],
    }  # fmt: skip


def test_the_page_stands_alone_and_escapes(tmp_path: Path) -> None:
    with Store.open(tmp_path / "memory.db") as store:
        shown = page.write(tmp_path, value(), store).read_text(encoding="utf-8")
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Reader().feed(shown)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags}
    assert all((attributes.get("src") or attributes.get("href") or "#").startswith("#") for _, attributes in tags)
    assert not re.search(r"url\((?!#)", shown) and "@import" not in shown
    assert EVIL not in shown and shown.count("&lt;script&gt;") >= 6
    for said in ("<code>+</code> is commutative.", "used by 4", "N.mul_comm", "was stopped", "2,000", "cost 0.25"):
        assert said in shown
    assert (tmp_path / page.REPORT).is_file()


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no chromium here to open the page with")
def test_a_browser_opens_the_page(tmp_path: Path) -> None:
    with Store.open(tmp_path / "memory.db") as store:
        written = page.write(tmp_path, value(), store)
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run(
        ["chromium", *options, "--dump-dom", written.as_uri()], capture_output=True, text=True, timeout=120, check=False
    )
    assert "N.add_comm" in done.stdout and "has grown" in done.stdout, done.stderr
