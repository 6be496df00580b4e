"""Lemmas that travel: bundles, which are never believed, and the Lake package. With real Lean."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.adding import add_file
from agent.memory import Memory
from lemma_graph import exchange, package, revocation, sealing
from lemma_graph.audit import verify
from lemma_graph.exchange import Bundle
from lemma_graph.importing import Imported, take_in
from lemma_graph.model import VACUOUS
from lemma_graph.store import Store
from prover_bridge import certify as certifying
from prover_bridge import environment, toolchain
from prover_bridge.errors import UserError
from prover_bridge.outline import outline

SHAPES = """inductive Shape where
  | round | square

namespace Shape

def other : Shape → Shape
  | round => square
  | square => round

end Shape
"""
OWN = """import Shapes

inductive Colour where
  | red | green

namespace Colour

def flip : Colour → Colour
  | red => green
  | green => red

theorem flip_flip (c : Colour) : flip (flip c) = c := by cases c <;> rfl

theorem flip_thrice (c : Colour) : flip (flip (flip c)) = flip c := by rw [flip_flip]

end Colour

theorem other_other (s : Shape) : s.other.other = s := by cases s <;> rfl

theorem other_four (s : Shape) : s.other.other.other.other = s := by rw [other_other, other_other]

theorem open_one : 1 + 1 = 2 := sorry

