"""Clean text for a certified theorem: a declaration that means the same wherever it is pasted.

Candidates are written from the most readable to the most explicit; the first that really elaborates, in a clean
scope, to the theorem's own key is taken. Text is never believed: `confirm` compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lemma_graph.model import stable_name
from lemma_graph.text import OPENING, blank, rename, telescope
from prover_bridge.certificate import Statement

# Compiles a declaration in a clean scope (imports, needed definitions, the lemmas that it mentions) and gives the
# statement key of the theorem with its stable name; None where it does not compile.
Confirm = Callable[[str], str | None]


@dataclass(frozen=True)
class Scope:
    """What stood around a theorem in its author's file.

    namespaces: those open around it, outermost first, each with its full name. opens, variables, universes: what
    follows the words `open`, `variable`, `universe`, in order. lemmas: full name → stable name of each theorem of the
    file that is in the store. definitions: full names of the file's own definitions. simp: stable names among
    `lemmas` that carry `@[simp]` there.
    """

    namespaces: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    universes: tuple[str, ...] = ()
    lemmas: Mapping[str, str] = field(default_factory=dict, hash=False)
    definitions: tuple[str, ...] = ()
    simp: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declaration:
    """A theorem's text taken apart: `prefix keyword name universes signature body`.

    prefix: its `open … in` and `set_option … in`. signature: binders and type, from the first bracket or colon.
    body: from `:=` or the first `|`. column: of what follows `:=`, 0-based.
    """

    prefix: str
    name: str
    universes: str
    signature: str
    body: str
    column: int


def normalise(
    declaration: str,
    statement: Statement,
    scope: Scope,
    confirm: Confirm,
    *,
    introduced: Sequence[str] | None = None,
    printed: str | None = None,
) -> str | None:
    """The clean text, or None where no candidate elaborates to the statement's key (it is then not reusable).

    declaration: the whole theorem as it stands in the file, proof included. introduced: names of the hypotheses
    with which its proof starts (the goal's context), where known. printed: the statement printed with full names
    (default: as `statement` has it).
    """
    for text in candidates(declaration, statement, scope, introduced, printed):
        if confirm(text) == statement.key:
            return text
    return None


def candidates(
    declaration: str,
    statement: Statement,
    scope: Scope,
    introduced: Sequence[str] | None = None,
    printed: str | None = None,
) -> list[str]:
    """Texts to try, without repetition: as written, printed in full, and both behind `open … in`."""
    parts = parse(declaration)
    if parts is None:
        return []
    own = stable_name(statement.key)
    names = _written_names(scope, {**scope.lemmas, statement.name: own})
    simp = f"attribute [local simp] {' '.join(scope.simp)} in\n" if scope.simp else ""
    opens = "".join(f"open {names} in\n" for names in _opens(scope))
    variables = "".join(f"universe {u} in\n" for u in scope.universes)
    variables += "".join(f"variable {rename(v, names)} in\n" for v in scope.variables)
    written = rename(f"{parts.signature}{parts.body}", names)
    readable = f"theorem {own}{parts.universes}{written}"
    explicit = _explicit(parts, own, names, statement, introduced, printed or statement.text)
    found: list[str] = []
    for before in dict.fromkeys([simp, opens + simp]):
        found.append(before + variables + parts.prefix + readable)
        if explicit is not None:
            found.append(before + parts.prefix + explicit)
    return list(dict.fromkeys(found))


def parse(declaration: str) -> Declaration | None:
    """Take a theorem's text apart; None where it is not one that can be taken apart."""
    plain = blank(declaration)
    head = _HEAD.search(plain)
    if head is None:
        return None
    prefix = "".join(declaration[m.start() : m.end()] + "\n" for m in _PREFIX.finditer(plain, 0, head.start()))
    body = _body_start(plain, head.end())
    if body is None:
        return None
    signature = declaration[head.end() : body].rstrip()
    after = body + 2 if plain.startswith(":=", body) else body
    while after < len(plain) and plain[after] == " ":
        after += 1
    column = after - (declaration.rfind("\n", 0, after) + 1)
    return Declaration(
        prefix,
        head.group("name") or "",
        head.group("universes") or "",
        signature if signature[:1].isspace() else f" {signature}",
        f"{' ' if plain.startswith(':=', body) else chr(10) + '  '}{declaration[body:].rstrip()}",
        column,
    )


_HEAD = re.compile(
    r"(?<![\w.@])(?:theorem|lemma|example)(?![\w'])(?:\s+(?P<name>[^\s:({\[⦃.]+(?:\.[^\s:({\[⦃.]+)*))?(?P<universes>\.\{[^}]*\})?"
)
_PREFIX = re.compile(r"(?<![\w.])(?:open|set_option|omit|include)\s[^\n]*?\sin(?![\w'])")


def _body_start(plain: str, start: int) -> int | None:
    """Offset of the `:=` or of the first line with `|` outside brackets."""
    depth = 0
    for index in range(start, len(plain)):
        character = plain[index]
        if character in OPENING or character == "⦃":
            depth += 1
        elif character in OPENING.values() or character == "⦄":
            depth -= 1
        elif depth == 0 and (plain.startswith(":=", index) or (character == "|" and _begins_line(plain, index))):
            return index
    return None


def _begins_line(text: str, index: int) -> bool:
    return not text[text.rfind("\n", 0, index) + 1 : index].strip()


def _explicit(
    parts: Declaration,
    own: str,
    names: Mapping[str, str],
    statement: Statement,
    introduced: Sequence[str] | None,
    printed: str,
) -> str | None:
    """The statement in full under `∀`, and the proof behind an `intro` of what the author had as binders."""
    if not parts.body.startswith(" :="):
        return None  # a proof by equations: its clauses hang on the binders
    universes = f".{{{', '.join(statement.universes)}}}" if statement.universes else ""
    if introduced is None:
        colon = _top_colon(parts.signature)
        introduced = [b.name for b in telescope(f"∀ {parts.signature[:colon].strip()}, True").binders] if colon else []
    intro = f"  intro {' '.join('_' if '✝' in name else name for name in introduced)}\n" if introduced else ""
    # The proof keeps its column, so that the lines of a tactic block still stand under each other.
    proof = rename(parts.body.removeprefix(" :=").lstrip(" "), names)
    if proof.startswith("\n"):
        return f"theorem {own}{universes} : {printed} := by\n{intro}  exact{proof}"
    column = max(parts.column, 4)
    shift = column - parts.column
    lines = proof.split("\n")
    moved = [lines[0], *[" " * shift + line if line.strip() else line for line in lines[1:]]]
    return f"theorem {own}{universes} : {printed} := by\n{intro}  exact\n{' ' * column}" + "\n".join(moved)


def _top_colon(signature: str) -> int:
    depth = 0
    for index, character in enumerate(signature):
        if character in OPENING or character == "⦃":
            depth += 1
        elif character in OPENING.values() or character == "⦄":
            depth -= 1
        elif depth == 0 and character == ":":
            return index
    return len(signature)


def _opens(scope: Scope) -> list[str]:
    """Arguments of `open`: enclosing namespaces that a definition keeps alive (others may not exist elsewhere)."""
    alive = [n for n in scope.namespaces if any(d.startswith(f"{n}.") for d in scope.definitions)]
    return list(dict.fromkeys([*alive, *scope.opens]))


def _written_names(scope: Scope, lemmas: Mapping[str, str]) -> dict[str, str]:
    """Every way in which the author may have written a name → the name that means the same everywhere."""
    full = {**{name: name for name in scope.definitions}, **lemmas}
    table: dict[str, str] = {}
    opened = [word for opens in scope.opens for word in opens.split() if re.fullmatch(r"[\w.«»']+", word)]
    for namespace in (*opened, *scope.namespaces):  # the innermost namespace wins
        for name, new in full.items():
            if name.startswith(f"{namespace}."):
                table[name[len(namespace) + 1 :]] = new
    for name, new in full.items():
        table.setdefault(name, new)
        table[f"_root_.{name}"] = new
    return table
