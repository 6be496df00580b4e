"""The sources of conjectures and the sieve, put together for a theory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agent.budget import Budget
from agent.growth import signature
from agent.growth.protocol import GrowthTheory, Known, SieveProtocol, Source
from agent.growth.reading import Reader
from agent.growth.sieve import Sieve
from agent.growth.sieve.abstract import InModels, structures
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.sources.analogy import Analogies
from agent.growth.sources.equations import Equations
from agent.growth.sources.implications import Implications
from agent.growth.sources.laws import UsualLaws
from agent.growth.sources.variations import Generalisations, OpenGoals

if TYPE_CHECKING:
    from agent.models.asking import Model


def ideas_for(
    theory: GrowthTheory,
    seed: int = 0,
    *,
    model: Callable[[Budget], Model | None] | None = None,
    budget: Budget | None = None,
) -> Callable[[Known], tuple[Sequence[Source], SieveProtocol]]:
    """Makes them anew at each call, since they gather what they have computed. They share it: not for two threads at
    one time.

    model: gives the model that is to be asked for conjectures, or None; budget: what it may spend on them.
    """

    def make(known: Known) -> tuple[Sequence[Source], SieveProtocol]:
        vocabulary = signature.of(theory)
        evaluator = Evaluator(theory, vocabulary)
        reader = Reader(theory, vocabulary)
        laws = [law for law in (vocabulary.statement(each.type) for each in theory.signature.laws) if law is not None]
        toolchain = theory.environment.toolchain
        abstract = [InModels(theory, vocabulary, each, seed) for each in structures(theory, vocabulary)]
        abstract = [each for each in abstract if each.models]
        sources: list[Source] = [
            UsualLaws(vocabulary),
            Equations(evaluator, reader, seed=seed),
            Implications(evaluator, seed=seed),
            Analogies(vocabulary, reader, lambda name: signature.read_theory(name, toolchain)),
            Generalisations(reader, laws),
            OpenGoals(reader, [o for judge in abstract for o in judge.structure.operations if o.kind == "function"]),
        ]
        for judge in abstract:
            name = judge.structure.name.rpartition(".")[2]
            sources.append(Equations(judge, reader, seed=seed, name=f"equations of {name}"))
            sources.append(Implications(judge, seed=seed, name=f"implications of {name}"))
        asked = model(budget or Budget(max_model_calls=_MODEL_CALLS)) if model is not None else None
        if asked is not None:
            from agent.growth.sources.asked import AskedModel

            sources.append(AskedModel(asked, _running_loop()))
        return sources, Sieve(theory, known, evaluator=evaluator, abstract=abstract, seed=seed)

    return make


_MODEL_CALLS = 40


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
