"""Growing from definitions alone, and which of the usual laws it found again."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from agent.growth.limits import GrowthLimits
from agent.growth.setting import Setting
from agent.ideas import Choice
from lemma_graph.audit import verify
from lemma_graph.store import Store
from tests.growth.usual import LAWS, found_among, usual_theory


def rediscovered(folder: Path, limits: GrowthLimits, workers: int, seed: int = 0) -> dict[str, Any]:
    """Grow the theory of the usual laws in an empty store, and look which of them are certified lemmas of it then.

    Nothing that was refuted may be proved, and the store's log must be sound.
    """
    with Store.open(folder / "memory.db") as store, Setting(usual_theory(), store) as setting:
        asyncio.run(setting.run(limits, Choice(seed=seed), workers))
        value = setting.write(None)
        assert not verify(store).findings
        certified = {lemma.key for lemma in store.lemmas()}
        proved = [each for each in value["lemmas"] if each["key"] in certified]
        refuted = [each.text for each in setting.journal.statements("refuted")]
        assert not {each["statement"] for each in proved} & set(refuted)
        names = found_among(setting.theory, [each["statement"] for each in proved])
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
        "certified_at": {each["name"]: each["at"] for each in sorted(value["lemmas"], key=lambda each: each["at"])},
    }
