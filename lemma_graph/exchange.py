"""Bundles: certified lemmas in one file that travels. Nothing in a bundle is believed (see `importing`).

A bundle is a zip archive: `manifest.json` (format, the log's head, the SHA-256 of every member), `lemmas.jsonl`,
`proofs.jsonl`, `certificates.jsonl`, `environments.jsonl` and the certified Lean texts, `sources/SHA256.lean`. The same
store gives the same members, byte for byte; times inside the archive are fixed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lemma_graph.log import GENESIS
from lemma_graph.model import SIMP, SUPPORT, VACUOUS, Proof, Surroundings, stable_name, stable_names
from lemma_graph.store import Store
from prover_bridge.errors import UserError

FORMAT = "lemmasmith-bundle"
VERSION = 1
# All members together, unpacked: a bundle of a million lemmas stays below it, an archive that explodes does not.
LARGEST_BYTES = 4 << 30
_TABLES = ("lemmas", "proofs", "certificates", "environments")
_TIME = (1980, 1, 1, 0, 0, 0)
_KNOWN_FLAGS = frozenset({SUPPORT, SIMP, VACUOUS})


@dataclass(frozen=True)
class Carried:
    """One proof in a bundle, as its sender describes it. name, flags: of the lemma; theorem: its name in `source`."""

    key: str
    coarse_key: str
    name: str
    theorem: str
    flags: frozenset[str]
    environment: str
    proof_hash: str
    source: str
    script: str
    text: str | None
    needs: Mapping[str, str]
    origin: str


@dataclass(frozen=True)
class Bundle:
    """head: number and hash of the sender's last log entry. proofs: each behind those that its text mentions."""

    head: tuple[int, str]
    surroundings: Mapping[str, Surroundings]
    proofs: tuple[Carried, ...]


