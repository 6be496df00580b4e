"""Rules for induction and case analysis on data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.proposers import Constructor
from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.rewriting import simp_sets
from agent.proposers.view import Local, View, fresh_names
from lemma_graph.term import Term, bare


@dataclass(frozen=True)
class Candidate:
    """A variable to analyse. weight: how much speaks for it."""

    local: Local
    constructors: tuple[Constructor, ...]
    weight: float

    @property
    def recursive(self) -> bool:
        return any(constructor.recursive for constructor in self.constructors)


def candidates(view: View) -> list[Candidate]:
    """Variables of inductive types that the goal mentions; those that functions recurse on first."""
    positions: dict[str, tuple[int, ...]] = {"append": (0,), "++": (0,), "length": (0,), "map": (1, 0), "reverse": (0,)}
    positions |= {"+": (1,), "*": (1,), "^": (1,)}
    for definition in view.query.theory.definitions:
        for name in (bare(definition.name), *definition.notation):
            positions[name] = definition.recursive_on
    found: list[Candidate] = []
    for local in view.data:
        constructors = view.constructors(local.type)
        if constructors is None or not local.accessible or bare(local.type.head) in view.query.theory.predicates:
            continue
        if len(constructors) == 1 and constructors[0].arity > 4:
            continue
        weight = 0.0
        for index, term in enumerate(view.terms):
            share = 1.0 if index == 0 else 0.4
            for part in term.walk():
                if part == Term(local.name):
                    weight += 0.2 * share
                for position in positions.get(bare(part.head), ()):
                    if position < len(part.args) and part.args[position] == Term(local.name):
                        weight += 1.0 * share
        if weight > 0:
            found.append(Candidate(local, constructors, weight))
    return sorted(found, key=lambda c: -c.weight)


def arms(view: View, candidate: Candidate, *, hypotheses: bool) -> list[tuple[str, list[str]]]:
    """For each constructor: the left side of its arm, and the names of its induction hypotheses."""
    variable = candidate.local.name
    result: list[tuple[str, list[str]]] = []
    freed = [name for name in view.names if name != variable]
    for constructor in candidate.constructors:
        recursive = set(constructor.recursive)
        wanted: list[str] = []
        for index in range(constructor.arity):
            given = constructor.fields[index] if index < len(constructor.fields) and constructor.fields[index] else ""
            if index in recursive and len(recursive) == 1:
                wanted.append(variable)
            else:
                wanted.append(given or ("abcdefgh"[index] if index < 8 else f"x{index}"))
        names = fresh_names(wanted, freed)
        ih: list[str] = []
        if hypotheses:
            bases = ["ih"] if len(recursive) == 1 else [f"ih_{names[i]}" for i in sorted(recursive)]
            ih = fresh_names(bases, [*freed, *names])
        result.append((" ".join([constructor.name, *names, *ih]), ih))
    return result


def by_induction(view: View) -> Guesses:
    """Induction on each candidate: with every case ended by `simp`, then with the cases left open."""
    found = candidates(view)
    nested = sum(tactic.startswith("induction") for tactic in view.query.script)
    if any(constructor.recursive for c in found for constructor in c.constructors):
        recursive = [c for c in found if c.recursive]
        best = recursive[0].weight
        for rank, candidate in enumerate(recursive[:4]):
            # A second induction inside the first is rare, a third is rarer.
            prior = -0.9 - 0.8 * rank - 1.1 * nested - (0.5 if candidate.weight < 0.5 * best else 0.0)
            yield from _induction(view, candidate, prior)
    enumerations = [c for c in found if not c.recursive]
    if enumerations:
        yield from _enumerate(view, enumerations)
    for rank, candidate in enumerate([c for c in found if c.recursive][:3]):
        shape = "cases"
        text = _text(shape, candidate.local.name, "", arms(view, candidate, hypotheses=False), None)
        lemmas, used = simp_sets(view, closing=True)[0]
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        yield Guess(f"cases {candidate.local.name} <;> simp_all{listed}", -2.3 - 0.4 * rank, "cases simp_all", used)
        yield Guess(text, -2.2 - 0.4 * rank - 0.3 * nested, "cases")


def _induction(view: View, candidate: Candidate, prior: float) -> Guesses:
    name = candidate.local.name
    cases = arms(view, candidate, hypotheses=True)
    others = _generalizable(view, name)
    sets = simp_sets(view, closing=True)
    for index, (lemmas, used) in enumerate(sets[: 3 if view.natural else 2]):
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        yield Guess(f"induction {name} <;> simp_all{listed}", prior - 0.05 - 0.45 * index, "induction simp_all", used)
        with_ih = ["simp [" + ", ".join([*lemmas, *ih]) + "]" if lemmas or ih else "simp" for _, ih in cases]
        yield Guess(_text("induction", name, "", cases, with_ih), prior - 0.3 - 0.45 * index, "induction simp", used)
    if view.arithmetic:
        lemmas, used = sets[0]
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        yield Guess(f"induction {name} <;> simp_all{listed} <;> omega", prior - 0.35, "induction omega", used)
    yield Guess(_text("induction", name, "", cases, None), prior - 0.35, "induction")
    if other := _second(view, name):
        lemmas, used = sets[0]
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        both = f"induction {name} generalizing {other} <;> cases {other} <;> simp_all{listed}"
        yield Guess(both, prior - 0.25, "induction and cases", used)
        if view.numbers:
            yield Guess(f"{both} <;> omega", prior - 0.35, "induction and cases", used)
    if others:
        clause = " generalizing " + " ".join(others)
        lemmas, used = sets[0] if sets else ((), ())
        listed = f" [{', '.join(lemmas)}]" if lemmas else ""
        needed = 0.5 if _accumulates(view, name) else 0.0
        yield Guess(
            f"induction {name}{clause} <;> simp_all{listed}",
            prior - 1.0 + needed,
            "induction generalizing simp_all",
            used,
        )
        yield Guess(_text("induction", name, clause, cases, None), prior - 1.1 + needed, "induction generalizing")


def _second(view: View, name: str) -> str | None:
    """A variable that some function takes apart together with `name`."""
    for definition in view.query.theory.definitions:
        if len(definition.recursive_on) < 2:
            continue
        for part in view.target.walk():
            if bare(part.head) in (bare(definition.name), *definition.notation):
                places = [part.args[i] for i in definition.recursive_on if i < len(part.args)]
                partners = [p.head for p in places if p.head in view.names and not p.args and p.head != name]
                if Term(name) in places and partners:
                    return partners[0]
    return None


def _accumulates(view: View, name: str) -> bool:
    """Whether another argument of a function that recurses on `name` changes with it, as an accumulator does."""
    return any(
        len(part.args) >= 2 and Term(name) in part.args and any(a != Term(name) and a.args for a in part.args)
        for part in view.target.walk()
        if part.head not in ("=", "+", "*", "∧", "∨", "→", "↔")
    )


def _generalizable(view: View, name: str) -> list[str]:
    """Other variables on which nothing but facts hangs; types and instances stay fixed."""
    fixed = {n for local in view.data for n in local.type.names()}
    return [
        local.name
        for local in view.data
        if local.name != name
        and local.accessible
        and local.name not in fixed
        and local.type.head not in ("Type", "Sort", "Prop", "→", "∀")
        and any(local.name in set(term.names()) for term in view.terms)
    ]


def _enumerate(view: View, found: Sequence[Candidate]) -> Guesses:
    """Types without recursion: all values of up to four variables at once."""
    flat = [c for c in found if all(k.arity == 0 for k in c.constructors)]
    lemmas = [d.name for d in view.definitions]
    simp = f"simp_all [{', '.join(lemmas)}]" if lemmas else "simp_all"
    if flat and len(flat) <= 4:
        all_cases = " <;> ".join(f"cases {c.local.name}" for c in flat)
        if view.target.head in ("=", "↔"):
            yield Guess(f"{all_cases} <;> rfl", -0.5, "cases rfl")
        yield Guess(f"{all_cases} <;> {simp}", -0.7, "cases simp_all")
    for rank, candidate in enumerate(found[:3]):
        text = _text("cases", candidate.local.name, "", arms(view, candidate, hypotheses=False), None)
        yield Guess(f"cases {candidate.local.name} <;> {simp}", -1.1 - 0.3 * rank, "cases simp_all")
        yield Guess(text, -1.3 - 0.3 * rank, "cases")


def _text(tactic: str, name: str, clause: str, cases: list[tuple[str, list[str]]], inside: Sequence[str] | None) -> str:
    """The structured form; without `inside` each case becomes a goal with accessible names."""
    lines = [f"{tactic} {name}{clause} with"]
    lines += [f"| {left} => {inside[i] if inside else '?_'}" for i, (left, _) in enumerate(cases)]
    return "\n".join(lines) if cases else f"{tactic} {name}"
