"""What a Lean text declares, by content: the statements of its theorems and the hashes of its definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prover_bridge import constants as c
from prover_bridge import sandbox
from prover_bridge.certificate import Statement
from prover_bridge.certify import DEFAULT_LIMITS, checker_for
from prover_bridge.checks import PATIENCE
from prover_bridge.compiled import Nonsense, statement_of, theorems
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import Name
from prover_bridge.patience import OutOfPatience, limited


@dataclass(frozen=True)
class Outline:
    """statements: of the text's theorems, in its order. contents: content hash (hex) of each safe thing it defines,
    what the compiler made of its definitions included."""

    statements: tuple[Statement, ...]
    contents: Mapping[Name, str]

    def statement(self, name: Name) -> Statement | None:
        return next((statement for statement in self.statements if statement.name == name), None)


def outline(
    environment: Environment, text: str, *, file_name: str = "file.lean", limits: sandbox.Limits | None = None
) -> Outline:
    """Compile a text in the sandbox and read what it declares. Raises UserError where it does not compile."""
    with checker_for(environment, limits or DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, file_name)
        module, scope = compiled.module, compiled.scope
        try:
            with limited(PATIENCE * checker.limits.seconds, checker.limits.memory_mb):
                stated = tuple(statement_of(compiled, name) for name in theorems(module))
                contents = {
                    name: scope.facts(name).content
                    for name in module.names
                    # Unsafe ones (what runs for a recursion) may mention themselves; no statement rests on them.
                    if not (isinstance(module.constant(name), c.Theorem | c.Axiom) or module.constant(name).unsafe)
                }
        except (*Nonsense, OutOfPatience) as error:
            raise UserError(f"{file_name} compiles to what makes no sense: {error}.") from error
    return Outline(stated, contents)
