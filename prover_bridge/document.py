"""A certificate as a document that travels: what was certified of one file, for a stranger to check again.

Nothing in a document is believed. `compare` holds it against what a fresh check of the file says, field by field;
only the part `how` (when, and by what) is a mere note. The schema is docs/certificate.schema.json.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prover_bridge.certificate import ALLOWED_AXIOMS, Status, Verdict
from prover_bridge.checks import CHECKS
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.imports import STRENGTH

FORMAT = "lemmasmith-certificate"
VERSION = 2

LARGEST_BYTES = 16 << 20

Document = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """What checking a document again says of it, or of one theorem in it (name None: of the document)."""

    name: str | None
    status: Status
    reason: str | None


def file_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def make(environment: Environment, text: str, verdicts: Sequence[Verdict], how: Mapping[str, str]) -> Document:
    """The document of a file whose theorems are all certified.

    how: notes that nobody can check again, e.g. the time and the sandbox. Raises ValueError where some theorem is not
    certified, or there is none.
    """
    if not verdicts or any(verdict.status != "certified" for verdict in verdicts):
        raise ValueError("only a file whose theorems are all certified has a certificate")
    document: Document = {
        "format": FORMAT,
        "version": VERSION,
        "file_sha256": file_hash(text),
        "environment": {
            "content_hash": environment.content_hash,
            "lean_version": environment.toolchain.version,
            "imports": sorted(environment.imports),
        },
        "allowed_axioms": list(verdicts[0].allowed_axioms),
        "checks": list(CHECKS),
        "imports_checked": verdicts[0].imports,
        "imports_sha256": verdicts[0].imports_sha256,
        "theorems": [_theorem(verdict) for verdict in verdicts],
        "how": dict(sorted(how.items())),
    }
    return {**document, "sha256": seal(document)}


def _theorem(verdict: Verdict) -> Document:
    assert verdict.statement is not None
    return {
        "name": verdict.name,
        "statement": verdict.statement.text,
        "universes": len(verdict.statement.universes),
        "statement_key": verdict.statement.key,
        "coarse_key": verdict.statement.coarse_key,
        "proof_hash": verdict.proof_hash,
        "axioms": sorted(verdict.axioms),
        "contradiction": verdict.contradiction,
    }


def dump(document: Document) -> str:
    """The document as text: the same bytes for the same document."""
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def seal(document: Document) -> str:
    """A hash over the document, against damage on the way; who forges a document makes it anew."""
    rest = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(
        json.dumps(rest, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KEYS = (
    "format",
    "version",
    "file_sha256",
    "environment",
    "allowed_axioms",
    "checks",
    "imports_checked",
    "imports_sha256",
    "theorems",
    "how",
    "sha256",
)


def load(raw: bytes) -> Document:
    """A document from bytes of any origin. Raises UserError, with what is wrong, where it is none or was changed."""
    try:
        if len(raw) > LARGEST_BYTES:
            raise _Wrong("it is larger than any certificate")
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number, parse_int=_integer)
        _valid(found)
    except (ValueError, RecursionError) as error:  # _Wrong, JSON's errors and broken UTF-8 are ValueErrors
        raise UserError(
            f"This is no usable certificate: {str(error).rstrip('.') or 'it is nested too deeply'}."
        ) from error
    document: Document = found
    return document


class _Wrong(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Wrong("a key stands in it twice")
    return found


def _no_number(text: str) -> None:
    raise _Wrong(f"{text} is no number")


def _integer(text: str) -> int:
    if len(text) > 18:
        raise _Wrong("a number in it is far too long")
    return int(text)


def _valid(found: object) -> None:
    document = _object(found, "the document", _KEYS)
    if document["format"] != FORMAT or type(document["version"]) is not int or document["version"] != VERSION:
        raise _Wrong(f"it is not in version {VERSION} of the format")
    _hash(document["file_sha256"], "file_sha256")
    environment = _object(document["environment"], "environment", ("content_hash", "lean_version", "imports"))
    _hash(environment["content_hash"], "content_hash")
    _text(environment["lean_version"], "lean_version")
    _texts(environment["imports"], "imports")
    _texts(document["allowed_axioms"], "allowed_axioms")
    if "sorryAx" in document["allowed_axioms"]:
        raise _Wrong("it allows sorryAx")
    if document["checks"] != list(CHECKS) or document["imports_checked"] not in STRENGTH:
        raise _Wrong("it lists other checks than this program makes")
    if document["imports_checked"] == "replayed":
        if document["imports_sha256"] is not None:
            raise _Wrong("it says of replayed imports what they were")
    else:
        _hash(document["imports_sha256"], "imports_sha256")
    theorems = document["theorems"]
    if not isinstance(theorems, list) or not theorems:
        raise _Wrong("it certifies no theorem")
    keys = ("name", "statement", "universes", "statement_key", "coarse_key", "proof_hash", "axioms", "contradiction")
    for each in theorems:
        theorem = _object(each, "a theorem", keys)
        _text(theorem["name"], "name")
        _text(theorem["statement"], "statement")
        if type(theorem["universes"]) is not int or theorem["universes"] < 0:
            raise _Wrong("universes is no number")
        for key in ("statement_key", "coarse_key", "proof_hash"):
            _hash(theorem[key], key)
        _texts(theorem["axioms"], "axioms")
        if theorem["contradiction"] not in ("found", "not found", "not tried"):
            raise _Wrong("contradiction is neither found nor not found nor not tried")
    names = [theorem["name"] for theorem in theorems]
    if len(set(names)) != len(names):
        raise _Wrong("a theorem stands in it twice")
    how = document["how"]
    if not isinstance(how, dict):
        raise _Wrong("how is no object")
    for key, value in how.items():
        _text(key, "a key of how")
        _text(value, key)
    _hash(document["sha256"], "sha256")
    if document["sha256"] != seal(document):
        raise _Wrong("it was changed after it was written (its own hash does not fit)")


def _object(value: object, what: str, keys: Sequence[str]) -> Document:
    if not isinstance(value, dict) or set(value) != set(keys):
        raise _Wrong(f"{what} has not the fields {', '.join(keys)}")
    return value


def _text(value: object, what: str) -> None:
    if not isinstance(value, str) or not _encodable(value):
        raise _Wrong(f"{what} is no text")


def _texts(value: object, what: str) -> None:
    if not isinstance(value, list) or not all(isinstance(each, str) and _encodable(each) for each in value):
        raise _Wrong(f"{what} is no list of texts")


def _encodable(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which JSON can write and nothing else can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hash(value: object, what: str) -> None:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise _Wrong(f"{what} is no SHA-256 in hex")


def more_axioms(document: Document) -> list[str]:
    """The axioms that were allowed beyond Lean's own three."""
    return [name for name in document["allowed_axioms"] if name not in ALLOWED_AXIOMS]


