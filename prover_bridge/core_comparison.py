"""The compact core against Lean's own: the same names must say the same things.

    python -m prover_bridge.core_comparison [--toolchain PATH]

Compares every public theorem, definition and type of the core with the declaration of that name in a full toolchain
of the core's version: its kind, its statement (names of binders aside) and which of its arguments are explicit.
Nothing that a certificate rests on: what is proved on the core is certified on the core.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from prover_bridge import constants as c
from prover_bridge import printer, toolchain
from prover_bridge.constants import Constant
from prover_bridge.environment import of_text
from prover_bridge.errors import UserError
from prover_bridge.expression import BinderInfo, Expr, Forall, Name, components, parent
from prover_bridge.keys import Hasher, Scope, UnknownConstantError, is_compiler_made, is_private
from prover_bridge.launcher import Toolchain
from prover_bridge.library import Library
from prover_bridge.toolchain import EMBEDDED_VERSION

# Modules of syntax and tactics that Lean's own core does not have, and the name under which their helpers stand.
OWN_MODULES = frozenset({"Init.Extra", "Init.Evaluate", "Init.Ring", "Init.LinearCombination", "Init.NormNum"})
OWN_NAMESPACE = "Lemmasmith"
# What Lean makes of a type by itself, in the way of its version.
_OF_TYPES = {
    *("rec", "recOn", "casesOn", "below", "brecOn", "binductionOn", "ibelow", "noConfusion", "noConfusionType"),
    *("ctorIdx", "toCtorIdx", "ctorElim", "ctorElimType", "elim", "sizeOf_spec", "inj", "injEq"),
}

What = Literal["missing", "kind", "statement", "arguments"]


@dataclass(frozen=True)
class Difference:
    """A name that does not say the same on both sides. ours, theirs: how it reads there."""

    name: Name
    what: What
    ours: str
    theirs: str

    def __str__(self) -> str:
        if self.what == "missing":
            return f"{self.name} is not in Lean's own core: {self.ours}"
        return f"{self.name} differs in its {self.what}: {self.ours} | Lean: {self.theirs}"


@dataclass(frozen=True)
class Declarations:
    """Declarations by name, with the scope in which they make sense."""

    table: Mapping[Name, Constant[Expr]]
    scope: Scope

    def show(self, name: Name) -> str:
        def look_up(name: Name) -> Constant[Expr] | None:
            try:
                return self.scope.constant(name)
            except UnknownConstantError:
                return None

        return printer.show(self.table[name].type, look_up)


def core(library: Library) -> Declarations:
    """What the core promises to have in common with Lean: its public theorems, definitions and types."""
    found = {}
    for module, compiled in library.modules.items():
        if module in OWN_MODULES:
            continue
        for name in compiled.names:
            constant = compiled.constant(name)
            if isinstance(constant, c.Theorem | c.Definition | c.Inductive | c.Constructor) and _promised(
                name, library
            ):
                found[name] = constant
    return Declarations(found, library)


def everything(library: Library) -> Declarations:
    """All declarations of a library, read when they are asked for."""
    return Declarations(_Lazy(library), library)


def compare(ours: Declarations, theirs: Declarations) -> list[Difference]:
    """Where what we promise is not what Lean has, in the order of `ours`."""
    left, right = Hasher(ours.scope), Hasher(theirs.scope)
    found = []
    for name, mine in ours.table.items():
        other = theirs.table.get(name)
        if other is None:
            found.append(Difference(name, "missing", ours.show(name), ""))
        elif type(mine) is not type(other):
            found.append(Difference(name, "kind", type(mine).__name__.lower(), type(other).__name__.lower()))
        elif left.coarse_key(mine) != right.coarse_key(other):
            found.append(Difference(name, "statement", ours.show(name), theirs.show(name)))
        elif (first := _arguments(mine.type)) != (second := _arguments(other.type)):
            found.append(Difference(name, "arguments", " ".join(first), " ".join(second)))
    return found


def compared_with(full: Toolchain) -> tuple[int, list[Difference]]:
    """How many declarations of the core were compared with a full toolchain's, and the differences.

    Raises UserError where it has another version than the core.
    """
    if full.kind == "embedded" or full.version != EMBEDDED_VERSION:
        raise UserError(
            f"The core follows Lean {EMBEDDED_VERSION}; {full.name} cannot be compared with it: "
            f"install leanprover/lean4:v{EMBEDDED_VERSION} and name it with --toolchain PATH."
        )
    ours = core(Library(of_text(toolchain.embedded(), "")))
    return len(ours.table), compare(ours, everything(Library(of_text(full, ""))))


def _promised(name: Name, library: Library) -> bool:
    parts = components(name)
    if is_private(name) or is_compiler_made(name) or OWN_NAMESPACE in parts:
        return False
    return not (parts[-1] in _OF_TYPES and parent(name) in library)


def _arguments(type_: Expr) -> tuple[BinderInfo, ...]:
    found = []
    while isinstance(type_, Forall):
        found.append(type_.info)
        type_ = type_.body
    return tuple(found)


class _Lazy(Mapping[Name, Constant[Expr]]):
    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, name: Name) -> Constant[Expr]:
        if name not in self._library:
            raise KeyError(name)
        return self._library.constant(name)

    def __iter__(self) -> Iterator[Name]:
        return (name for module in self._library.modules.values() for name in module.names)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--toolchain", help="the path of a full Lean toolchain (default: the one that is found)")
    try:
        count, differences = compared_with(toolchain.find(parser.parse_args().toolchain))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    for difference in differences:
        print(difference)
    print(f"{count} declarations compared, {len(differences)} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
