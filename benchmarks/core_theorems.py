"""The compact core's own theorems, with the premises that their proofs really use: data for the memory's benchmarks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from prover_bridge import printer, toolchain
from prover_bridge.compiled import theorems
from prover_bridge.constants import Constant, expressions
from prover_bridge.environment import of_text
from prover_bridge.expression import Expr, Name, mentioned
from prover_bridge.keys import Hasher
from prover_bridge.library import Library

# What `rw`, `simp`, `cases`, `omega` and `▸` put into proof terms by themselves: nobody chose it as a premise.
PLUMBING = frozenset(
    [
        "congrArg",
        "congrFun",
        "congrFun'",
        "congr",
        "Eq.symm",
        "Eq.trans",
        "Eq.mpr",
        "Eq.mp",
        "Eq.rec",
        "Iff.mp",
        "Iff.mpr",
        "Iff.rfl",
        "Iff.refl",
        "Iff.symm",
        "Iff.trans",
        "Iff.of_eq",
        "And.left",
        "And.right",
        "Or.elim",
        "Exists.elim",
        "of_eq_true",
        "eq_true",
        "eq_false",
        "eq_self",
        "of_decide_eq_true",
        "Decidable.byContradiction",
        "trivial",
        "id_eq",
        "propext",
        "funext",
        "implies_congr",
        "forall_congr",
        "absurd",
        "rfl",
        "noConfusion_of_Nat",
        "ite_eq_left",
        "ite_eq_right",
        "if_pos",
        "if_neg",
        "Nat.rec_eq_recCompiled",
    ]
)


# Namespaces of decision procedures: their lemmas are premises only of each other.
MACHINERY = ("Lean.Omega.", "Lemmasmith.", "Int.Internal.", "Nat.Internal.", "_private.Init.Omega", "Lean.")


@dataclass(frozen=True)
class CoreTheorem:
    """statement: as certificates print it. premises: names of the theorems that the proof uses, plumbing left out."""

    name: Name
    module: Name
    key: str
    statement: str
    premises: tuple[Name, ...]


def core_theorems() -> list[CoreTheorem]:
    """Every theorem in the source of the core, those that a module imports ahead of its own."""
    library = Library(of_text(toolchain.embedded(), ""))
    hasher = Hasher(library)
    named = {name: module for module in _by_import(library) for name in theorems(library.modules[module])}

    def look_up(name: Name) -> Constant[Expr] | None:
        return library.constant(name) if name in library else None

    found = []
    for name, module in named.items():
        theorem = library.constant(name)
        chosen = sorted(_used(library, name, named) - PLUMBING)
        text = printer.show(theorem.type, look_up)
        key = hasher.statement_key(theorem)
        found.append(CoreTheorem(name, module, key, text, tuple(chosen)))
    return found


def _used(library: Library, name: Name, named: Mapping[Name, Name]) -> set[Name]:
    inside = any(name.startswith(each) for each in MACHINERY)
    used = mentioned(*expressions(library.constant(name))[1:]) & named.keys()
    return {each for each in used - {name} if inside or not each.startswith(MACHINERY)}


def _by_import(library: Library) -> list[Name]:
    order: dict[Name, None] = {}
    stack = [(name, False) for name in reversed(list(library.modules))]
    while stack:
        name, done = stack.pop()
        if done:
            order[name] = None
        elif name not in order:
            stack.append((name, True))
            stack += [(i.module, False) for i in library.modules[name].imports if i.module not in order]
    return list(order)


def dependants(premises: Mapping[Name, Collection[Name]]) -> dict[Name, set[Name]]:
    """For each theorem all that rest on it, itself included. Whoever proves it anew cannot use those."""
    below: dict[Name, set[Name]] = {name: {name} for name in premises}
    for name in premises:  # in an order in which what is used stands first
        for used in premises[name]:
            below[name] |= below.get(used, set())
    above: dict[Name, set[Name]] = {name: set() for name in premises}
    for name, under in below.items():
        for one in under:
            above[one].add(name)
    return above
