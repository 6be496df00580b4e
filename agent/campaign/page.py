"""The report of a campaign as files: `report.json`, and `report.html`, one page that needs nothing else."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from agent.campaign.curves import solved_within
from prover_bridge.errors import UserError

_TEMPLATE = "report.html.j2"
_COSTS = (
    ("lean_calls", "Lean calls for one theorem"),
    ("seconds", "seconds for one theorem"),
    ("tokens", "tokens of model calls for one theorem"),
    ("cost", "cost of model calls for one theorem"),
)
ABOUT = {
    "off": "no memory",
    "on": "a memory that starts empty and grows with each proof",
    "frozen": "a library built on the other half of the problems, which does not grow",
    "placebo": "as many lemmas as frozen offers, shuffled and inert",
    "exact": "the library of frozen, for exact statement hits only",
}


def write(folder: Path, value: dict[str, Any]) -> Path:
    """Write both files of a report (`agent.campaign.results.report`) into a folder; the path of the page.

    Raises UserError where they cannot be written.
    """
    page = folder / "report.html"
    try:
        _replace(folder / "report.json", json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        _replace(page, html(value))
    except OSError as error:
        raise UserError(
            f"The report cannot be written into {folder} ({error.strerror}): free the way, then say --resume; "
            "what the campaign found is in its queue."
        ) from error
    return page


def html(value: dict[str, Any]) -> str:
    """The page. Whatever a file or a model wrote is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    arms, tries = list(value["summary"]), value["episodes"]["tries"]
    proofs = [
        each
        for each in value["problems"]
        if each["status"] == "proved" and each["broken"] is None and each["not_attempted"] is None
    ]
    pictures = [
        markupsafe.Markup(solved_within(proofs, arms, tries, key, label))
        for key, label in _COSTS
        if any(each.get(key) for each in proofs) or (proofs and key == "lean_calls")
    ]
    return environment.get_template(_TEMPLATE).render(
        value=value, arms=arms, tries=tries, about=ABOUT, pictures=pictures, rows=_rows(value["problems"], arms)
    )


def _rows(records: Sequence[dict[str, Any]], arms: Sequence[str]) -> list[dict[str, Any]]:
    """A row a theorem, in the suite's order: for each arm how often it was proved, and at what cost."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in records:
        found.setdefault((each["source"], each["name"]), []).append(each)
    rows = []
    for (source, name), mine in sorted(found.items()):
        cells = []
        for arm in arms:
            tried = [each for each in mine if each["memory"] == arm]
            proved = [each for each in tried if each["status"] == "proved"]
            shown = proved[0] if proved else tried[0] if tried else None
            cells.append(
                {
                    "tried": len(tried),
                    "proved": len(proved),
                    "not_attempted": shown["not_attempted"] if shown else None,
                    "status": shown["status"] if shown else "",
                    "reason": (shown["reason"] or "") if shown else "",
                    "lean_calls": sum(each["lean_calls"] or 0 for each in tried) / max(1, len(tried)),
                    "seconds": sum(each["seconds"] or 0.0 for each in tried) / max(1, len(tried)),
                    "exact": sum(each["exact_hit"] for each in proved),
                    "lemmas": sorted({lemma for each in proved for lemma in each["lemma_names"]}),
                    "proof": next((each["proof"] for each in proved if each["proof"]), None),
                }
            )
        rows.append(
            {
                "source": source,
                "name": name,
                "category": mine[0]["category"],
                "broken": mine[0]["broken"],
                "statement": next((each["statement"] for each in mine if each["statement"]), None),
                "cells": cells,
            }
        )
    return rows


def _replace(path: Path, text: str) -> None:
    """Put a file in its place in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