theorem nothing (n : Nat) (h : n < n) : n = 37 := by omega
"""
PLAIN = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩

theorem swap_twice (p q : Prop) (h : p ∧ q) : p ∧ q := by
  have k := swap p q h
  exact swap q p k
"""
PLAIN_NAME = hashlib.sha256(PLAIN.encode()).hexdigest().encode()


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with lemmas of two files, one of them with definitions of its own and in a local module."""
    folder = tmp_path_factory.mktemp("sender")
    (folder / "lean-toolchain").touch()
    for name, text in (("Shapes", SHAPES), ("Own", OWN), ("Plain", PLAIN)):
        (folder / f"{name}.lean").write_text(text)
    with Store.open(folder / "memory.db") as store:
        for name in ("Own", "Plain"):
            added = list(add_file(Memory(store), folder / f"{name}.lean", toolchain.embedded()))
            assert [each.name for each in added if each.lemma is None] == ["open_one"] * (name == "Own")
        yield store
    certifying.close()


@pytest.fixture
def bundle(sender: Store) -> bytes:
    return exchange.pack(sender)


def read(data: bytes) -> Bundle:
    return exchange.unpack(data)


def taken_in(store: Store, data: bytes) -> Imported:
    return take_in(store, read(data), toolchain.embedded())


def names(store: Store) -> list[str]:
    return sorted(lemma.name for lemma in store.lemmas())


def test_added_theorems_are_kept_with_a_text_and_vacuous_ones_are_marked(sender: Store) -> None:
    assert names(sender) == [
        "Colour.flip_flip", "Colour.flip_thrice", "nothing", "other_four", "other_other", "swap", "swap_twice",
    ]  # fmt: skip
    assert all(lemma.reusable for lemma in sender.lemmas())
    assert [lemma.name for lemma in sender.lemmas() if VACUOUS in lemma.flags] == ["nothing"]


def test_a_bundle_is_certified_anew_and_gives_the_same_lemmas(sender: Store, bundle: bytes, store: Store) -> None:
    counts = taken_in(store, bundle)
    assert (counts.proofs, len(counts.lemmas), counts.certified_only, counts.refused) == (7, 7, 0, [])
    assert {lemma.key: (lemma.text, lemma.needs) for lemma in store.lemmas()} == {
        lemma.key: (lemma.text, lemma.needs) for lemma in sender.lemmas()
    }
    assert verify(store).findings == ()
    assert read(bundle).head[1] == verify(sender).head
    again = taken_in(store, bundle)
    assert (again.proofs, again.known) == (0, 7)
    # Back to where it came from: nothing is there twice.
    before = sender.stats()
    assert taken_in(sender, exchange.pack(store)).known == 7
    assert sender.stats() == before


def test_the_same_store_gives_the_same_bytes(sender: Store, bundle: bytes) -> None:
    assert exchange.pack(sender) == bundle


def test_two_stores_merge_without_duplicates(sender: Store, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.lean"
    file.write_text("theorem and_swap {p q : Prop} (h : p ∧ q) : q ∧ p := And.intro h.2 h.1\n")
    list(add_file(Memory(store), file, toolchain.embedded()))
    keys = [sender.get(name).key for name in ("swap_twice",)]
    counts = taken_in(store, exchange.pack(sender, keys))
    assert (counts.proofs, len(counts.lemmas)) == (1, 1)  # what it stands on is here already, under another name
    assert names(store) == ["and_swap", "swap_twice"]


def changed(data: bytes, change: Callable[[str, dict[str, Any]], None], **sources: str) -> bytes:
    """The bundle with rows of its tables edited, sealed anew as whoever forges it would."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    for table in ("lemmas", "proofs", "certificates", "environments"):
        rows = [json.loads(line) for line in members[f"{table}.jsonl"].splitlines()]
        for row in rows:
            change(table, row)
        members[f"{table}.jsonl"] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    for old, new in sources.items():
        members[f"sources/{old}.lean"] = new.encode()
    change("manifest", manifest)
    manifest["members"] = {name: hashlib.sha256(member).hexdigest() for name, member in members.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for name, member in members.items():
            archive.writestr(name, member)
    return packed.getvalue()


def unchanged(table: str, row: dict[str, Any]) -> None:
    pass


def test_a_wrong_proof_is_refused_and_the_others_are_kept(sender: Store, bundle: bytes, store: Store) -> None:
    wrong = PLAIN.replace("⟨h.2, h.1⟩", "sorry")
    counts = taken_in(store, changed(bundle, unchanged, **{hashlib.sha256(PLAIN.encode()).hexdigest(): wrong}))
    assert {refusal.name for refusal in counts.refused} == {"swap", "swap_twice"}
    assert "was not certified" in counts.refused[0].reason
    assert len(counts.lemmas) == 5 and "swap" not in names(store)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("lemma", "f" * 64, "states something else"), ("proof_hash", "e" * 64, "has another proof")],
)
def test_a_row_that_claims_something_else_is_refused(
    sender: Store, store: Store, field: str, value: str, reason: str
) -> None:
    key = sender.get("swap").key

    def claim(table: str, row: dict[str, Any]) -> None:
        for name, old in (("key", key), ("lemma", key)):
            if field == "lemma" and row.get(name) == old:
                row[name] = value
        if field == "proof_hash" and row.get("lemma") == key:
            row[field] = value

    counts = taken_in(store, changed(exchange.pack(sender, [key]), claim))
    assert [refusal.reason[: len(reason)] for refusal in counts.refused] == [reason]
    assert names(store) == []


def test_a_text_that_says_something_else_is_not_kept_as_text(sender: Store, store: Store) -> None:
    lemma = sender.get("swap")

    def lie(table: str, row: dict[str, Any]) -> None:
        if table == "proofs":
            row["text"] = f"theorem {lemma.stable_name} (p q : Prop) (h : p ∧ q) : p ∧ q := h"

    counts = taken_in(store, changed(exchange.pack(sender, [lemma.key]), lie))
    assert (len(counts.lemmas), counts.certified_only) == (1, 1)
    assert not store.get("swap").reusable


def test_a_definition_that_was_changed_changes_the_statement(sender: Store, store: Store) -> None:
    def other_module(table: str, row: dict[str, Any]) -> None:
        if table == "environments" and row["modules"]:
            row["modules"]["Shapes"] = SHAPES.replace("| square => round", "| square => square")

    counts = taken_in(store, changed(exchange.pack(sender, [sender.get("other_other").key]), other_module))
    assert len(counts.refused) == 1 and names(store) == []


