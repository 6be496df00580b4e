"""Stored lemmas in other files, with real Lean: the text that is kept, where it is put, and that it holds there."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest

from lemma_graph import library, normalise, policy
from lemma_graph.library import Definition
from lemma_graph.model import SIMP, Lemma, stable_name, stable_names
from lemma_graph.store import Store
from lemma_graph.text import rename
from prover_bridge import certify as certifying
from prover_bridge import source, toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import Environment, of_text
from prover_bridge.errors import UserError
from prover_bridge.outline import Outline, outline
from prover_bridge.scopes import scope_at


@pytest.fixture(scope="module")
def environment() -> Iterator[Environment]:
    yield of_text(toolchain.embedded(), "")
    certifying.close()


class Keeper:
    """Certifies a file and keeps its theorems, as the agent does."""

    def __init__(self, store: Store, environment: Environment) -> None:
        self.store, self.environment = store, environment

    @functools.cache  # noqa: B019
    def outline(self, text: str) -> Outline:
        return outline(self.environment, text)

    def definitions(self, text: str) -> list[Definition]:
        """What the file defines; what Lean makes of a definition ends where that ends."""
        declarations = self.source(text).declarations
        found = []
        for name, content in self.outline(text).contents.items():
            declared = name
            while declared and declared not in declarations:
                declared = declared.rpartition(".")[0]
            if declared:  # a notation declares what has no place of its own
                found.append(Definition(name, content, declarations[declared][1]))
        return found

    @functools.cache  # noqa: B019
    def source(self, text: str) -> source.Source:
        return source.parse(text, self.environment)

    def keep(self, text: str) -> dict[str, Lemma]:
        kept: dict[str, Lemma] = {}
        theorems = {theorem.name: theorem for theorem in self.source(text).theorems}
        definitions = {definition.name: definition for definition in self.definitions(text)}
        for verdict in certify(self.environment, text):
            assert verdict.status == "certified" and verdict.statement is not None, verdict.reason
            statement, theorem = verdict.statement, theorems[verdict.name]
            mentioned = {use.name for use in verdict.uses} | set(statement.local_constants)
            needed = [definition for name, definition in definitions.items() if name in mentioned]
            base = text[: max((definition.end for definition in needed), default=0)]
            names = normalise.Names(
                lemmas={name: lemma.stable_name for name, lemma in kept.items()},
                definitions=tuple(definitions),
                simp=tuple(lemma.stable_name for lemma in kept.values() if SIMP in lemma.flags),
            )

            def confirm(
                candidate: str, base: str = base, needed: list[Definition] = needed, key: str = statement.key
            ) -> str | None:
                name = stable_name(key)
                rooted = candidate.replace(f"theorem {name}", f"theorem _root_.{name}", 1)
                file = library.finished_text(self.store, f"{base}\n\n{rooted}\n", self.environment.content_hash, needed)
                try:
                    found = outline(self.environment, file.text).statement(name)
                except UserError:
                    return None
                return found.key if found else None

            declaration = text[theorem.start : theorem.end]
            lemma, _ = self.store.add(
                verdict,
                source=text,
                script="…",
                environment_name=self.environment.name,
                text=normalise.normalise(declaration, statement, scope_at(text, theorem.start), names, confirm),
                needs={definition.name: definition.content for definition in needed},
                flags=policy.flags(declaration, trivial=False),
            )
            kept[verdict.name] = lemma
        return kept

    def certified_keys(self, text: str) -> dict[str, str]:
        """Statement keys of a text's theorems, all of them certified."""
        verdicts = certify(self.environment, text)
        assert {verdict.status for verdict in verdicts} == {"certified"}, [verdict.reason for verdict in verdicts]
        return {verdict.name: verdict.statement.key for verdict in verdicts if verdict.statement}


@pytest.fixture
def keeper(store: Store, environment: Environment) -> Keeper:
    return Keeper(store, environment)


PLAIN = """
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩

theorem swap_twice (p q : Prop) (h : p ∧ q) : p ∧ q := by
  have k := swap p q h
  exact swap q p k

theorem swap_thrice {p q : Prop} (h : p ∧ q) : q ∧ p :=
  swap p q (swap_twice p q h)
"""

