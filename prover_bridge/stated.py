"""The theorems that a text may name because its imports state them, with their statements as Lean reads them."""

from __future__ import annotations

from prover_bridge import printer
from prover_bridge.compiled import theorems
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr, Name
from prover_bridge.library import Library

# A library of more modules is another matter: reading it takes minutes.
MOST_MODULES = 300
# Namespaces of decision procedures, whose lemmas are premises only of each other.
MACHINERY = ("Lean.", "Lemmasmith.", "Int.Internal.", "Nat.Internal.", "_private.")


def stated(environment: Environment) -> list[tuple[Name, str]]:
    """Name and statement of each theorem that somebody wrote, in the order of names.

    Empty where more than `MOST_MODULES` modules are imported. Raises UserError where one is missing or unreadable.
    """
    library = Library(environment)
    if len(library.modules) > MOST_MODULES:
        return []

    def look_up(name: Name) -> Constant[Expr] | None:
        return library.constant(name) if name in library else None

    names = (name for module in library.modules.values() for name in theorems(module))
    chosen = sorted(name for name in names if not name.startswith(MACHINERY))
    return [(name, printer.show(library.constant(name).type, look_up)) for name in chosen]
