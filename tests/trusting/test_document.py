"""Certificates as documents: made, read, held against the file; and what becomes of damaged ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import fuzz
from prover_bridge import document as documents
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.document import Document
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError

TEXT = "theorem a (p : Prop) : p ∨ ¬p := Classical.em p\ntheorem b : 2 + 2 = 4 := rfl\n"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "certificate.schema.json").read_text())


@pytest.fixture(scope="module")
def verdicts(environment: Environment) -> list[Verdict]:
    return certify(environment, TEXT)


@pytest.fixture
def document(environment: Environment, verdicts: list[Verdict]) -> Document:
    return documents.load(documents.dump(documents.make(environment, TEXT, verdicts, {"program": "test"})).encode())


def sealed(document: Document) -> bytes:
    return documents.dump({**document, "sha256": documents.seal(document)}).encode()


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """The part of JSON Schema that ours uses."""
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        return False
    if "anyOf" in schema:
        return any(fits(value, each) for each in schema["anyOf"])
    kinds = {"null": type(None), "object": dict, "array": list, "string": str, "integer": int}
    if "type" in schema and (not isinstance(value, kinds[schema["type"]]) or isinstance(value, bool)):
        return False
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, list):
        long_enough = len(value) >= schema.get("minItems", 0)
        return long_enough and all(fits(each, schema.get("items", {})) for each in value)
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        if not set(schema.get("required", ())) <= set(value):
            return False
        if others is False and not set(value) <= set(known):
            return False
        return all(fits(each, known.get(key, others or {})) for key, each in value.items())
    return value is None or value >= schema.get("minimum", value)


def test_the_schema_describes_what_is_written(document: Document) -> None:
    assert fits(document, SCHEMA)
    pinned = {**document, "imports_checked": "in full", "imports_sha256": "0" * 64}
    assert fits(pinned, SCHEMA) and not fits({**pinned, "imports_sha256": "0"}, SCHEMA)
    assert not fits({**document, "more": 1}, SCHEMA) and not fits({**document, "theorems": []}, SCHEMA)


def test_a_document_holds_against_a_fresh_check(
    document: Document, environment: Environment, verdicts: list[Verdict]
) -> None:
    assert documents.preconditions(document, environment, TEXT) is None
    assert [finding.status for finding in documents.compare(document, verdicts)] == ["certified"] * 2


@pytest.mark.parametrize(
    "field", ["statement", "statement_key", "coarse_key", "proof_hash", "axioms", "name", "universes"]
)
def test_a_forged_field_is_refused(document: Document, verdicts: list[Verdict], field: str) -> None:
    first, second = document["theorems"]
    other: Any = 7 if field == "universes" else second[field] if field != "axioms" else ["propext"]
    forged = {**document, "theorems": [{**first, field: other}]}
    found = documents.compare(documents.load(sealed(forged)), verdicts)
    assert [finding.status for finding in found] == ["refused"]


def test_another_text_and_another_environment(document: Document, environment: Environment) -> None:
    found = documents.preconditions(document, environment, TEXT + " ")
    assert found is not None and found.status == "refused"
    elsewhere = {**document, "environment": {**document["environment"], "content_hash": "0" * 64}}
    found = documents.preconditions(elsewhere, environment, TEXT)
    assert found is not None and found.status == "undecided" and "environment" in (found.reason or "")
    renamed = {**document, "environment": {**document["environment"], "lean_version": "5.0.0"}}
    found = documents.preconditions(renamed, environment, TEXT)
    assert found is not None and found.status == "refused"


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"\xff", b"null", b"{}", b"[" * 100_000, b'{"a": NaN}', b'{"format": 1, "format": 2}']
)
def test_what_is_no_certificate_is_the_users_error(raw: bytes) -> None:
    with pytest.raises(UserError, match="no usable certificate"):
        documents.load(raw)


@pytest.mark.parametrize("field", ["name", "statement", "axioms"])
def test_half_a_surrogate_pair_is_no_text(document: Document, field: str) -> None:
    """JSON can write it; printing the report would have failed."""
    first = document["theorems"][0]
    broken = {**first, field: ["\ud800"] if field == "axioms" else "a\ud800"}
    with pytest.raises(UserError, match=r"is no .*text"):
        documents.load(sealed({**document, "theorems": [broken]}))
    with pytest.raises(UserError, match="is no text"):
        documents.load(sealed({**document, "how": {"\ud800": ""}}))


@pytest.mark.parametrize("number", ["9" * 5000, "1" + "0" * 30, "1e999", "-1", "2.0", "true", '"2"'])
def test_numbers_that_no_certificate_has(document: Document, number: str) -> None:
    text = documents.dump(document)
    for field in ('"universes": 0', '"version": 2'):
        assert field in text
        with pytest.raises(UserError, match="no usable certificate"):
            documents.load(text.replace(field, f"{field.partition(':')[0]}: {number}").encode())


def test_a_changed_document_is_noticed(document: Document) -> None:
    changed = documents.dump(document).replace('"b"', '"c"').encode()
    with pytest.raises(UserError, match="changed after it was written"):
        documents.load(changed)


def test_sorry_is_allowed_by_no_document(document: Document) -> None:
    with pytest.raises(UserError, match="sorryAx"):
        documents.load(sealed({**document, "allowed_axioms": [*document["allowed_axioms"], "sorryAx"]}))


def test_only_certified_theorems_get_a_document(environment: Environment) -> None:
    for text in ("theorem a : 1 = 2 := sorry", "def a : Nat := 1"):
        with pytest.raises(ValueError):
            documents.make(environment, text, certify(environment, text), {})


def test_damaged_certificates_are_never_accepted_with_another_meaning(environment: Environment) -> None:
    outcomes = fuzz.certificates(environment, 400, seed=3)
    assert outcomes["unusable"] and outcomes["refused"] and sum(outcomes.values()) == 400


def test_damaged_files_are_never_certified_with_another_meaning(environment: Environment) -> None:
    outcomes = fuzz.files(environment, 120, seed=3)
    assert outcomes["unreadable"] and outcomes["refused"] and outcomes["certified"]
