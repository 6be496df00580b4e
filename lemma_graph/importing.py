"""Lemmas from a bundle: each proof is certified again in the sandbox, and what fails is refused.

A bundle only says where to look. Keys, hashes, uses and the contents of definitions are those that the check here
finds; where they differ from what the sender wrote, the lemma is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lemma_graph import library, revocation
from lemma_graph.certifying import Certified, Job, certify_all
from lemma_graph.exchange import Bundle, Carried
from lemma_graph.model import Surroundings, stable_name
from lemma_graph.store import Store
from lemma_graph.text import rename
from prover_bridge import source
from prover_bridge.certificate import Verdict
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.keys import is_compiler_made
from prover_bridge.launcher import Toolchain
from prover_bridge.modules import header_end
from prover_bridge.outline import outline

_TEXTS_AT_ONCE = 32


@dataclass(frozen=True)
class Refusal:
    """A proof that was not taken in, and why, in one sentence without a subject."""

    key: str
    name: str
    reason: str


@dataclass
class Imported:
    """proofs, lemmas: taken in (lemmas: those whose statement was new here, keys). known: were here already.

    certified_only: of `proofs`, those whose clean text does not hold here, so that they are not offered for reuse.
    """

    proofs: int = 0
    lemmas: list[str] = field(default_factory=list)
    known: int = 0
    certified_only: int = 0
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class _Sound:
    """A carried proof that was certified here."""

    carried: Carried
    verdict: Verdict
    environment: Environment

    @property
    def key(self) -> str:
        assert self.verdict.statement is not None
        return self.verdict.statement.key


def take_in(
    store: Store,
    bundle: Bundle,
    toolchain: Toolchain,
    *,
    workers: int = 1,
    progress: Callable[[int, int, Imported], None] | None = None,
) -> Imported:
    """Certify what a bundle has and the store has not, and keep it. May be stopped and begun again.

    In another environment than the sender's a lemma keeps its statement up to the contents of definitions (its coarse
    key), and gets the key that it has here. progress: called with the proofs done, all of them, and the counts so far.
    """
    importing = _Importing(store)
    fresh = [carried for carried in bundle.proofs if importing.is_fresh(carried)]
    return _take_in(importing, fresh, bundle.surroundings, toolchain, workers, progress)


def certify_again(
    store: Store,
    proofs: Sequence[Carried],
    surroundings: Mapping[str, Surroundings],
    toolchain: Toolchain,
    *,
    workers: int = 1,
    progress: Callable[[int, int, Imported], None] | None = None,
) -> Imported:
    """Certify proofs that the store has in other environments in the one here, and keep those that hold."""
    return _take_in(_Importing(store), proofs, surroundings, toolchain, workers, progress)


def _take_in(
    importing: _Importing,
    fresh: Sequence[Carried],
    surroundings: Mapping[str, Surroundings],
    toolchain: Toolchain,
    workers: int,
    progress: Callable[[int, int, Imported], None] | None,
) -> Imported:
    told = importing.told
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for carried in fresh:
        groups.setdefault((carried.environment, carried.source), {})[carried.theorem] = None
    jobs = []
    for (where, text), theorems in groups.items():
        described = surroundings.get(where)
        jobs.append(Job(text, tuple(theorems), described.modules if described else {}))
    results = certify_all(toolchain, jobs, workers)
    done: dict[tuple[str, str], Certified] = {}
    order = iter(groups)
    try:
        for number, carried in enumerate(fresh, 1):
            while (carried.environment, carried.source) not in done:
                done[next(order)] = next(results)[1]
            importing.judge(carried, done[carried.environment, carried.source])
            if progress is not None:
                progress(number, len(fresh), told)
        importing.keep()
    finally:
        if hasattr(results, "close"):
            results.close()
    return told


class _Importing:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.told = Imported()
        self._names: dict[str, str] = {}  # stable names at the sender → here, where they differ
        self._waiting: list[_Sound] = []
        rows = store.file.rows("SELECT lemma, environment, proof_hash, text IS NOT NULL AS reusable FROM proofs")
        self._there = {(row["lemma"], row["environment"], row["proof_hash"]): bool(row["reusable"]) for row in rows}

    def is_fresh(self, carried: Carried) -> bool:
        """Whether there is something to learn from it; counts what is known."""
        reusable = self._there.get((carried.key, carried.environment, carried.proof_hash))
        if reusable or (reusable is not None and carried.text is None):
            self.told.known += 1
            return False
        return True

    def judge(self, carried: Carried, result: Certified) -> None:
        """Refuse a proof, or put it on the pile of those that are kept together."""
        sound = self._sound(carried, result)
        if isinstance(sound, str):
            self.told.refused.append(Refusal(carried.key, carried.theorem, sound))
            return
        if sound.key != carried.key:
            self._names[stable_name(carried.key)] = stable_name(sound.key)
        self._waiting.append(sound)
        if len(self._waiting) >= _TEXTS_AT_ONCE:
            self.keep()

    def _sound(self, carried: Carried, result: Certified) -> _Sound | str:
        if result.environment is None:
            return f"could not be certified: {result.reason}"
        verdict = next((each for each in result.verdicts if each.name == carried.theorem), None)
        if verdict is None or verdict.statement is None or verdict.status != "certified":
            return f"was not certified: {verdict.reason if verdict else 'its text has no such theorem'}"
        here, same = verdict.statement, result.environment.content_hash == carried.environment
        if (here.key != carried.key) if same else (here.coarse_key != carried.coarse_key):
            return "states something else than the bundle says"
        if same and verdict.proof_hash != carried.proof_hash:
            return "has another proof than the bundle says"
        if (reason := revocation.keep_out(self.store, here.key)) is not None:
            return f"was revoked here{f' ({reason})' if reason else ''}"
        return _Sound(carried, verdict, result.environment)

    def keep(self) -> None:
        """Put the pile into the store."""
        pile, self._waiting = self._waiting, []
        together = self._hold_together(pile)
        for sound in pile:
            carried = sound.carried
            text = None if carried.text is None else rename(carried.text, self._names)
            needs: Mapping[str, str] = {}
            if text is not None and sound not in together:
                text, needs = self._alone(sound, text)
            self.store.describe(sound.environment)
            before = self.store.lemma(sound.key, sound.environment.content_hash)
            lemma, is_new = self.store.add(
                _named(sound),
                source=carried.source,
                script=rename(carried.script, self._names),
                environment_name=sound.environment.name,
                text=text,
                needs=needs,
                # Its flags are kept where the lemma is new; a stranger's do not change what is here.
                flags=carried.flags if before is None else before.flags,
                origin=carried.origin,
            )
            self.told.proofs += 1
            if is_new:
                self.told.lemmas.append(lemma.key)
            self.told.certified_only += text is None or not lemma.reusable

    def _hold_together(self, pile: Sequence[_Sound]) -> list[_Sound]:
        """Those whose clean texts all elaborate to their keys in one file, which is the usual case and saves time."""
        found: list[_Sound] = []
        for where in {sound.environment.content_hash: sound.environment for sound in pile}.values():
            some: dict[str, _Sound] = {}
            for sound in pile:
                if sound.environment == where and sound.carried.text is not None and not sound.carried.needs:
                    some.setdefault(sound.key, sound)
            some = {key: sound for key, sound in some.items() if not _local(sound)}
            if not some:
                continue
            header = _header(next(iter(some.values())).carried.source)
            text = header + "\n\n".join(rename(sound.carried.text or "", self._names) for sound in some.values())
            if self._keys(where, f"{text}\n", ()) >= some.keys():
                found += some.values()
        return found

    def _alone(self, sound: _Sound, text: str) -> tuple[str | None, Mapping[str, str]]:
        """The clean text and the contents of what it needs, if it elaborates to its key behind that; else no text."""
        carried = sound.carried
        definitions: tuple[library.Definition, ...] = ()
        wanted = {*carried.needs, *_local(sound)}
        if wanted:
            try:
                contents = outline(sound.environment, carried.source).contents
                parsed = source.parse(carried.source, sound.environment)
            except UserError:
                return None, {}
            definitions = tuple(
                d for d in library.definitions(parsed, contents, len(carried.source)) if d.name in wanted
            )
            if {definition.name for definition in definitions} != wanted:
                return None, {}
        base = carried.source[: max((d.end for d in definitions), default=header_end(carried.source))]
        name = stable_name(sound.key)
        rooted = text.replace(f"theorem {name}", f"theorem _root_.{name}", 1)
        if sound.key not in self._keys(sound.environment, f"{base}\n\n{rooted}\n", definitions):
            return None, {}
        return text, {definition.name: definition.content for definition in definitions}

    def _keys(self, where: Environment, text: str, definitions: Sequence[library.Definition]) -> set[str]:
        """Keys to which theorems under stable names elaborate, each under its own; none where the text does not."""
        try:
            whole = library.finished_text(self.store, text, where.content_hash, definitions)
            stated = outline(where, whole.text, file_name="a bundle's clean text").statements
        except (UserError, ValueError):
            return set()
        return {each.key for each in stated if each.name == stable_name(each.key)}


_NAME = re.compile(r"[^\W\d][\w'!?]*(?:\.[^\W\d][\w'!?]*)*")


def _named(sound: _Sound) -> Verdict:
    """The verdict with the lemma's readable name, which need not be that of the theorem in the text."""
    name, statement = sound.carried.name, sound.verdict.statement
    if statement is None or not _NAME.fullmatch(name):
        return sound.verdict
    return replace(sound.verdict, statement=replace(statement, name=name))


def _local(sound: _Sound) -> set[str]:
    assert sound.verdict.statement is not None
    return {name for name in sound.verdict.statement.local_constants if not is_compiler_made(name)}


def _header(text: str) -> str:
    end = header_end(text)
    return f"{text[:end]}\n\n" if end else ""
