"""After a change of environment: which lemmas hold in the new one, which can be repaired, which are gone.

A lemma certified in another environment only is stale: it is not offered, and nothing is lost. Certifying it again
gives it a proof in the environment here; the old ones stay. What was done stays done, so this may be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lemma_graph import normalise
from lemma_graph.exchange import Carried
from lemma_graph.importing import Imported, certify_again
from lemma_graph.model import Lemma, Surroundings
from lemma_graph.store import Store
from prover_bridge import environment
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain


@dataclass(frozen=True)
class Stale:
    """A lemma whose proofs do not hold here. before, after: a Lean file that states it with a `sorry`, around its name.

    modules: local modules that the file imports, name → text.
    """

    lemma: Lemma
    before: str
    after: str
    modules: Mapping[str, str]

    def text(self, name: str) -> str:
        """The file, with the lemma under a name."""
        return f"{self.before}{name}{self.after}"


# Looks for a new proof of the same statement and keeps it in the store, if it finds one.
Repair = Callable[[Stale], None]


@dataclass
class Recertified:
    """Lemmas by what became of them. fresh: certified here before. gone: with the reason.

    Each lemma stands for its statement up to the contents of definitions (its coarse key).
    """

    fresh: int = 0
    held: list[Lemma] = field(default_factory=list)
    repaired: list[Lemma] = field(default_factory=list)
    gone: list[tuple[Lemma, str]] = field(default_factory=list)


def stale(
    store: Store, toolchain: Toolchain, modules: Mapping[str, str] | None = None
) -> tuple[list[Lemma], dict[str, Surroundings], int]:
    """Lemmas that no environment of this toolchain certifies, what their environments are made of now, and how many
    are fresh. modules: newer texts of local modules, by name."""
    described = {hash_: _now(each, modules or {}) for hash_, each in store.surroundings().items()}
    here: dict[str, str] = {}  # environment in the store → the one that takes its place here
    for hash_, each in described.items():
        header = "".join(f"import {name}\n" for name in each.imports)
        try:
            here[hash_] = environment.with_modules(toolchain, header, each.modules).content_hash
        except UserError:
            here[hash_] = ""  # a module that does not compile here
    proofs = store.file.rows(
        "SELECT DISTINCT l.coarse_key, p.environment FROM proofs p JOIN lemmas l ON l.key = p.lemma"
    )
    certified = {(row["coarse_key"], row["environment"]) for row in proofs}
    found: dict[str, Lemma] = {}
    for lemma in store.lemmas():
        if (lemma.coarse_key, here.get(lemma.environment, "")) not in certified:
            found.setdefault(lemma.coarse_key, lemma)
    return list(found.values()), described, len({key for key, _ in certified}) - len(found)


def environments(store: Store, toolchain: Toolchain) -> Iterator[Environment]:
    """The described environments of a store that this toolchain still makes, with their local modules as stored."""
    for hash_, each in store.surroundings().items():
        header = "".join(f"import {name}\n" for name in each.imports)
        try:
            here = environment.with_modules(toolchain, header, each.modules)
        except UserError:
            continue
        if here.content_hash == hash_:
            yield here


def recertify(
    store: Store,
    toolchain: Toolchain,
    *,
    modules: Mapping[str, str] | None = None,
    workers: int = 1,
    repair: Repair | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Recertified:
    """Certify stale lemmas in the environment here, then try to repair those that do not hold.

    modules: newer texts of local modules, by name. progress: called with what is done, of how many, and what is done.
    """
    waiting, described, fresh = stale(store, toolchain, modules)
    told = Recertified(fresh=fresh)
    by_key = {lemma.key: lemma for lemma in waiting}
    proofs = [
        Carried(
            proof.lemma,
            by_key[proof.lemma].coarse_key,
            by_key[proof.lemma].name,
            str(proof.certificate["name"]),
            by_key[proof.lemma].flags,
            proof.environment,
            proof.proof_hash,
            proof.source,
            proof.script,
            proof.text,
            proof.needs,
            proof.origin,
        )
        for proof in store.proofs()
        if proof.lemma in by_key
    ]

    def passed_on(done: int, count: int, _: Imported) -> None:
        if progress is not None:
            progress(done, count, "certified again")

    result = certify_again(store, proofs, described, toolchain, workers=workers, progress=passed_on)
    reasons = {refusal.key: refusal.reason for refusal in result.refused}
    left = {lemma.coarse_key for lemma in stale(store, toolchain, modules)[0]}
    told.held = [lemma for lemma in waiting if lemma.coarse_key not in left]
    failed = [lemma for lemma in waiting if lemma.coarse_key in left]
    for number, lemma in enumerate(failed, 1):
        open_ = _open(lemma, described.get(lemma.environment))
        if repair is not None and open_ is not None:
            repair(open_)
            if progress is not None:
                progress(number, len(failed), "searched for a new proof")
    if repair is not None and failed:
        left = {lemma.coarse_key for lemma in stale(store, toolchain, modules)[0]}
    told.repaired = [lemma for lemma in failed if lemma.coarse_key not in left]
    told.gone = [
        (lemma, reasons.get(lemma.key, "its proof does not hold")) for lemma in failed if lemma.coarse_key in left
    ]
    return told


def _now(each: Surroundings, modules: Mapping[str, str]) -> Surroundings:
    return replace(each, modules={name: modules.get(name, text) for name, text in each.modules.items()})


def _open(lemma: Lemma, described: Surroundings | None) -> Stale | None:
    """The lemma without its proof; None where it is about definitions of its own file, which may not compile here."""
    parts = normalise.parse(lemma.text or "")
    if parts is None or described is None or lemma.needs:
        return None
    prefix = "".join(line for line in parts.prefix.splitlines(keepends=True) if not line.startswith("attribute"))
    header = "".join(f"import {name}\n" for name in described.imports)
    after = f"{parts.universes} {parts.signature} := by\n  sorry\n"
    return Stale(lemma, f"{header}\n{prefix}theorem ", after, described.modules)
