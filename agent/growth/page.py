"""The page of a theory that has grown: one HTML file that needs nothing else, the same as JSON, and the Lean module."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
import markupsafe

from lemma_graph import package, pictures
from lemma_graph.store import Store
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain

PAGE, REPORT, MODULES = "growth.html", "growth.json", "lean"
_TEMPLATE = "growth.html.j2"
_MOST_DRAWN = 120  # lemmas in a picture


def write(folder: Path, value: dict[str, Any], store: Store) -> Path:
    """Write page and JSON of a report (`agent.growth.results.report`) into a folder; the path of the page.

    Raises UserError where they cannot be written.
    """
    page = folder / PAGE
    try:
        _replace(folder / REPORT, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        _replace(page, html(value, store))
    except OSError as error:
        raise UserError(
            f"The page cannot be written into {folder} ({error.strerror}): free the way, then run it again; what was "
            "found is in the journal."
        ) from error
    return page


def html(value: dict[str, Any], store: Store) -> str:
    """The page. Whatever a file or a model wrote is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["spoken"] = _spoken
    good = [each for each in value["lemmas"] if each["fate"] == "proved"]
    before = value["before"][:_MOST_DRAWN]
    drawn = [*before, *(each["key"] for each in good)][:_MOST_DRAWN]
    return environment.get_template(_TEMPLATE).render(
        value=value,
        good=good,
        less=[each for each in value["lemmas"] if each["fate"] != "proved"],
        unlocking=sorted(
            (each for each in good if each["unlocked"]), key=lambda each: (-len(each["unlocked"]), each["name"])
        ),
        before=_picture(store, before),
        after=_picture(store, drawn),
        left_out=len(value["before"]) + len(good) - len(drawn),
    )


def _spoken(sentence: str) -> markupsafe.Markup:
    """A sentence with what stands between backticks as code."""
    parts = sentence.split("`")
    return markupsafe.Markup("").join(
        markupsafe.Markup("<code>{}</code>").format(part) if place % 2 else part for place, part in enumerate(parts)
    )


def _picture(store: Store, keys: Sequence[str]) -> markupsafe.Markup | None:
    # `pictures.svg` escapes what lemmas say.
    return markupsafe.Markup(pictures.svg(pictures.draw(store, keys=set(keys)))) if keys else None


def export(folder: Path, value: dict[str, Any], store: Store, toolchain: Toolchain) -> tuple[Path, list[str]] | None:
    """Write the lemmas as Lean modules, each of which compiled and states what the store says; the first module with
    lemmas of the theory, and why any lemma is not in there. None where there is no lemma. An older export gives way.

    Raises UserError where the folder cannot be written.
    """
    keys = {each["key"] for each in value["lemmas"] if each["fate"] == "proved"}
    if not keys:
        return None
    built = package.build(store, toolchain, keys)
    lean = [name for name in built.files if name.startswith(f"{package.ROOT}/")]
    if not lean:
        return None
    target = folder / MODULES
    try:
        with tempfile.TemporaryDirectory(prefix=".lean-", dir=folder) as name:
            fresh = Path(name) / MODULES
            built.write(fresh)
            if target.exists():
                target.rename(Path(name) / "older")
            fresh.rename(target)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise UserError(
            f"The Lean modules cannot be written into {folder} ({error.strerror}): free the way."
        ) from error
    most = max(lean, key=lambda name: built.files[name].count("\ntheorem "))
    return target / most, [f"{name}: {reason}" for name, reason in built.left_out]


def _replace(path: Path, text: str) -> None:
    """Put a file in its place in one step."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