HOSTILE = """
-- Whatever this file does to names and notations, it does behind the lemmas.
def And.swap (n : Nat) : Nat := n

def h (n : Nat) : Nat := n

local notation:35 a " ∧ " b => Or a b

variable (p : Nat)

theorem target (q r : Prop) (k : And q r) : And r q := LEMMA q r k
"""


def test_a_lemma_is_kept_as_its_author_wrote_it_and_mentions_stable_names(keeper: Keeper) -> None:
    kept = keeper.keep(PLAIN)
    swap, twice = kept["swap"], kept["swap_twice"]
    assert swap.text == f"theorem {swap.stable_name} (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"
    assert twice.text is not None and f"have k := {swap.stable_name} p q h\n" in twice.text
    assert stable_names(twice.text) == {twice.stable_name, swap.stable_name}
    assert kept["swap_thrice"].key == swap.key  # another spelling: explicit or implicit, it is one lemma


def test_a_finished_file_carries_what_it_uses_in_order_and_means_the_same(keeper: Keeper) -> None:
    kept = keeper.keep(PLAIN)
    twice = kept["swap_twice"]
    text = "theorem again (a b : Prop) (h : a ∧ b) : a ∧ b := by\n  exact Lemma2 a b h\n"
    text = rename(text, {"Lemma2": twice.stable_name})
    finished = library.finished_text(keeper.store, text, keeper.environment.content_hash)
    assert [lemma.name for lemma in finished.lemmas] == ["swap", "swap_twice"]
    keys = keeper.certified_keys(finished.text)
    assert keys == {kept["swap"].stable_name: kept["swap"].key, twice.stable_name: twice.key, "again": twice.key}
    assert finished.text[finished.shifted(text.index("again")) :].startswith("again (a b")
    # Once more on the finished file: what it declares is not put in twice.
    assert library.finished_text(keeper.store, finished.text, keeper.environment.content_hash).text == finished.text


def test_regression_a_lemma_stands_behind_one_that_an_earlier_proof_brought_in(keeper: Keeper) -> None:
    kept = keeper.keep(PLAIN)
    environment = keeper.environment.content_hash
    swap, twice = kept["swap"].stable_name, kept["swap_twice"].stable_name
    first = f"theorem first (a b : Prop) (h : a ∧ b) : b ∧ a := {swap} a b h\n"
    earlier = library.finished_text(keeper.store, first, environment).text
    second = f"\ntheorem second (a b : Prop) (h : a ∧ b) : a ∧ b := {twice} a b h\n"
    finished = library.finished_text(keeper.store, earlier + second, environment)
    assert [lemma.name for lemma in finished.lemmas] == ["swap_twice"]  # it mentions `swap`, which is there
    assert keeper.certified_keys(finished.text).keys() == {swap, twice, "first", "second"}


def test_a_files_own_notations_and_variables_do_not_touch_what_is_pasted(keeper: Keeper) -> None:
    swap = keeper.keep(PLAIN)["swap"]
    text = rename(HOSTILE, {"LEMMA": swap.stable_name})
    finished = library.finished_text(keeper.store, text, keeper.environment.content_hash)
    keys = keeper.certified_keys(finished.text)
    assert keys[swap.stable_name] == swap.key == keys["target"]


SCOPED = """
namespace Theory
inductive Bit where
  | zero
  | one

def flip : Bit → Bit
  | .zero => .one
  | .one => .zero

open Bit
variable (b : Bit) {p : Prop}

@[simp] theorem flip_flip : flip (flip b) = b := by
  cases b
  · rfl
  · rfl

theorem flip_thrice (hp : p) : flip (flip (flip b)) = flip b ∧ p := by
  constructor
  · simp
  · exact hp

theorem flip_zero : flip zero = one := rfl
end Theory
"""


def test_lemmas_of_a_theory_stand_behind_its_definitions_wherever_it_is(keeper: Keeper) -> None:
    kept = keeper.keep(SCOPED)
    assert all(lemma.reusable for lemma in kept.values()), {name: lemma.text for name, lemma in kept.items()}
    assert set(kept["Theory.flip_thrice"].needs) >= {"Theory.flip"}
    head = SCOPED[: SCOPED.index("@[simp]")]
    text = f"{head}\ntheorem mine (c : Bit) : flip (flip (flip c)) = flip c ∧ True := LEMMA c trivial\nend Theory\n"
    text = rename(text, {"LEMMA": kept["Theory.flip_thrice"].stable_name})
    place = keeper.definitions(f"{head}\nend Theory\n")
    finished = library.finished_text(keeper.store, text, keeper.environment.content_hash, place)
    keys = keeper.certified_keys(finished.text)
    for lemma in finished.lemmas:
        assert keys[lemma.stable_name] == lemma.key
    assert "Theory.mine" in keys
    with pytest.raises(ValueError, match="cannot stand in this file"):
        other = [Definition(d.name, "another content", d.end) for d in place]
        library.finished_text(keeper.store, text, keeper.environment.content_hash, other)


