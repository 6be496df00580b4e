"""Growing from definitions alone, and which of the usual laws it found again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from agent.growth.protocol import Conjecture
from agent.growth.run import GrowthLimits
from agent.growth.setting import Setting
from agent.ideas import Choice
from lemma_graph.audit import verify
from lemma_graph.store import Store
from prover_bridge.errors import UserError
from tests.growth.usual import LAWS, usual_theory


def rediscovered(folder: Path, limits: GrowthLimits, workers: int, seed: int = 0) -> dict[str, Any]:
    """Grow the theory of the usual laws in an empty store, and look which of them are certified lemmas of it then.

    A law counts where a lemma has its very statement key, or that of another form of it in the list, the sides of an
    equation exchanged or not.
    """
    with Store.open(folder / "memory.db") as store, Setting(usual_theory(), store) as setting:
        asyncio.run(setting.run(limits, Choice(seed=seed), workers))
        value = setting.write(None)
        assert not verify(store).findings
        proved = {lemma.key: lemma.name for lemma in store.lemmas()}
        names: dict[str, str] = {}
        for law, forms in LAWS.items():
            for key in keys(setting, forms):
                if key in proved:
                    names.setdefault(law, proved[key])
        refuted = {row["statement"] for row in value["refuted"]}
        kept = {each["statement"] for each in value["lemmas"]}
    assert not refuted & kept
    return {
        "laws": len(LAWS),
        "found": names,
        "missing": [law for law in LAWS if law not in names],
        "seconds": round(value["spent"]["seconds"], 1),
        "cpu_seconds": round(value["spent"]["cpu_seconds"], 1),
        "lean_calls": value["spent"]["lean_calls"],
        "lemmas": sum(each["fate"] == "proved" for each in value["lemmas"]),
        "counts": value["counts"],
        "sources": value["sources"],
        "at": {each["name"]: each["at"] for each in value["lemmas"]},
    }


def keys(setting: Setting, forms: tuple[str, ...]) -> list[str]:
    """Statement keys of a law's forms, and of those with the sides of their last equation exchanged."""
    texts: list[str] = []
    for form in forms:
        head, comma, body = form.partition(", ")
        before, arrow, last = body.rpartition(" → ")
        left, equals, right = last.partition(" = ")
        texts.append(form)
        if equals:
            texts.append(f"{head}{comma}{before}{arrow}{right}{equals}{left}")
    found: list[str] = []
    for text in texts:
        try:
            found += [each.key for each in setting.ground.stated([Conjecture(text, "law", "", 0)])]
        except UserError:
            continue
    return found
