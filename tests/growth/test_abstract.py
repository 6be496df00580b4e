"""Abstract structures: read, judged in small models of their axioms, and with the laws that one expects of them."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from agent.growth.ground import Ground
from agent.growth.protocol import GrowthTheory, KnownLists, KnownStatement, Source
from agent.growth.reading import Reader
from agent.growth.sieve import models
from agent.growth.sieve.abstract import InModels, structures
from agent.growth.sieve.trials import counterexample, judge
from agent.growth.signature import of, read_theory
from agent.growth.sources.equations import Equations
from agent.growth.sources.implications import Implications
from agent.growth.sources.variations import OpenGoals
from agent.growth.terms import App, Statement, Term, Type, Var, apply, canonical, equation
from lemma_graph.naming import name_of
from prover_bridge import toolchain

pytestmark = pytest.mark.timeout(1500)  # a busy machine takes its time
FILE = Path(__file__).with_name("Abstract.lean")
A, B, C = (Var(name, Type("'0")) for name in "abc")


@pytest.fixture(scope="module")
def theory() -> GrowthTheory:
    return read_theory(FILE, toolchain.embedded())


@pytest.fixture(scope="module")
def judges(theory: GrowthTheory) -> dict[str, InModels]:
    vocabulary = of(theory)
    return {each.name: InModels(theory, vocabulary, each) for each in structures(theory, vocabulary)}


def made(judge_: InModels, name: str, *args: Term) -> App:
    operation = judge_.vocabulary.operation(f"{judge_.structure.name}.{name}")
    found = apply(operation, *args) if operation is not None else None
    assert found is not None
    return found


def same(left: Term, right: Term) -> Statement:
    return canonical((), equation(left, right))


def test_structures_are_read_with_their_operations_and_axioms(judges: dict[str, InModels]) -> None:
    told = {name: (sorted(each.sort.operations), each.structure.explicit) for name, each in judges.items()}
    assert told == {
        "Gruppe": (["Gruppe.inv", "Gruppe.mul", "Gruppe.one"], False),
        "Verband": (["Verband.join", "Verband.meet"], False),
        "Halbgruppe": (["Halbgruppe.op", "Halbgruppe.unit"], True),
    }
    assert [len(each.structure.axioms) for each in judges.values()] == [3, 6, 3]


def test_models_satisfy_the_axioms_and_one_group_is_not_commutative(judges: dict[str, InModels]) -> None:
    groups = judges["Gruppe"].models
    assert {2, 3, 4, 6} <= {model.size for model in groups}
    for model in groups:
        cells = range(model.size)

        def mul(a: int, b: int, model: models.Model = model) -> int:
            return model.value("Gruppe.mul", (a, b))

        one = model.value("Gruppe.one", ())
        assert all(mul(mul(a, b), c) == mul(a, mul(b, c)) for a, b, c in itertools.product(cells, repeat=3))
        assert all(mul(one, a) == a and mul(model.value("Gruppe.inv", (a,)), a) == one for a in cells)
    assert any(
        model.value("Gruppe.mul", (a, b)) != model.value("Gruppe.mul", (b, a))
        for model in groups
        for a, b in itertools.product(range(model.size), repeat=2)
    )


def test_contradictory_axioms_have_no_model_beyond_one_element() -> None:
    sort = models.Sort(Type("'0"), {"s.f": (1, False)})
    axioms: list[models.Clause] = [(2, (models.Literal(True, 0, 1),))]  # any two elements are equal
    assert models.find(sort, axioms, 1, source=random.Random(0), most=1000) == models.Model(1, {"s.f": (0,)})
    assert models.find(sort, axioms, 2, source=random.Random(0), most=1000) is None


def test_false_laws_are_refuted_in_a_model_that_is_shown_and_true_ones_are_not(judges: dict[str, InModels]) -> None:
    group, monoid = judges["Gruppe"], judges["Halbgruppe"]
    product = made(group, "mul", A, B)
    commutes = same(product, made(group, "mul", B, A))
    inverse = made(group, "inv", product)
    straight = same(inverse, made(group, "mul", made(group, "inv", A), made(group, "inv", B)))
    turned = same(inverse, made(group, "mul", made(group, "inv", B), made(group, "inv", A)))
    idempotent = same(made(group, "mul", A, A), A)
    found = [valuation for valuation, _ in judge(group, [commutes, straight, turned, idempotent])]
    assert [each is not None for each in found] == [True, True, False, True]
    assert found[3] is not None
    text = counterexample(group, idempotent, found[3])
    assert text == "x = 1 where mul = [[0, 1], [1, 0]], one = 0, inv = [0, 1]"
    assert not group.refute(turned)

    m = Var("M", Type("Halbgruppe", (A.type,)))
    [(valuation, _)] = judge(monoid, [same(made(monoid, "op", m, A, B), made(monoid, "op", m, B, A))])
    assert valuation is not None


def test_a_statement_that_holds_in_the_models_at_hand_gets_one_of_its_own(judges: dict[str, InModels]) -> None:
    lattice = judges["Verband"]
    lattice.models[:] = [model for model in lattice.models if model.size < 5]  # all of these are distributive
    distributes = same(
        made(lattice, "meet", A, made(lattice, "join", B, C)),
        made(lattice, "join", made(lattice, "meet", A, B), made(lattice, "meet", A, C)),
    )
    assert judge(lattice, [distributes])[0][0] is None
    assert lattice.refute(distributes)
    assert judge(lattice, [distributes])[0][0] is not None


def test_the_laws_that_one_expects_are_thought_of(theory: GrowthTheory, judges: dict[str, InModels]) -> None:
    def thought(name: str) -> set[str]:
        reader = Reader(theory, of(theory))
        sources: list[Source] = [Equations(judges[name], reader), Implications(judges[name])]
        return {idea.statement for source in sources for idea in source.propose(theory, KnownLists())}

    group = thought("Gruppe")
    for law in (
        "(x : α), Gruppe.inv (Gruppe.inv x) = x",
        "(x y : α), Gruppe.inv (Gruppe.mul x y) = Gruppe.mul (Gruppe.inv y) (Gruppe.inv x)",
        "(x y z : α), Gruppe.mul x y = Gruppe.mul x z → y = z",
        "(x y : α), Gruppe.mul x y = y → x = Gruppe.one",
        "(x y : α), Gruppe.mul x y = Gruppe.one → y = Gruppe.inv x",
        "(x y z : α), Gruppe.mul x y = z → y = Gruppe.mul (Gruppe.inv x) z",
    ):
        assert f"∀ {{α : Type}} [Gruppe α] {law}" in group
    lattice = thought("Verband")
    for law in (
        "(x : α), Verband.meet x x = x",
        "(x : α), Verband.le x x",
        "(x y z : α), Verband.le x y → Verband.le y z → Verband.le x z",
        "(x y : α), Verband.le x y → Verband.le y x → x = y",
    ):
        assert f"∀ {{α : Type}} [Verband α] {law}" in lattice
    # Two structures on the same elements are not told apart in models, so nothing is said of them.
    assert not any("(t u : Halbgruppe" in said or "(u : Halbgruppe" in said for said in thought("Halbgruppe"))


def test_a_lemma_is_not_named_as_an_axiom_of_its_structure(theory: GrowthTheory) -> None:
    ground = Ground(theory)
    assert name_of("∀ (x y : α), Gruppe.inv (Gruppe.mul x y) = x", (), "Gruppe") == "Gruppe.inv_mul"
    assert ground.is_declared("Gruppe.inv_mul") and not ground.is_declared("Gruppe.inv_mul'")


def test_weaker_statements_than_an_open_equation_are_thought_of(theory: GrowthTheory) -> None:
    vocabulary = of(theory)
    [product] = [each for each in vocabulary.operations if each.name == "Gruppe.mul"]
    goal = KnownStatement("key", "∀ {α : Type} [Gruppe α] (x : α), Gruppe.inv (Gruppe.inv x) = x")
    ideas = OpenGoals(Reader(theory, vocabulary), [product]).propose(theory, KnownLists(open=[goal]))
    weaker = "∀ {α : Type} [Gruppe α] (x y : α), Gruppe.mul (Gruppe.inv (Gruppe.inv x)) y = Gruppe.mul x y"
    assert weaker in {idea.statement for idea in ideas}