NOTATION = """
namespace Seq
inductive Seq (α : Type u) where
  | nil
  | cons (head : α) (tail : Seq α)

def join {α : Type u} : Seq α → Seq α → Seq α
  | .nil, t => t
  | .cons a s, t => .cons a (join s t)

local infixl:65 " ⊹ " => join

theorem join_assoc {α : Type u} (s t r : Seq α) : s ⊹ t ⊹ r = s ⊹ (t ⊹ r) := by
  induction s with
  | nil => rfl
  | cons a s ih => simp [join, ih]

theorem join_assoc' {α : Type u} (s t r : Seq α) : s ⊹ (t ⊹ r) = s ⊹ t ⊹ r :=
  (join_assoc s t r).symm
end Seq
"""


def test_a_statement_in_local_notation_is_kept_in_full(keeper: Keeper) -> None:
    kept = keeper.keep(NOTATION)
    first, second = kept["Seq.join_assoc"], kept["Seq.join_assoc'"]
    assert first.text is not None and second.text is not None
    assert "⊹" not in first.text and "Seq.join (Seq.join s t) r" in first.text
    head = NOTATION[: NOTATION.index("local infixl")]
    text = f"{head}theorem mine (a b c : Seq Nat) : join a (join b c) = join (join a b) c := LEMMA a b c\nend Seq\n"
    place = keeper.definitions(f"{head}\nend Seq\n")
    text = rename(text, {"LEMMA": second.stable_name})
    finished = library.finished_text(keeper.store, text, keeper.environment.content_hash, place)
    assert [lemma.name for lemma in finished.lemmas] == ["Seq.join_assoc", "Seq.join_assoc'"]
    keys = keeper.certified_keys(finished.text)
    assert (keys[first.stable_name], keys[second.stable_name]) == (first.key, second.key)


def test_a_changed_definition_makes_another_lemma(keeper: Keeper) -> None:
    kept = keeper.keep(SCOPED)
    changed = SCOPED.replace("| .one => .zero", "| .one => .one").split("@[simp]")[0] + "end Theory\n"
    contents = {d.name: d.content for d in keeper.definitions(changed)}
    assert contents["Theory.flip"] != kept["Theory.flip_thrice"].needs["Theory.flip"]


def test_what_no_candidate_confirms_is_not_reusable(keeper: Keeper) -> None:
    verdict = certify(keeper.environment, PLAIN)[0]
    assert verdict.statement is not None
    tried: list[str] = []

    def confirm(text: str) -> str | None:
        tried.append(text)
        return "0" * 64

    declaration = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩"
    scope, names = scope_at(PLAIN, 0), normalise.Names()
    assert normalise.normalise(declaration, verdict.statement, scope, names, confirm) is None
    assert len(tried) == 2 and "intro p q h" in tried[1]


def test_dependencies_of_an_unknown_lemma_are_a_mistake(keeper: Keeper) -> None:
    with pytest.raises(ValueError, match="not reusable"):
        library.dependencies(keeper.store, ["a" * 64], keeper.environment.content_hash)


def test_aliases_are_readable_and_never_clash(keeper: Keeper) -> None:
    kept = keeper.keep(PLAIN)
    lemmas = [kept["swap"], kept["swap_twice"]]
    assert library.aliases(lemmas) == {lemma.name: lemma.stable_name for lemma in lemmas}
    chosen = library.aliases([*lemmas, lemmas[0]], taken={"swap"})
    assert set(chosen) == {"swap_2", "swap_twice", "swap_3"}
    assert rename("exact (swap_2 p q h).symm -- swap_2", chosen) == (
        f"exact ({kept['swap'].stable_name} p q h).symm -- swap_2"
    )
