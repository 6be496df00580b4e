"""A proof put back into its file: under readable names, and only as a text that was compiled before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.interactive.lean_side import LeanSide
from agent.interactive.readable import Readable
from agent.interactive.steps import Step
from agent.interactive.written import raw, written
from agent.writing import write_back
from lemma_graph.model import stable_names
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.outline import outline


@dataclass(frozen=True)
class WrittenBack:
    """copy: the file as it was before this program wrote it. left_out: steps at the end of the path that are not in
    the file, since no text of them compiles; their goals are written `sorry`."""

    copy: Path
    left_out: int = 0


# What this program wrote last into each file, and where the file is kept as it was before the first time.
_own: dict[Path, tuple[str, Path]] = {}


def put(file: Path, text: str, before: str) -> Path:
    """Replace a file, of which `before` is the text; the copy of it as it was before this program first wrote it."""
    known = _own.get(file.resolve())
    copy = write_back(file, text, known[1] if known is not None and known[0] == before else None)
    _own[file.resolve()] = (text, copy)
    return copy


def ways(root: Step, step: Step, holes: int) -> list[tuple[str, ...]]:
    """The scripts of all holes at a step: tidied, and as the tactics were run."""
    path = step.path()
    tidy = tuple(written(root, path, hole) for hole in range(holes))
    return list(dict.fromkeys([tidy, tuple(raw(root, path, hole) for hole in range(holes))]))


def text_of(lean: LeanSide, scripts: Sequence[str]) -> str:
    """The file with these scripts in the theorem's holes."""
    holes = dict(zip(lean.theorem.holes, ([script] for script in scripts), strict=True))
    return lean.work.current.put(holes)


def with_names(lean: LeanSide, names: Readable, text: str) -> str:
    """A finished text, with every stored lemma in it under a readable name."""
    if lean.memory is not None:
        where = lean.work.environment.content_hash
        names.add(lean.memory.store.lemmas_by_stable_name(stable_names(text), where))
    return names.in_file(text)


async def readable(lean: LeanSide, names: Readable, certified: str) -> str:
    """A text that was certified, under readable names if it is certified so, too; else as it is."""
    text = with_names(lean, names, certified)
    if text == certified:
        return certified
    try:
        verdicts = await asyncio.to_thread(
            certify,
            lean.work.environment,
            text,
            file_name=str(lean.work.path),
            stub=lean.work.original.text,
            names=[lean.theorem.name],
        )
    except UserError:
        return certified
    return text if all(each.status == "certified" for each in verdicts) else certified


async def unfinished(lean: LeanSide, names: Readable, root: Step, cursor: Step) -> tuple[str, int]:
    """The file with the proof as far as it is, and how many of the last steps had to be left out of it, so that it
    compiles. Each text is compiled before it is chosen."""
    tried: set[str] = set()
    for left_out, step in enumerate([*cursor.path()[::-1], root]):
        for scripts in ways(root, step, len(lean.theorem.holes)):
            plain = lean.road.with_lemmas(text_of(lean, [names.with_own(script) for script in scripts]))
            for text in _new([with_names(lean, names, plain), plain], tried):
                if await asyncio.to_thread(_compiles, lean, text):
                    return text, left_out
    return lean.work.original.text, len(cursor.path())


def _new(texts: Iterable[str], tried: set[str]) -> Iterable[str]:
    for text in texts:
        if text not in tried:
            tried.add(text)
            yield text


def _compiles(lean: LeanSide, text: str) -> bool:
    try:
        outline(lean.work.environment, text, file_name=str(lean.work.path))
    except UserError:
        return False
    return True
