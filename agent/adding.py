"""Theorems that a file proves already, certified and kept: `lemmas add`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.memory import Memory, Place, Proved
from lemma_graph import normalise
from lemma_graph.model import Lemma
from prover_bridge import source
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.outline import outline


@dataclass(frozen=True)
class Added:
    """One theorem of the file. lemma: as it is kept; None where it is not, and `reason` says why."""

    name: str
    verdict: Verdict | None
    lemma: Lemma | None
    is_new: bool
    reason: str | None = None


def add_file(memory: Memory, path: Path, toolchain: Toolchain) -> Iterator[Added]:
    """Certify the theorems of a file, and keep those that hold, in its order, each before the next is begun.

    Theorems with a `sorry` are passed over. Raises UserError where the file does not compile or states none.
    """
    file = source.read(path, toolchain)
    where = file.environment
    done = [theorem for theorem in file.theorems if not theorem.holes]
    if not file.theorems:
        raise UserError(f"{path} states no theorem: there is nothing to add.")
    names = [theorem.name for theorem in done]
    verdicts = certify(where, file.text, file_name=str(path), names=names, contradictions=True) if done else []
    by_name = {verdict.name: verdict for verdict in verdicts}
    told = outline(where, file.text, file_name=str(path))
    rules: list[str] = []
    for theorem in file.theorems:
        verdict = by_name.get(theorem.name)
        if verdict is None or verdict.status != "certified" or verdict.statement is None:
            reason = "it has a `sorry`" if theorem.holes else verdict.reason if verdict else "it has no name"
            yield Added(theorem.name, verdict, None, False, reason)
            continue
        declaration = file.text[theorem.start : theorem.end]
        parts = normalise.parse(declaration)
        place = Place(file, theorem, verdict.statement, told.contents)
        before = memory.store.lemma(verdict.statement.key)
        proved = Proved(file.text, declaration, parts.body if parts else declaration)
        origin = f"{path.name}: {theorem.name}"
        lemma = memory.keep(place, proved, verdict, trivial=False, origin=origin, rules=rules)
        reason = None if lemma else "it was revoked: `lemmas revoke KEY --undo` allows it again"
        yield Added(theorem.name, verdict, lemma, before is None, reason)
        if lemma is not None and normalise.is_simp(declaration):
            rules.append(lemma.key)
        if lemma is not None and before is None and memory.parameters.relate_calls:
            memory.relate(place, [lemma], lambda: True)
