"""Where campaigns lie, and which one is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from agent.campaign.queue import FILE, Queue
from lemma_graph.database import default_path
from prover_bridge.errors import UserError


def campaigns() -> Path:
    """The folder of all campaigns, in the user's home folder of Lemmasmith."""
    return default_path().parent / "campaigns"


def fresh(suite: str) -> Path:
    """A folder for a new campaign of a suite, named after the moment; it is not made yet."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    stem = f"{_stem(suite)}-{moment}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1000))
    return next(folder for name in names if not (folder := campaigns() / name).exists())


def newest(suite: str) -> Path:
    """The folder of the suite's newest campaign that has not come to its end, or else of the newest one.

    Raises UserError where there is none.
    """
    found = sorted((path.parent for path in campaigns().glob(f"{_stem(suite)}-*/{FILE}")), reverse=True)
    ended: Path | None = None
    for folder in found:
        with Queue(folder) as queue:
            if queue.plan.suite != suite:
                continue
            done, count = queue.counts()
        if done < count:
            return folder
        ended = ended or folder
    if ended is None:
        raise UserError(f"There is no campaign of {suite} in {campaigns()} to resume: leave out --resume to begin one.")
    return ended


def _stem(suite: str) -> str:
    """A suite's name as the beginning of a folder's."""
    return "".join(letter if letter.isalnum() or letter in "-." else "_" for letter in suite).strip("._") or "suite"
