"""Reading a `Theory` out of Lean text: types, functions, laws. Good enough to guess by; Lean decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.proposers import Constructor, Definition, PremiseView, Theory
from lemma_graph.term import Operator

_NAT = (Constructor("zero", 0), Constructor("succ", 1, (0,), ("n",)))
_LIST = (Constructor("nil", 0), Constructor("cons", 2, (1,), ("x", "xs")))
# Types of the core on which one goes by induction or cases. `Nat` prints its constructors as `0` and `n + 1`.
BUILT_IN: dict[str, tuple[Constructor, ...]] = {
    "Nat": _NAT,
    "ℕ": _NAT,
    "List": _LIST,
    "Option": (Constructor("none", 0), Constructor("some", 1, (), ("x",))),
    "Bool": (Constructor("false", 0), Constructor("true", 0)),
    "Prod": (Constructor("mk", 2, (), ("x", "y")),),
    "Sum": (Constructor("inl", 1, (), ("x",)), Constructor("inr", 1, (), ("y",))),
    "Unit": (Constructor("unit", 0),),
    "Empty": (),
}

_COMMAND = re.compile(
    r"^[ \t]*(?:@\[(?P<attributes>[^\]]*)\]\s*)?"
    r"(?:(?:private|protected|noncomputable|nonrec|partial|unsafe|local|scoped)\s+)*"
    r"(?P<word>namespace|section|end|open|variable|universe|inductive|structure|class\s+inductive|class|def|abbrev"
    r"|theorem|lemma|instance|axiom|example|opaque|attribute|set_option|import|mutual|notation|infixl?|infixr|prefix"
    r"|postfix|macro|syntax|deriving|@\[)(?=[\s:]|$)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"--[^\n]*|/-(?:[^-]|-(?!/))*-/")
# Class method → the operator that prints it.
_OPERATORS = {
    "Add": "+", "Mul": "*", "Sub": "-", "Div": "/", "Mod": "%", "Pow": "^", "HAdd": "+", "HMul": "*", "HPow": "^",
    "NatPow": "^", "Append": "++", "HAppend": "++", "LE": "≤", "LT": "<", "Dvd": "∣", "Neg": "neg", "Inv": "⁻¹",
    "Membership": "∈", "Max": "max", "Min": "min", "Zero": "0", "One": "1", "Union": "∪", "Inter": "∩",
    "HasSubset": "⊆",
}  # fmt: skip
# A pattern that is a variable and no constructor: short, or the plural of something short.
_VARIABLE = re.compile(r"\s*(?:(?!nil\b)[a-z]\w{0,2}['₀-₉]*|_\w*|[a-z]\w*s)\s*")
_NAME = r"[^\s:({\[⦃]+"


@dataclass(frozen=True)
class _Command:
    word: str
    text: str  # what follows the word, up to the next command
    prefix: str  # the namespace, with a dot at its end, or empty
    attributes: str


def scan(text: str) -> Theory:
    """The theory of a Lean text: its own inductive types, definitions, instances, structure laws, theorems."""
    inductives: dict[str, tuple[Constructor, ...]] = {}
    definitions: dict[str, Definition] = {}
    laws: list[PremiseView] = []
    notation: dict[str, str] = {}
    predicates: set[str] = set()
    relations: set[str] = set()
    operators: set[Operator] = set()
    for command in _commands(_COMMENT.sub(lambda m: " " * len(m.group()), text)):
        name_found = re.match(rf"\s*({_NAME})", command.text)
        name = command.prefix + (name_found.group(1) if name_found else "")
        if command.word in ("inductive", "class inductive") and name_found:
            inductives[name] = tuple(_constructors(name, command.text[name_found.end() :]))
            if re.search(r":[^|:]*\bProp\s*(?:where\b|\||$)", command.text):
                predicates.add(name)
                laws += _introductions(name, command.text[name_found.end() :])
        elif command.word in ("structure", "class") and name_found:
            fields = list(_fields(command.text))
            data = [f for f, kind in fields if not _is_law(kind)]
            inductives[name] = (Constructor("mk", len(fields), (), tuple(f for f, _ in fields)),)
            relations |= {f"{name}.{f}" for f, kind in fields if re.search(r"\bProp$", kind)}
            laws += [
                PremiseView(f"{name}.{f}", _qualify(kind, name, data), "axiom of the structure", 0.5)
                for f, kind in fields
                if _is_law(kind)
            ]
        elif command.word in ("def", "abbrev") and name_found:
            definitions[name] = _definition(name, command.text[name_found.end() :])
        elif command.word in ("theorem", "lemma", "axiom") and name_found and not _has_hole(command.text):
            law = _signature(command.text[name_found.end() :])
            if law:
                laws.append(PremiseView(name, law, "earlier in the file", 0.5, "simp" in command.attributes))
        elif command.word in ("infixl", "infixr", "infix"):
            found = re.match(r'\s*:?\s*(\d+)\s*"\s*(\S+?)\s*"\s*=>\s*([\w.\']+)', command.text)
            if found:
                power, function = int(found.group(1)), found.group(3)
                left, right = (power + 1, power) if command.word == "infixr" else (power, power + 1)
                operators.add(Operator(found.group(2), function, left, right))
                if power <= 50:
                    relations.add(found.group(2))
        elif command.word == "instance":
            found = re.search(r"\b(\w+)\s+[^:=]*?:=\s*⟨\s*([\w.']+)\s*⟩", command.text)
            if found and found.group(1) in _OPERATORS:
                function = command.prefix + found.group(2).removeprefix(command.prefix)
                notation[function] = _OPERATORS[found.group(1)]
    for function, operator in notation.items():
        if function in definitions:
            definitions[function] = replace(definitions[function], notation=(operator,))
    return Theory(
        inductives,
        tuple(definitions.values()),
        frozenset(predicates),
        frozenset(relations),
        frozenset(operators),
        tuple(laws),
    )


def merge(*theories: Theory) -> Theory:
    """All of them together; the later one wins where two define the same name."""
    inductives: dict[str, tuple[Constructor, ...]] = {}
    definitions: dict[str, Definition] = {}
    laws: dict[str, PremiseView] = {}
    for theory in theories:
        inductives |= theory.inductives
        definitions |= {d.name: d for d in theory.definitions}
        laws |= {law.name: law for law in theory.laws}
    return Theory(
        inductives,
        tuple(definitions.values()),
        frozenset(name for theory in theories for name in theory.predicates),
        frozenset(name for theory in theories for name in theory.relations),
        frozenset(operator for theory in theories for operator in theory.operators),
        tuple(laws.values()),
    )


def _commands(text: str) -> Iterator[_Command]:
    scopes: list[str] = []
    found = list(_COMMAND.finditer(text))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        body = text[match.end() : end]
        word = re.sub(r"\s+", " ", match.group("word"))
        if word == "namespace":
            scopes.append(body.strip().split()[0] if body.strip() else "")
        elif word == "section":
            scopes.append("")
        elif word == "end":
            if scopes:
                scopes.pop()
        else:
            prefix = ".".join(scope for scope in scopes if scope)
            yield _Command(word, body, prefix + "." if prefix else "", match.group("attributes") or "")


def _constructors(name: str, text: str) -> Iterator[Constructor]:
    """Constructors written `| c`, `| c (a b : T)`, `| c : A → T → T`."""
    short = name.rsplit(".", 1)[-1]
    body = text.partition("where")[2] if re.search(r"\bwhere\b", text) else text
    body = re.split(r"\n\s*deriving\b", body)[0]
    for piece in _split(body, "|")[1:]:
        found = re.match(r"\s*([^\s:({\[]+)", piece)
        if not found:
            continue
        rest = piece[found.end() :]
        names: list[str] = []
        types: list[str] = []
        at = 0
        for opening, inside, end in _groups(rest):
            if opening == "(" and ":" in inside:
                group, _, kind = inside.partition(":")
                names += group.split()
                types += [kind.strip()] * len(group.split())
            at = end
        arrows = _split(rest[at:].partition(":")[2], "→")
        for kind in arrows[:-1]:
            kind = kind.strip()
            dependent = re.match(r"\(([^:()]+):(.*)\)$", kind, re.DOTALL)
            new = dependent.group(1).split() if dependent else [""]
            names += new
            types += [dependent.group(2).strip() if dependent else kind] * len(new)
        recursive = tuple(i for i, kind in enumerate(types) if re.search(rf"(?<![\w.]){re.escape(short)}\b", kind))
        yield Constructor(found.group(1), len(types), recursive, tuple(names))


def _introductions(name: str, text: str) -> Iterator[PremiseView]:
    """Constructors of a predicate as laws: `| step {n : Nat} (h : Even n) : Even (n + 2)`."""
    for piece in _split(text.partition("where")[2] or text, "|")[1:]:
        found = re.match(r"\s*([^\s:({\[]+)", piece)
        law = _signature(piece[found.end() :]) if found else ""
        if found and law:
            yield PremiseView(f"{name}.{found.group(1)}", law, "constructor", 0.5)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Names and types of a structure's fields, one line each or in brackets."""
    body = text.partition("where")[2]
    body = re.split(r"\n\s*deriving\b", body)[0]
    starts = list(re.finditer(r"^[ \t]+\(?([^\s:(){}\[\]]+(?: [^\s:(){}\[\]]+)*) *:(?!=)", body, re.MULTILINE))
    for index, found in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(body)
        kind = " ".join(body[found.end() : end].split(":=")[0].split())
        for name in found.group(1).split():
            if name != "mk":
                yield name, kind