def pack(store: Store, keys: Collection[str] | None = None) -> bytes:
    """The bundle of all lemmas, or of these and all that their texts mention."""
    last = store.file.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
    proofs = store.proofs()
    if keys is not None:
        wanted = _closure(proofs, keys)
        proofs = [proof for proof in proofs if proof.lemma in wanted]
    there = {proof.lemma for proof in proofs}
    environments = {proof.environment for proof in proofs}
    sources: dict[str, str] = {}
    proof_rows, certificates = [], []
    for proof in proofs:
        digest = hashlib.sha256(proof.source.encode()).hexdigest()
        sources[f"sources/{digest}.lean"] = proof.source
        address = {"lemma": proof.lemma, "environment": proof.environment, "proof_hash": proof.proof_hash}
        proof_rows.append(
            {
                **address,
                "source": digest,
                "script": proof.script,
                "text": proof.text,
                "needs": dict(proof.needs),
                "uses": [[use.key, use.name, use.module] for use in proof.uses],
                "origin": proof.origin,
                "created": proof.created,
            }
        )
        certificates.append({**address, "certificate": dict(proof.certificate)})
    lemma_rows = [
        {
            "key": lemma.key,
            "coarse_key": lemma.coarse_key,
            "name": lemma.name,
            "statement": lemma.statement,
            "universes": list(lemma.universes),
            "constants": list(lemma.constants),
            "flags": sorted(lemma.flags),
            "created": lemma.created,
        }
        for lemma in store.lemmas()
        if lemma.key in there
    ]
    environment_rows = [
        {
            "hash": each.hash,
            "name": each.name,
            "lean_version": each.lean_version,
            "imports": list(each.imports),
            "modules": dict(each.modules),
        }
        for each in store.surroundings().values()
        if each.hash in environments
    ]
    tables: dict[str, list[dict[str, Any]]] = {
        "lemmas": lemma_rows,
        "proofs": proof_rows,
        "certificates": certificates,
        "environments": environment_rows,
    }
    members = {f"{name}.jsonl": _lines(rows) for name, rows in tables.items()}
    members |= {name: text.encode() for name, text in sorted(sources.items())}
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "head": {"seq": last[0]["seq"], "hash": last[0]["hash"]} if last else {"seq": 0, "hash": GENESIS},
        "counts": {name: len(rows) for name, rows in tables.items()},
        "members": {name: hashlib.sha256(data).hexdigest() for name, data in members.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"manifest.json": _json(manifest, indent=1), **members}.items():
            archive.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack(data: bytes) -> Bundle:
    """A bundle from bytes of any origin. Raises UserError, with what is wrong, where it is none or was damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError, RecursionError, OSError) as error:
        said = f"it has no {error.args[0]!r}" if isinstance(error, KeyError) and error.args else str(error)
        raise UserError(f"This is no usable bundle: {said.rstrip('.')}.") from error
    except (NotImplementedError, EOFError, RuntimeError) as error:  # a compression or encryption that is not ours
        raise UserError(f"This is no usable bundle: {error}.") from error


def _read(archive: zipfile.ZipFile) -> Bundle:
    if sum(info.file_size for info in archive.infolist()) > LARGEST_BYTES:
        raise ValueError("it is larger than any bundle")
    manifest = json.loads(_member(archive, "manifest.json"))
    if manifest["format"] != FORMAT or manifest["version"] != VERSION:
        raise ValueError(f"it is not in version {VERSION} of the format")
    members: dict[str, bytes] = {}
    for name, digest in manifest["members"].items():
        members[name] = _member(archive, name)
        if hashlib.sha256(members[name]).hexdigest() != digest:
            raise ValueError(f"its part {name} was changed after it was written")
    rows = {table: [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()] for table in _TABLES}
    sources = {name: data.decode() for name, data in members.items() if name.startswith("sources/")}
    names = {_address(row): _text(row["certificate"]["name"]) for row in rows["certificates"]}
    lemmas = {row["key"]: row for row in rows["lemmas"]}
    proofs = tuple(
        _carried(row, lemmas[row["lemma"]], sources[f"sources/{row['source']}.lean"], names[_address(row)])
        for row in rows["proofs"]
    )
    surroundings = {
        row["hash"]: Surroundings(
            _text(row["hash"]),
            _text(row["name"]),
            _text(row["lean_version"]),
            tuple(map(_text, row["imports"])),
            _texts(row["modules"]),
        )
        for row in rows["environments"]
    }
    return Bundle((int(manifest["head"]["seq"]), _text(manifest["head"]["hash"])), surroundings, proofs)


def _carried(row: Mapping[str, Any], lemma: Mapping[str, Any], source: str, theorem: str) -> Carried:
    stable_name(row["lemma"])  # ValueError where it is no key
    origin = _text(row["origin"])
    return Carried(
        key=row["lemma"],
        coarse_key=_text(lemma["coarse_key"]),
        name=_text(lemma["name"]),
        theorem=theorem,
        flags=frozenset(map(_text, lemma["flags"])) & _KNOWN_FLAGS,
        environment=_text(row["environment"]),
        proof_hash=_text(row["proof_hash"]),
        source=source,
        script=_text(row["script"]),
        text=None if row["text"] is None else _text(row["text"]),
        needs=_texts(row["needs"]),
        origin=origin if origin.startswith("imported") else f"imported: {origin}",
    )


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise ValueError("it is larger than any bundle")
    return data


def _address(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return _text(row["lemma"]), _text(row["environment"]), _text(row["proof_hash"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is no text")
    return value


def _texts(value: Mapping[str, object]) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in value.items()}


def _closure(proofs: Sequence[Proof], keys: Iterable[str]) -> set[str]:
    """These lemmas and all that the texts of their proofs mention, through any number of steps."""
    by_name = {stable_name(proof.lemma): proof.lemma for proof in proofs}
    mentioned: dict[str, set[str]] = {}
    for proof in proofs:
        below = {by_name[name] for name in stable_names(proof.text or "") if name in by_name}
        mentioned.setdefault(proof.lemma, set()).update(below)
    wanted: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in wanted:
            wanted.add(key)
            waiting += mentioned.get(key, ())
    return wanted


def _lines(rows: Sequence[object]) -> bytes:
    return b"".join(_json(row) + b"\n" for row in rows)


def _json(value: object, indent: int | None = None) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, indent=indent).encode()