def names(document: Document) -> list[str]:
    return [theorem["name"] for theorem in document["theorems"]]


def preconditions(document: Document, environment: Environment, text: str) -> Finding | None:
    """Why a fresh check of the file could say nothing about the document; None where it can."""
    if document["file_sha256"] != file_hash(text):
        return Finding(None, "refused", "file: the certificate is of another text than this file's")
    told = document["environment"]
    here = {
        "content_hash": environment.content_hash,
        "lean_version": environment.toolchain.version,
        "imports": sorted(environment.imports),
    }
    if told["content_hash"] != here["content_hash"]:
        return Finding(
            None,
            "undecided",
            f"environment: it was made with Lean {told['lean_version']} and a library that is not the one here "
            f"(Lean {here['lean_version']}): check the file itself here, or verify with that toolchain",
        )
    if told != here:
        return Finding(None, "refused", "environment: its hash is this environment's, but its description is not")
    return None


def compare(document: Document, verdicts: Sequence[Verdict]) -> list[Finding]:
    """What a fresh check of the file in the same environment (`verdicts`, of the document's names) says of each."""
    found = {verdict.name: verdict for verdict in verdicts}
    return [_compare(theorem, document, found.get(theorem["name"])) for theorem in document["theorems"]]


def _compare(told: Document, document: Document, verdict: Verdict | None) -> Finding:
    name = told["name"]
    if verdict is None:
        return Finding(name, "refused", "present: the file has no theorem of that name")
    if verdict.status != "certified":
        return Finding(name, verdict.status, verdict.reason)
    if sorted(document["allowed_axioms"]) != sorted(verdict.allowed_axioms):
        return Finding(name, "refused", "allowed_axioms: not what was allowed")
    pinned, mode = document["imports_sha256"], document["imports_checked"]
    if pinned is not None and pinned != verdict.imports_sha256:
        return Finding(name, "undecided", "imports: the compiled library here is not the certificate's, byte for byte")
    if STRENGTH.index(mode) > STRENGTH.index(verdict.imports):
        return Finding(name, "undecided", f"imports: the certificate says {mode}, here they were {verdict.imports}")
    for field, seen in _theorem(verdict).items():
        if field == "contradiction":
            continue
        if told[field] != seen:
            return Finding(name, "refused", f"{field}: the certificate says {told[field]!r}, the file {seen!r}")
    claimed, seen = told["contradiction"], verdict.contradiction
    if claimed not in (seen, "not tried"):
        # Only what was found is sure: a search that found nothing may find something with more time.
        status: Status = "refused" if seen == "found" else "undecided"
        return Finding(name, status, f"contradiction: the certificate says {claimed} among the hypotheses, here {seen}")
    return Finding(name, "certified", None)
