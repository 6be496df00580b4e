"""Damaged compiled files and certificates: none may be accepted with another meaning, none may stop the program.

    python benchmarks/fuzz.py [--files 20000] [--certificates 5000] [--seed 1] [--json OUT]

A damaged file is checked in full, kernel included, against the undamaged one as its stub.
"""

from __future__ import annotations

import argparse
import json
import random
import struct
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prover_bridge import certify as certifying
from prover_bridge import document as documents
from prover_bridge import olean, toolchain
from prover_bridge.certificate import Check, Verdict
from prover_bridge.compiled import Compiled, Output, compile_text, judge
from prover_bridge.document import Document
from prover_bridge.environment import Environment, of_text
from prover_bridge.errors import UserError
from prover_bridge.imports import STRENGTH

TEXT = """
inductive Tree (α : Type u) | leaf | node (l : Tree α) (x : α) (r : Tree α)
def Tree.size {α : Type u} : Tree α → Nat
  | .leaf => 0
  | .node l _ r => l.size + r.size + 1
def Good (n : Nat) : Prop := n * n = 4
theorem size_leaf {α : Type u} : (Tree.leaf : Tree α).size = 0 := rfl
theorem large : 123456789012345678901234567890 = 123456789012345678901234567890 := rfl
theorem two : Good 2 := rfl
theorem logic (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
"""


class Wrong(Exception):
    """Something damaged was accepted with another meaning."""


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight places changed: bytes, pointers to other objects, small numbers, swapped words."""
    changed = bytearray(raw)
    base = int.from_bytes(raw[80:88], "little")
    words = len(raw) // 8
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        offset = chance.randrange(olean.HEADER // 8, words) * 8
        match chance.randrange(6):
            case 0:
                changed[chance.randrange(len(raw))] = chance.randrange(256)
            case 1:
                struct.pack_into("<Q", changed, offset, base + 8 * chance.randrange(words))
            case 2:
                struct.pack_into("<Q", changed, offset, 2 * chance.randrange(12) + 1)
            case 3:
                other = chance.randrange(olean.HEADER // 8, words) * 8
                changed[offset : offset + 8], changed[other : other + 8] = (
                    raw[other : other + 8],
                    raw[offset : offset + 8],
                )
            case 4:  # a pointer moved to a neighbour, which often is of the same kind
                (word,) = struct.unpack_from("<Q", raw, offset)
                if not word & 1 and base <= word < base + len(raw):
                    struct.pack_into("<Q", changed, offset, word + 8 * chance.randrange(-12, 13))
            case 5:
                del changed[chance.randrange(olean.HEADER, len(changed)) :]
                return bytes(changed)
    return bytes(changed)


def files(environment: Environment, count: int, seed: int) -> Counter[str]:
    """Outcomes of `count` damaged compiled files. Raises Wrong; any other exception is a defect of the program."""
    chance = random.Random(seed)
    outcomes: Counter[str] = Counter()
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        model = compile_text(checker.library, TEXT, "file.lean", checker.limits, [])
        assert isinstance(model, Compiled), model
        names = certifying.theorems(model.module)
        keys = {name: certifying.statement_of(model, name).key for name in names}
        for _ in range(count):
            raw = damaged(model.bytes, chance)
            checks: list[Check] = []
            found = judge(checker.library, Output(raw, True, False, ""), "file.lean", checks)
            if isinstance(found, str):
                outcomes["unreadable"] += 1
                continue
            if chance.random() < 0.2:
                checker.check_compiled(
                    found, None, None, checks
                )  # without a stub: it may claim less, but must not crash
            for verdict in checker.check_compiled(found, model, names, checks):
                outcomes[verdict.status] += 1
                if verdict.status == "certified":
                    meaning = verdict.statement
                    if meaning is None or meaning.key != keys[verdict.name] or not set(verdict.axioms) <= _AXIOMS:
                        raise Wrong(f"{verdict.name} was certified as {meaning}")
    return outcomes


_AXIOMS = {"propext", "Quot.sound", "Classical.choice"}


def certificates(environment: Environment, count: int, seed: int) -> Counter[str]:
    """Outcomes of `count` damaged certificates of one file. Raises Wrong."""
    chance = random.Random(seed)
    verdicts = certifying.certify(environment, TEXT)
    honest = documents.make(environment, TEXT, verdicts, {"program": "fuzz"})
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        raw = damaged_certificate(honest, chance)
        try:
            document = documents.load(raw)
        except UserError:
            outcomes["unusable"] += 1
            continue
        if accepted(document, environment, TEXT, verdicts):
            outcomes["accepted"] += 1
            if not claims_no_more(document, honest):
                raise Wrong(documents.dump(document))
        else:
            outcomes["refused"] += 1
    return outcomes


def accepted(document: Document, environment: Environment, text: str, verdicts: Sequence[Verdict]) -> bool:
    """What `verify-certificate` says, given a fresh check of the file."""
    if documents.preconditions(document, environment, text) is not None:
        return False
    return all(finding.status == "certified" for finding in documents.compare(document, verdicts))


def claims_no_more(document: Document, honest: Document) -> bool:
    """Whether each claim of a certificate is one of the honest one's. (The part `how` claims nothing.)"""
    if STRENGTH.index(document["imports_checked"]) > STRENGTH.index(honest["imports_checked"]):
        return False
    for key in set(document) - {"how", "sha256", "theorems", "allowed_axioms", "imports_checked"}:
        if document[key] != honest[key]:
            return False
    if sorted(document["allowed_axioms"]) != sorted(honest["allowed_axioms"]):
        return False
    claims = [{**theorem, "contradiction": "not tried"} for theorem in document["theorems"]]
    return all(claim in honest["theorems"] for claim in claims)