def _is_law(kind: str) -> bool:
    return bool(re.search(r"[=≠<≤∣↔∧∨¬]|∃", kind)) or kind.startswith("∀")


def _qualify(law: str, structure: str, fields: list[str]) -> str:
    """`mul (inv a) a = one` as the goal prints it: `Group.mul (Group.inv a) a = Group.one`."""
    for name in fields:
        law = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w'])", f"{structure}.{name}", law)
    return law


def _has_hole(text: str) -> bool:
    return re.search(r"\b(?:sorry|admit)\b", text) is not None


def _signature(text: str) -> str:
    """`(a b : N) (h : p) : q := …` as a closed statement `∀ (a b : N), p → q`."""
    binders: list[str] = []
    end = 0
    for opening, inside, close in _groups(text):
        if ":" in inside and opening in "({⦃":
            names, _, kind = inside.partition(":")
            for name in names.split():
                bracket = "({"[opening != "("]
                binders.append(f"{bracket}{name} : {' '.join(kind.split())}{')' if bracket == '(' else '}'}")
        end = close
    rest = text[end:].lstrip()
    if not rest.startswith(":") or rest.startswith(":="):
        return ""
    body = _split(rest[1:], ":=")[0]
    body = " ".join(re.split(r"\n\s*\|", body)[0].split())
    return f"∀ {' '.join(binders)}, {body}" if binders else body