def test_a_lemma_that_was_revoked_here_does_not_come_back_by_a_bundle(
    sender: Store, bundle: bytes, store: Store
) -> None:
    taken_in(store, exchange.pack(sender, [sender.get("swap").key]))
    revocation.revoke(store, [sender.get("swap").key], "not wanted")
    counts = taken_in(store, exchange.pack(sender, [sender.get("swap").key]))
    assert [refusal.reason for refusal in counts.refused] == ["was revoked here (not wanted)"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"no zip at all", "not a zip file"),
        (lambda data: data[: len(data) // 2], "not a zip file"),
        (lambda data: changed(data, lambda table, row: row.update(version=2)), "version 1"),
        (lambda data: data.replace(PLAIN_NAME, PLAIN_NAME[::-1]), ""),
        (lambda data: changed(data, lambda table, row: row.clear()), "it has no"),
        (lambda data: changed(data, lambda table, row: row.update(key="zz", lemma="zz")), ""),
        (lambda data: changed(data, lambda table, row: row.update(source=["x"], name=3)), ""),
        (lambda data: changed(data, lambda table, row: row.update(text={"a": 1})), "is no text"),
    ],
)
def test_what_is_no_bundle_is_said_in_one_sentence(bundle: bytes, spoil: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(UserError, match="no usable bundle") as refusal:
        read(spoil(bundle))
    assert said in str(refusal.value) and "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", ["../Evil", "A/B", "/tmp/Evil", "Init", "a..b", ""])
def test_a_module_with_a_name_that_leads_elsewhere_is_refused(sender: Store, store: Store, name: str) -> None:
    def evil(table: str, row: dict[str, Any]) -> None:
        if table == "environments":
            row["modules"] = {name: "def x := 1"}

    counts = taken_in(store, changed(exchange.pack(sender, [sender.get("swap").key]), evil))
    assert "is no name of a local module" in counts.refused[0].reason


def test_a_sealed_bundle_opens_with_its_passphrase(bundle: bytes) -> None:
    sealed = sealing.seal(bundle, passphrase="correct horse")
    assert sealing.is_sealed(sealed) and not sealing.is_sealed(bundle)
    assert sealing.unseal(sealed, passphrase="correct horse") == bundle  # a wrong one would take a second more


def test_a_bundle_can_be_sealed_to_a_public_key(bundle: bytes) -> None:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    sealed = sealing.seal(bundle, recipients=[str(identity.to_public())])
    assert sealing.unseal(sealed, identity=f"# a key file\n{identity}\n") == bundle
    with pytest.raises(UserError, match="does not open"):
        sealing.unseal(sealed[:-9] + b"x" * 9, identity=str(identity))
    with pytest.raises(UserError, match="no public key"):
        sealing.seal(bundle, recipients=["age1nonsense"])


def test_the_package_compiles_and_states_the_same(sender: Store, tmp_path: Path) -> None:
    built = package.build(sender, toolchain.embedded())
    built.write(tmp_path / "library")
    assert built.left_out == []
    assert built.names.keys() == {lemma.key for lemma in sender.lemmas()}
    root = tmp_path / "library" / "Lemmasmith.lean"
    assert (tmp_path / "library" / "lean-toolchain").read_text() == "leanprover/lean4:v4.35.0\n"
    # As a user of the package would: a file beside it imports the root module and uses a lemma by its name.
    user = tmp_path / "library" / "User.lean"
    text = "import Lemmasmith\n\ntheorem again (a b : Prop) (h : a ∧ b) : b ∧ a := Lemmasmith.swap a b h\n"
    where = environment.of_text(toolchain.embedded(), text, user)
    assert outline(where, text).statements[0].key == sender.get("swap").key
    readable = (root.parent / "Lemmasmith" / "Core.lean").read_text()
    assert f"key {sender.get('swap').key}" in readable and "From Plain.lean: swap." in readable
    assert "exact Lemmasmith.swap q p k" in readable
    with pytest.raises(UserError, match="not empty"):
        built.write(tmp_path / "library")


def test_stores_of_two_projects_stay_apart(sender: Store, tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as one, Store.open(tmp_path / "b.db") as two:
        taken_in(one, exchange.pack(sender, [sender.get("swap").key]))
        assert names(one) == ["swap"] and names(two) == []
        assert read(exchange.pack(two)).proofs == ()
