"""Rules that look for a chain of equations before they ask Lean."""

from __future__ import annotations

from agent.proposers import equations
from agent.proposers.rules import Guess, Guesses
from agent.proposers.view import View
from lemma_graph.term import Term


def chains(view: View) -> Guesses:
    """A whole equational proof as one tactic; also under `∃`, and towards a fact that is known."""
    yield from _within(view, equations.MOST_WORK)


def long_chains(view: View) -> Guesses:
    """The same with more work, for a theorem itself."""
    yield from _within(view, equations.MOST_AT_ROOT)


def _within(view: View, most: int) -> Guesses:
    target = view.target
    rules = equations.usable(view)
    if not rules:
        return
    if target.head == "=" and len(target.args) == 2:
        chain = equations.between(*target.args, rules, _variables(view), most)
        if chain is not None:
            yield from _as_tactics(chain)
    elif (
        target.head == "∃" and len(target.binders) == 1 and target.args[0].head == "=" and len(target.args[0].args) == 2
    ):
        left, right = target.args[0].args
        yield from _witness(view, target.binders[0].name, left, right, max(most, equations.MOST_TO_WITNESS))
    elif target.args and target.head not in ("∀", "→", "∧", "∨", "¬", "↔"):
        for fact in view.facts:
            if fact.accessible and fact.type.head == target.head and len(fact.type.args) == len(target.args):
                yield from _towards_fact(view, fact.name, fact.type, most)


def _variables(view: View) -> tuple[Term, ...]:
    """Variables that the goal mentions: what an open place in a rewriting may be."""
    return tuple(Term(local.name) for local in view.data if local.accessible and local.name in view.mentioned)


def _as_tactics(chain: equations.Chain) -> Guesses:
    long = 0.04 * len(chain.steps)
    rewrites = equations.as_rewrites(chain)
    if rewrites is not None:
        yield Guess(rewrites, -0.3 - long, "chain", chain.premises)
        yield Guess(equations.as_calc(chain), -0.9 - long, "chain calc", chain.premises)
    else:
        yield Guess(equations.as_calc(chain), -0.35 - long, "chain calc", chain.premises)


def _witness(view: View, hole: str, left: Term, right: Term, most: int) -> Guesses:
    rules = equations.usable(view)
    for start, goal in ((left, right), (right, left)):
        if hole in set(start.names()) or hole not in set(goal.names()):
            continue
        found = equations.towards(start, goal, hole, rules, most)
        if found is None:
            continue
        chain, value = found
        if not chain.steps:
            yield Guess(f"exact ⟨{value}, rfl⟩", -0.1, "witness rfl")
            continue
        steps = ", ".join(map(str, chain.steps))
        prior = -0.3 - 0.04 * len(chain.steps)
        yield Guess(f"exact ⟨{value}, by rw [{steps}]⟩", prior, "witness chain", chain.premises)
        ended = equations.as_calc(chain).replace("\n", "\n    ")
        order = "" if start == left else ".symm"
        yield Guess(f"refine ⟨{value}, ?_⟩\nexact (\n    {ended}){order}", prior - 0.5, "witness chain", chain.premises)


def _towards_fact(view: View, name: str, fact: Term, most: int) -> Guesses:
    """`p t` from `p u` where `t` and `u` are equal by a chain."""
    different = [(a, b) for a, b in zip(view.target.args, fact.args, strict=True) if a != b]
    if len(different) != 1:
        return
    rules = tuple(rule for rule in equations.usable(view) if rule.name != name)
    chain = equations.between(*different[0], rules, _variables(view), most)
    if chain is not None and chain.steps:
        steps = ", ".join(map(str, chain.steps))
        yield Guess(f"rw [{steps}]; exact {name}", -0.5, "chain to fact", chain.premises)
