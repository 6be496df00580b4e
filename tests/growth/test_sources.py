"""What the smaller sources of conjectures think of, from what is known."""

from __future__ import annotations

import pytest

from agent.budget import Budget
from agent.growth import signature
from agent.growth.protocol import GrowthTheory, KnownLists, KnownStatement
from agent.growth.reading import Reader
from agent.growth.signature import read_theory
from agent.growth.sources.analogy import Analogies
from agent.growth.sources.asked import AskedModel
from agent.growth.sources.variations import Generalisations, OpenGoals
from agent.models.asking import Model
from agent.models.endpoint import OpenAIChat
from prover_bridge import toolchain
from tests.endpoint import KEY, Endpoint


@pytest.fixture(scope="module")
def sequence() -> GrowthTheory:
    return read_theory("sequence", toolchain.embedded())


@pytest.fixture(scope="module")
def unary() -> GrowthTheory:
    return read_theory("unary", toolchain.embedded())


def test_laws_of_lists_are_said_of_ones_own_sequences(sequence: GrowthTheory) -> None:
    vocabulary = signature.of(sequence)
    chosen = toolchain.embedded()
    source = Analogies(vocabulary, Reader(sequence, vocabulary), lambda name: read_theory(name, chosen))
    ideas = [idea.statement for idea in source.propose(sequence, KnownLists())]
    assert (
        "∀ {α : Type} (xs ys : Sequence α), Sequence.reverse (Sequence.append xs ys) = "
        "Sequence.append (Sequence.reverse ys) (Sequence.reverse xs)"
    ) in ideas[:60]
    assert len(ideas) == len(set(ideas))


def test_a_law_of_addition_is_asked_of_multiplication(unary: GrowthTheory) -> None:
    vocabulary = signature.of(unary)
    known = KnownLists(proved=[KnownStatement("k", "∀ (a b : Unary), a + b = b + a")])
    ideas = {i.statement: i for i in Analogies(vocabulary, Reader(unary, vocabulary)).propose(unary, known)}
    idea = ideas["∀ (a b : Unary), a * b = b * a"]
    assert idea.parents == ("k",) and "∀ (a b : Unary), a + b = b + a" in idea.reason
    assert "∀ (a b : Unary), a + b = b + a" not in ideas


def test_lemmas_are_generalised_turned_round_and_specialised(unary: GrowthTheory) -> None:
    vocabulary = signature.of(unary)
    double = "∀ (a : Unary), a + a = Unary.double a"
    law = "∀ (a b c : Unary), a * (b + c) = a * b + a * c"
    cancel = "∀ (a b c : Unary), a ≠ Unary.zero → a * b = a * c → b = c"
    square = "∀ (a b : Unary), (a + b) * (a + b) * b = b * ((a + b) * (a + b))"
    texts = [double, law, cancel, square]
    known = KnownLists(proved=[KnownStatement(str(i), text) for i, text in enumerate(texts)])
    ideas = {i.statement: i for i in Generalisations(Reader(unary, vocabulary)).propose(unary, known)}
    assert ideas["∀ (a b : Unary), a * Unary.double b = Unary.double (a * b)"].parents == ("1",)
    assert ideas["∀ (a b c : Unary), a * b = a * c → b = c"].parents == ("2",)
    assert ideas["∀ (a b c : Unary), a ≠ Unary.zero → b = c → a * b = a * c"].parents == ("2",)
    assert ideas["∀ (a b : Unary), a * a * b = b * (a * a)"].parents == ("3",)


def test_goals_that_stayed_open_are_proposed_and_generalised(unary: GrowthTheory) -> None:
    vocabulary = signature.of(unary)
    goal = KnownStatement("", "∀ (n m : Unary), n * m + Unary.double (n * m) = Unary.double (n * m) + n * m")
    conjecture = KnownStatement("key", "∀ (a : Unary), Unary.even (a * a + a) = true")
    ideas = list(OpenGoals(Reader(unary, vocabulary)).propose(unary, KnownLists(open=[goal, conjecture])))
    found = {idea.statement: idea.parents for idea in ideas}
    assert found["∀ (a b : Unary), a * b + Unary.double (a * b) = Unary.double (a * b) + a * b"] == ()
    assert found["∀ (a : Unary), a + Unary.double a = Unary.double a + a"] == ()
    assert "∀ (a : Unary), Unary.even (a * a + a) = true" not in found


def test_a_model_is_asked_within_its_budget_and_its_words_are_data(unary: GrowthTheory, endpoint: Endpoint) -> None:
    endpoint.always = (
        "Here you are:\n```lean\n∀ (a b : Unary), a + b = b + a\n"
        "∀ (a : Unary), Unary.zero + a = a\nnot a statement at all\n```"
    )
    chat = OpenAIChat(endpoint.url, api_key=KEY)
    budget = Budget(max_model_calls=1)
    source = AskedModel(Model(chat, budget, "m", samples=1))
    known = KnownLists(refuted=[KnownStatement("r", "∀ (a b : Unary), a + b = b")])
    ideas = [idea.statement for idea in source.propose(unary, known)]
    assert ideas == ["∀ (a b : Unary), a + b = b + a", "∀ (a : Unary), Unary.zero + a = a", "not a statement at all"]
    [request] = endpoint.asked
    question = request["messages"][-1]["content"]
    assert "def triangle : Unary → Unary" in question and "These are false:\n∀ (a b : Unary), a + b = b" in question
    assert list(source.propose(unary, known)) == [] and len(endpoint.asked) == 1
