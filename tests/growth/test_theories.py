"""What is read of a theory: a bundled one, a part of the core, what statements of the core's types are about."""

from __future__ import annotations

from agent.growth import signature, terms
from agent.growth.elaboration import Elaborated, Elaborator
from agent.growth.signature import read_theory
from prover_bridge import toolchain


def operations(theory: str) -> dict[str, str]:
    """Names of the operations of a theory, and their types."""
    vocabulary = signature.of(read_theory(theory, toolchain.embedded()))
    return {each.name: terms.show_type(terms.arrow(*each.parameters, each.result)) for each in vocabulary.operations}


def test_functions_of_other_types_that_a_challenge_speaks_of_are_among_them() -> None:
    found = operations("tree")
    assert found["Tree.inorderOnto"] == "Tree α → Sequence α → Sequence α"
    assert found["Tree.relabel"] == "(α → β) → Tree α → Tree β"
    assert found["Tree.contains"] == "α → Tree α → Prop"
    assert "Sequence.length" in found and "Sequence.flatten" not in found


def test_operators_of_the_core_are_the_functions_that_they_stand_for() -> None:
    theory = read_theory("nat", toolchain.embedded())
    vocabulary = signature.of(theory)
    names = {each.name for each in vocabulary.operations}
    assert {"Nat.add", "Nat.mul", "Nat.sub", "Nat.pow", "Nat.le"} <= names and "HAdd.hAdd" not in names
    laws = {law.name: law for law in theory.signature.laws}
    read = vocabulary.statement(laws["Nat.mul_add"].type)
    assert read is not None
    assert terms.show(terms.canonical((), read.conclusion)) == "∀ (a b c : Nat), a * (b + c) = a * b + a * c"


def test_a_part_of_the_core_is_a_theory() -> None:
    found = operations("List")
    assert found["List.reverse"] == "List α → List α" and found["List.filter"] == "(α → Bool) → List α → List α"
    assert not any(name.count(".") > 1 for name in found)


def test_printed_universes_are_read_again() -> None:
    theory = read_theory("List", toolchain.embedded())
    printed, written, wrong = Elaborator(theory.environment, theory.context).statements(
        [
            "∀ {α : Type u_1} (xs : List α), xs.reverse.reverse = xs",
            "∀ {α : Type _} (ys : List α), ys.reverse.reverse = ys",
            "∀ (xs : List Nat), xs.reverse.nonsense = xs",
        ]
    )
    assert isinstance(printed, Elaborated) and isinstance(written, Elaborated)
    assert printed.key == written.key
    assert isinstance(wrong, str) and "nonsense" in wrong
