"""Rules that use theorems of the imported library; asked late, for most goals need none by name."""

from __future__ import annotations

from dataclasses import replace

from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.logic import chained
from agent.proposers.rules.rewriting import backward, rewrites
from agent.proposers.view import Rule, View
from lemma_graph.term import Substitution, Term, match, substitute

# In units of log prior: what is at hand comes before what stands in a library, above all where it leaves goals open.
_LATER = 0.3
_MUCH_LATER = 2.0
_MOST_OPEN = 6  # of those
_MOST_FORWARD = 3
_MOST_TO_SIMPLIFY = 6


def by_library(view: View) -> Guesses:
    """`exact`, `apply` and `rw` with library theorems, what they say of the hypotheses, and `simp` with equations."""
    premises = view.query.library()
    if not premises:
        return
    theory = replace(view.query.theory, laws=())
    inner = View(replace(view.query, premises=tuple(premises), theory=theory))
    found = [guess for rule in (chained, backward, rewrites) for guess in rule(inner) if guess.premises]
    closing = [guess for guess in found if guess.tactic.startswith("exact ")]
    others = sorted((guess for guess in found if guess not in closing), key=lambda guess: -guess.prior)[:_MOST_OPEN]
    for guesses, later in ((closing, _LATER), (others, _MUCH_LATER)):
        for guess in guesses:
            yield replace(guess, prior=guess.prior - later, rule=f"library {guess.rule}")
    yield from _forward(inner)
    simplifying = [rule.name for rule in inner.premises if rule.equation and not rule.permutes and not rule.hypotheses]
    if simplifying:
        names = tuple(simplifying[:_MOST_TO_SIMPLIFY])
        yield Guess(f"simp [{', '.join(names)}]", -2.4, "library simp", names)
        if view.facts:
            yield Guess(f"simp_all [{', '.join(names)}]", -2.6, "library simp_all", names)


def _forward(view: View) -> Guesses:
    """What a theorem says where all its hypotheses are at hand, and then the closing tactics."""
    made = 0
    for rule in view.premises:
        if not rule.hypotheses or made >= _MOST_FORWARD:
            continue
        given = _given(view, rule)
        if given is not None:
            bound, facts = given
            (new,) = view.fresh(["h"])
            end = "omega" if view.arithmetic else "simp_all"
            text = f"have {new} := {rule.applied(bound, facts)}\n{end}"
            yield Guess(text, -1.4 - 0.2 * made, "library forward", (rule.name,))
            made += 1


def _given(view: View, rule: Rule) -> tuple[Substitution, list[str]] | None:
    """Facts for all hypotheses of a rule, in order, where they say what all its variables are."""
    bound: dict[str, Term] = {}
    names: list[str] = []
    for hypothesis in rule.hypotheses:
        for fact in view.facts:
            found = match(substitute(hypothesis, bound), fact.type, rule.variables - bound.keys())
            if found is not None and fact.accessible and fact.name not in names:
                bound |= found
                names.append(fact.name)
                break
        else:
            return None
    shown = {name for term in (rule.conclusion, *rule.hypotheses) for name in term.names()} & rule.variables
    return (bound, names) if shown <= bound.keys() else None