def damaged_certificate(honest: Document, chance: random.Random) -> bytes:
    """Bytes changed, or fields exchanged, dropped and added; half of these are sealed again, as a forger would."""
    raw = documents.dump(honest).encode()
    if chance.random() < 0.3:
        changed = bytearray(raw)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    document: Any = json.loads(raw)
    for _ in range(chance.randint(1, 3)):
        _change(document, chance)
    if chance.random() < 0.7:
        document["sha256"] = documents.seal(document)
    return documents.dump(document).encode()


def _change(document: Any, chance: random.Random) -> None:
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key in value if isinstance(value, dict) else range(len(value)):
            places.append((value, key))
            if isinstance(value[key], dict | list):
                walk(value[key])

    walk(document)
    holder, key = chance.choice(places)
    other, other_key = chance.choice(places)
    match chance.randrange(6):
        case 0:
            holder[key] = chance.choice([None, True, 0, 1, -1, 1.5, "", "sorryAx", "0" * 64, [], {}, "t", "False"])
        case 1:
            holder[key] = json.loads(json.dumps(other[other_key]))
        case 2:
            holder.pop(key)
        case 3 if isinstance(holder, list):
            holder.append(json.loads(json.dumps(other[other_key])))
        case 3:
            holder[str(chance.random())] = 1
        case 4 if isinstance(holder[key], str) and holder[key]:
            text = holder[key]
            at = chance.randrange(len(text))
            holder[key] = text[:at] + chance.choice("0123456789abcdef=<≤∧∨¬ tF") + text[at + 1 :]
        case _:
            if isinstance(holder, list):
                chance.shuffle(holder)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    arguments.add_argument("--files", type=int, default=20_000)
    arguments.add_argument("--certificates", type=int, default=5_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    environment = of_text(toolchain.embedded(), "")
    results: dict[str, Any] = {"seed": options.seed}
    for what, count, run in (
        ("certificates", options.certificates, certificates),
        ("files", options.files, files),
    ):
        started = time.monotonic()
        outcomes = run(environment, count, options.seed)
        seconds = time.monotonic() - started
        results[what] = {"count": count, "seconds": round(seconds, 1), "outcomes": dict(outcomes)}
        print(
            f"{count} damaged {what}: {dict(outcomes)}, none accepted with another meaning, {seconds:.0f} s", flush=True
        )
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")
    certifying.close()


if __name__ == "__main__":
    main()
