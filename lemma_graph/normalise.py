"""Clean text for a certified theorem: a declaration that means the same wherever it is pasted.

Candidates are written from the most readable to the most explicit; the first that really elaborates, in a clean
scope, to the theorem's own key is taken. Text is never believed: `confirm` compiles it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lemma_graph.model import stable_name
from lemma_graph.text import rename, telescope
from prover_bridge.certificate import Statement
from prover_bridge.lexer import Token, tokens
from prover_bridge.scopes import OpenScope

# Compiles a declaration in a clean scope (imports, needed definitions, the lemmas that it mentions) and gives the
# statement key of the theorem with its stable name; None where it does not compile.
Confirm = Callable[[str], str | None]


@dataclass(frozen=True)
class Names:
    """What a file's own names stand for.

    lemmas: full name → stable name of each of its theorems that is in the store (pasted aliases too). definitions:
    full names of its definitions. simp: stable names among `lemmas` that carry `@[simp]` there.
    """

    lemmas: Mapping[str, str] = field(default_factory=dict, hash=False)
    definitions: tuple[str, ...] = ()
    simp: tuple[str, ...] = ()


@dataclass(frozen=True)
class Declaration:
    """A theorem's text taken apart: `prefix attributes theorem NAME universes signature := body`.

    prefix: its `open … in`, `set_option … in` and the like. signature: binders and type. body: behind `:=`, or the
    clauses from the first `|` (then `by_clauses`). column: of the body's first character, 0-based.
    """

    prefix: str
    attributes: str
    universes: str
    signature: str
    body: str
    by_clauses: bool
    column: int


def normalise(
    declaration: str,
    statement: Statement,
    scope: OpenScope,
    names: Names,
    confirm: Confirm,
    *,
    introduced: Sequence[str] | None = None,
    printed: str | None = None,
) -> str | None:
    """The clean text, or None where no candidate elaborates to the statement's key (it is then not reusable).

    declaration: the whole theorem as it stands in the file, proof included. scope: what is open where it stands.
    introduced: names of the hypotheses with which its proof starts (the first goal's context), where known.
    printed: the statement printed with full names (default: as `statement` has it).
    """
    for text in candidates(declaration, statement, scope, names, introduced, printed):
        if confirm(text) == statement.key:
            return text
    return None


def candidates(
    declaration: str,
    statement: Statement,
    scope: OpenScope,
    names: Names,
    introduced: Sequence[str] | None = None,
    printed: str | None = None,
) -> list[str]:
    """Texts to try, without repetition: as written and printed in full, then both behind `open … in`."""
    parts = parse(declaration)
    if parts is None:
        return []
    own = stable_name(statement.key)
    simp = f"attribute [local simp] {' '.join(names.simp)} in\n" if names.simp else ""
    opens = "".join(f"open {argument} in\n" for argument in _opens(scope, names))
    everywhere = {**names.lemmas, statement.name: own}
    # Behind the same `open`s, definitions keep the author's short names, which also leaves bound names alone.
    spellings = [(simp, {**{name: name for name in names.definitions}, **everywhere})]
    if opens:  # first, for a constructor in `induction … with` may not be written in full
        spellings.insert(0, (opens + simp, everywhere))
    found: list[str] = []
    for before, full in spellings:
        table = _written_names(scope, full)
        variables = "".join(f"universe {argument} in\n" for argument in scope.universes)
        variables += "".join(f"variable {rename(argument, table)} in\n" for argument in scope.variables)
        prefix = rename(parts.prefix, table)
        body = rename(parts.body, table)
        separator = "\n  " if parts.by_clauses else " :=" if body.startswith("\n") else " := "
        signature = rename(parts.signature, table)
        found.append(f"{before}{variables}{prefix}theorem {own}{parts.universes} {signature}{separator}{body}")
        explicit = _explicit(parts, own, body, statement, introduced, printed or statement.text)
        if explicit is not None:
            found.append(before + prefix + explicit)
    return list(dict.fromkeys(found))


def parse(declaration: str) -> Declaration | None:
    """Take a theorem's text apart; None where it is not one that can be taken apart."""
    words = tokens(declaration)
    keyword = next((i for i, word in enumerate(words) if word.text in ("theorem", "lemma", "example")), None)
    if keyword is None or any(word.kind == "unclosed" for word in words):
        return None
    at = keyword + 1
    if words[keyword].text != "example":
        at += 1  # its name
    universes = ""
    # `foo.{u, v}`: the lexer leaves the dot to itself.
    if at + 1 < len(words) and words[at].text == "." and words[at + 1].text == "{":
        close = next((i for i in range(at, len(words)) if words[i].text == "}"), at + 1)
        universes = declaration[words[at].start : words[close].end]
        at = close + 1
    body = _body(declaration, words, at)
    if body is None or at >= len(words):
        return None
    signature = declaration[words[at].start : words[body - 1].end] if body > at else ""
    by_clauses = words[body].text == "|"
    start = words[body].start if by_clauses else words[body].end
    while not by_clauses and declaration[start : start + 1] == " ":
        start += 1
    return Declaration(
        prefix=_prefix(declaration, words[:keyword]),
        attributes=declaration[: words[keyword].start],
        universes=universes,
        signature=signature,
        body=declaration[start:].rstrip(),
        by_clauses=by_clauses,
        column=start - (declaration.rfind("\n", 0, start) + 1),
    )


def is_simp(declaration: str) -> bool:
    """Whether a theorem's own attributes make it a simplification rule (`@[simp]`)."""
    parts = parse(declaration)
    return parts is not None and re.search(r"@\[[^\]]*\bsimp\b", parts.attributes) is not None


_PREFIX_WORDS = frozenset({"open", "set_option", "omit", "include", "variable", "universe", "attribute"})
_DEPTH = {"(": 1, "[": 1, "{": 1, "⟨": 1, "⦃": 1, ")": -1, "]": -1, "}": -1, "⟩": -1, "⦄": -1}


def _prefix(declaration: str, words: Sequence[Token]) -> str:
    """The commands in front that are joined to it by `in`, one a line."""
    found: list[str] = []
    start: Token | None = None
    for word in words:
        if start is None and word.text in _PREFIX_WORDS:
            start = word
        elif start is not None and word.text == "in":
            found.append(f"{declaration[start.start : word.end]}\n")
            start = None
    return "".join(found)


def _body(declaration: str, words: Sequence[Token], at: int) -> int | None:
    """Index of the `:=` outside brackets, or of the `|` that begins a line."""
    depth = 0
    for i in range(at, len(words)):
        depth += _DEPTH.get(words[i].text, 0)
        if depth == 0 and words[i].text == ":=":
            return i
        if depth == 0 and words[i].text == "|":
            line = declaration.rfind("\n", 0, words[i].start) + 1
            if not declaration[line : words[i].start].strip():
                return i
    return None


def _explicit(
    parts: Declaration,
    own: str,
    body: str,
    statement: Statement,
    introduced: Sequence[str] | None,
    printed: str,
) -> str | None:
    """The statement in full under `∀`, and the proof behind an `intro` of what its author had as binders."""
    if parts.by_clauses:
        return None  # the clauses hang on the binders
    universes = f".{{{', '.join(statement.universes)}}}" if statement.universes else ""
    if introduced is None:
        introduced = _binder_names(parts.signature)
    intro = f"  intro {' '.join('_' if '✝' in name else name for name in introduced)}\n" if introduced else ""
    return f"theorem {own}{universes} : {printed} := by\n{intro}{as_tactics(body, parts.column)}"


def as_tactics(body: str, column: int) -> str:
    """A proof as lines of a tactic block at column 2. column: where the body's first character stood."""
    words = tokens(body)
    if len(words) > 1 and words[0].text == "by":
        first = words[1].start
        line = body.rfind("\n", 0, first) + 1
        # The block's own lines stand under its first tactic, which may follow `by` on its line.
        stood = first - line if line else column + first
        return _moved(" " * stood + body[first:], 2 - stood)
    if "\n" not in body:
        return f"  exact {body}"
    whole = body[1:] if body.startswith("\n") else " " * column + body
    margin = min(len(text) - len(text.lstrip(" ")) for text in whole.split("\n") if text.strip())
    return "  exact\n" + _moved(whole, max(0, 4 - margin))


def _moved(text: str, columns: int) -> str:
    """All lines moved to the right (or the left, as far as they can be)."""
    lines = text.split("\n")
    if columns >= 0:
        return "\n".join(" " * columns + line if line.strip() else line for line in lines)
    return "\n".join(line[min(-columns, len(line) - len(line.lstrip(" "))) :] for line in lines)


def _binder_names(signature: str) -> list[str]:
    depth = 0
    for word in tokens(signature):
        depth += _DEPTH.get(word.text, 0)
        if depth == 0 and word.text == ":":
            binders = signature[: word.start].strip()
            return [binder.name for binder in telescope(f"∀ {binders}, True").binders] if binders else []
    return []


def _opens(scope: OpenScope, names: Names) -> list[str]:
    """Arguments of `open`: enclosing namespaces that a definition keeps alive (others may not exist elsewhere)."""
    alive = [n for n in _enclosing(scope) if any(d.startswith(f"{n}.") for d in names.definitions)]
    return list(dict.fromkeys([*alive, *scope.opens]))


def _enclosing(scope: OpenScope) -> list[str]:
    """Every namespace around, outermost first; `namespace A.B` is two."""
    found: list[str] = []
    for namespace in scope.namespaces:
        parts = namespace.split(".")
        found += [".".join(parts[: i + 1]) for i in range(len(parts))]
    return list(dict.fromkeys(found))


def _written_names(scope: OpenScope, full: Mapping[str, str]) -> dict[str, str]:
    """Every way in which the author may have written a name → the name that means the same everywhere."""
    table = dict(full)
    opened = [word.text for argument in scope.opens for word in tokens(argument) if word.kind == "identifier"]
    for namespace in (*opened, *_enclosing(scope)):  # the innermost namespace wins
        for name, new in full.items():
            if name.startswith(f"{namespace}."):
                table[name[len(namespace) + 1 :]] = new
    return {**table, **{f"_root_.{name}": new for name, new in full.items()}}