def _definition(name: str, text: str) -> Definition:
    """On which explicit arguments a definition branches, from its arms or from a `match` on its parameters."""
    short = name.rsplit(".", 1)[-1]
    parameters: list[str] = []
    types: list[str] = []
    end = 0
    for opening, inside, close in _groups(text):
        if opening == "(":
            names, _, kind = inside.partition(":")
            parameters += names.split()
            types += [kind.strip()] * len(names.split())
        end = close
    rest = text[end:]
    body_at = rest.find(":=")
    arms_at = re.search(r"(?:^|\n|\s)\|\s", rest)
    signature = rest[: min([i for i in (body_at, arms_at.start() if arms_at else -1) if i >= 0], default=len(rest))]
    *arrows, result = [piece.strip() for piece in _split(signature.partition(":")[2], "→")]
    types += arrows
    owner = name.rpartition(".")[0]
    bare_owner = owner.rpartition(".")[2]
    arms = [piece for piece in _split(rest[len(signature) :], "|")[1:] if "=>" in piece]
    branches: set[int] = set()
    if arms and (body_at < 0 or (arms_at and arms_at.start() < body_at)):
        for arm in arms:
            for index, pattern in enumerate(_split(arm.partition("=>")[0], ",")):
                if not _VARIABLE.fullmatch(pattern):
                    branches.add(len(parameters) + index)
    else:
        matched = re.search(r"\bmatch\s+(.*?)\s+with\b", rest, re.DOTALL)
        for subject in matched.group(1).split(",") if matched else []:
            if subject.strip() in parameters:
                branches.add(parameters.index(subject.strip()))
    body = rest[len(signature) :]
    recursive = re.search(rf"(?<![\w]){re.escape(short)}(?![\w'])", body) is not None
    return Definition(
        name,
        tuple(sorted(branches)),
        (),
        recursive,
        re.search(r"\bProp\s*$", signature.strip()) is not None,
        tuple(sorted(set(re.findall(r"[^\W\d][\w'!?.]*|[-+*/%^≤<∣∨∧∃]|\+\+|::", body)) - {name, short})),
        next((i for i, kind in enumerate(types) if kind.split(" ")[0] in (owner, bare_owner)), 0),
        result.split(" ")[0] if result else "",
    )


def _groups(text: str) -> Iterator[tuple[str, str, int]]:
    """The leading bracket groups: opening bracket, inside, offset behind it."""
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] not in "({[⦃":
            return
        depth, start = 0, at
        while at < len(text):
            depth += (text[at] in "({[⟨⦃") - (text[at] in ")}]⟩⦄")
            at += 1
            if depth == 0:
                break
        yield text[start], text[start + 1 : at - 1], at


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator outside of brackets."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        depth += (text[at] in "({[⟨") - (text[at] in ")}]⟩")
        if depth == 0 and text.startswith(separator, at):
            if separator == "|" and (text[at : at + 2] == "||" or text[at - 1 : at] == "|"):
                at += 1
                continue
            parts.append(text[start:at])
            at += len(separator)
            start = at
            continue
        at += 1
    return [*parts, text[start:]]
