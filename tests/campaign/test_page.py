"""The page of a report stands alone, says what the report says, and runs nothing that a file contains."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from agent.campaign.page import html, write
from agent.campaign.plan import Allowance, Plan, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.suite import Broken, Problem

EVIL = "<script>alert(1)</script>"


def theorem(name: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "status": status,
        "statement": "1 = 1",
        "reason": None,
        "proof": "rfl" if status == "proved" else None,
        "lean_calls": 7,
        "model_calls": 0,
        "seconds": 0.5,
        "lemmas_used": [],
        "lemma_names": [],
        "exact_hit": False,
        "not_attempted": None,
        **more,
    }


def value(tmp_path: Path, most: int = 100) -> dict[str, Any]:
    """A report of two tries, one problem of each kind. most: episodes done."""
    names = ("good", "bad", "wants", "wrong")
    plan = Plan(
        suite=f"suite {EVIL}",
        environment="e",
        environment_name="an environment",
        arms=("off", "on"),
        tries=(Try(0), Try(1)),
        allowance=Allowance(30.0, 100),
        strategy="best-first",
        proposer="embedded",
        model=None,
        problems=names,
        files=names,
    )
    found = {
        "good": theorem("good", "proved", proof=f"exact {EVIL}"),
        "bad": theorem("bad", "failed", reason=f"nothing {EVIL}"),
        "wants": theorem("wants", "undecided", reason="not attempted: needs `ℝ`; …", not_attempted="needs `ℝ`"),
        "wrong": theorem("wrong", "proved"),
    }
    problems = {name: Problem(name, tmp_path / name, f"theory {name[0]}") for name in names}
    problems["wrong"] = Problem(
        "wrong", tmp_path, "theory w", Broken("wrong", "s", "it is false", "https://example.org")
    )
    with Queue.create(tmp_path / "campaign", plan) as queue:
        while (episode := queue.next()) is not None and queue.counts()[0] < most:
            queue.begin(episode)
            queue.finish(episode, {"core_reading": None, "theorems": [found[episode.planned.problem]]})
        return report(queue, problems)


def test_means_of_an_unfinished_campaign_are_over_the_tries_that_have_begun(tmp_path: Path) -> None:
    whole, part = value(tmp_path / "whole"), value(tmp_path / "part", most=8)
    assert part["episodes"] == {"done": 8, "count": 16, "tries": 1, "cut_short": 0}
    for arm in ("off", "on"):
        same = ("attempted", "solved", "failed", "not_attempted", "broken", "lean_calls")
        assert [part["summary"][arm][key] for key in same] == [whole["summary"][arm][key] for key in same]
    assert part["study"]["arms"]["on"]["solved"] == whole["study"]["arms"]["on"]["solved"] == 1
    assert "of 1 of 2 tries" in html(part)


def test_what_was_not_attempted_and_what_is_broken_count_neither_as_solved_nor_as_failed(tmp_path: Path) -> None:
    found = value(tmp_path)
    for arm in ("off", "on"):
        summary = found["summary"][arm]
        assert (summary["attempted"], summary["solved"], summary["failed"]) == (2, 1, 1)
        assert (summary["not_attempted"], summary["broken"], summary["undecided"]) == (1, 1, 0)
        assert [each["k"] for each in found["pass_at"][arm]] == [1, 2]
        assert all(each["value"] == 0.5 and each["problems"] == 2 for each in found["pass_at"][arm])
    assert found["needs"] == [{"name": "`ℝ`", "problems": 1}]
    assert [(each["source"], each["proved"]) for each in found["broken"]] == [("wrong", 4)]
    assert found["study"]["pairs"][0]["theorems"] == 2
    assert {row["category"] for row in found["sources"]} == {"theory g", "theory b", "theory w"}


def test_the_page_stands_alone_and_escapes(tmp_path: Path) -> None:
    page = html(value(tmp_path))
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Reader().feed(page)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags}
    for _, attributes in tags:
        for name in ("src", "href", "xlink:href"):
            assert (attributes.get(name) or "#").startswith("#")
    assert not re.search(r"url\((?!#|'#|\"#)", page) and "@import" not in page
    assert sum(tag == "svg" for tag, _ in tags) == 2
    assert EVIL not in page and page.count("&lt;script&gt;") >= 3
    for said in ("pass@k", "it is false", "https://example.org", "not attempted", "theory g"):
        assert said in page


def test_files_are_written_beside_the_queue(tmp_path: Path) -> None:
    found = value(tmp_path)
    page = write(tmp_path / "campaign", found)
    assert page.read_text(encoding="utf-8") == html(found)
    assert (tmp_path / "campaign" / "report.json").is_file()


def test_a_report_of_the_same_rows_is_the_same_page(tmp_path: Path) -> None:
    found = value(tmp_path)
    assert html(found) == html(found)


def test_where_nothing_was_proved_there_are_no_empty_pictures(tmp_path: Path) -> None:
    found = value(tmp_path)
    assert "Proved within a budget" in html(found) and "Memory against none" in html(found)
    found["problems"] = [{**each, "status": "undecided"} for each in found["problems"]]
    page = html(found)
    assert "Proved within a budget" not in page and "Memory against none" not in page and "<svg" not in page
