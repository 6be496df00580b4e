"""Names for lemmas after Mathlib's conventions, and in a sentence what the usual laws say.

A law of a usual shape has the usual name (`add_comm`, `mul_add`, `append_left_cancel`); any other is named by what it
concludes, then `_of_` and its hypotheses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lemma_graph.symbols import OPERATOR_WORDS
from lemma_graph.term import Binder, Term, bare, parse, telescope

_RELATIONS = {"=": "eq", "≤": "le", "<": "lt", "≥": "ge", ">": "gt", "∣": "dvd", "↔": "iff", "≠": "ne", "∈": "mem"}
_LOGIC = {"∧": "and", "∨": "or", "¬": "not", "∃": "exists"}
_MOST_WORDS = 6
_LITERALS = {"0": "zero", "1": "one", "2": "two", "[]": "nil"}
_SHAPES = {
    "comm": "`{f}` is commutative.",
    "assoc": "`{f}` is associative.",
    "left_comm": "Of three under `{f}`, the first two change places.",
    "right_comm": "Of three under `{f}`, the last two change places.",
    "comm_comm": "Two pairs under `{f}` exchange their inner parts.",
    "idempotent": "`{f}` of something with itself is that thing.",
    "involution": "`{f}` undoes itself.",
    "right_identity": "`{e}` is a right identity of `{f}`.",
    "left_identity": "`{e}` is a left identity of `{f}`.",
    "left_distributes": "`{f}` distributes over `{g}` on its right.",
    "right_distributes": "`{f}` distributes over `{g}` on its left.",
    "homomorphism": "`{f}` takes `{g}` to `{h}`.",
    "antihomomorphism": "`{f}` takes `{g}` to `{h}`, turned round.",
    "invariant": "`{f}` is the same after `{g}`.",
    "refl": "`{f}` is reflexive.",
    "symm": "`{f}` is symmetric.",
    "trans": "`{f}` is transitive.",
    "antisymm": "`{f}` is antisymmetric.",
    "injective": "`{f}` is injective.",
    "left_cancel": "`{f}` can be cancelled on the left.",
    "right_cancel": "`{f}` can be cancelled on the right.",
}


@dataclass(frozen=True)
class Shape:
    """A law of a usual shape: its kind, and the names that it is about (`f`, `g`, `h`, `e`), as written."""

    kind: str
    about: Mapping[str, str]


def name_of(statement: str, taken: Collection[str] = (), namespace: str = "") -> str:
    """A name for a printed statement: `(a + b) * c = …` gives `add_mul`, `a < b → a ≤ b` gives `le_of_lt`.

    taken: names that it must not have; a prime or a number makes it another.
    """
    base = "_".join(_words_of(statement)) or "harvested"
    full = f"{namespace}.{base}" if namespace else base
    if full not in taken:
        return full
    if f"{full}'" not in taken:
        return f"{full}'"
    number = 2
    while f"{full}_{number}" in taken:
        number += 1
    return f"{full}_{number}"


def describe(statement: str) -> str:
    """What a law of a usual shape says, in one sentence; empty for any other."""
    found = shape(statement)
    return _SHAPES[found.kind].format_map(found.about) if found else ""


def shape(statement: str) -> Shape | None:
    """The usual shape that a printed statement has, if it has one. An equation may stand either way round."""
    bound, hypotheses, conclusion = _parts(statement)
    if not hypotheses and conclusion.head == "=" and len(conclusion.args) == 2:
        left, right = conclusion.args
        return _equation(left, right, bound) or _equation(right, left, bound)
    return _relation(bound, hypotheses, conclusion)


def _parts(statement: str) -> tuple[frozenset[str], list[Term], Term]:
    """Bound names, hypotheses (bound by a name or not), conclusion."""
    before, conclusion = telescope(parse(statement))
    names = frozenset(part.name for part in before if isinstance(part, Binder))
    hypotheses = [part for part in before if isinstance(part, Term)]
    # Read again, so that `a.add b` is told from a constant of that name.
    before, conclusion = telescope(parse(statement, names))
    hypotheses = [part for part in before if isinstance(part, Term)]
    named = [parse(part.type, names) for part in before if isinstance(part, Binder) and part.type]
    return names, [*(each for each in named if each.head in _RELATIONS), *hypotheses], conclusion


def _equation(left: Term, right: Term, bound: frozenset[str]) -> Shape | None:
    f = left.head
    a, b = left.args if len(left.args) == 2 else (None, None)
    about = {"f": bare(f)}
    if a is not None and b is not None and f not in bound:
        plain = _variable(a, bound) and _variable(b, bound)
        if plain and a != b and right == Term(f, (b, a)):
            return Shape("comm", about)
        if plain and a == b and right == a:
            return Shape("idempotent", about)
        if _variable(a, bound) and right == a and not b.args and b.head not in bound:
            return Shape("right_identity", about | {"e": bare(b.head)})
        if _variable(b, bound) and right == b and not a.args and a.head not in bound:
            return Shape("left_identity", about | {"e": bare(a.head)})
        if three := _of_three(f, a, b, right, bound):
            return Shape(three, about)
        if found := _distributes(f, a, b, right, bound):
            return Shape(found[0], about | {"g": bare(found[1])})
    if len(left.args) == 1 and f not in bound:
        return _prefixed(f, left.args[0], right, bound)
    return None


def _of_three(f: str, a: Term, b: Term, right: Term, bound: frozenset[str]) -> str | None:
    if a.head == b.head == f and len(a.args) == len(b.args) == 2:
        (p, q), (r, s) = a.args, b.args
        if _apart((p, q, r, s), bound) and right == Term(f, (Term(f, (p, r)), Term(f, (q, s)))):
            return "comm_comm"
    if a.head == f and len(a.args) == 2 and _apart((*a.args, b), bound):
        p, q = a.args
        if right == Term(f, (p, Term(f, (q, b)))):
            return "assoc"
        if right == Term(f, (Term(f, (p, b)), q)):
            return "right_comm"
    if b.head == f and len(b.args) == 2 and _apart((a, *b.args), bound):
        p, q = b.args
        if right == Term(f, (p, Term(f, (a, q)))):
            return "left_comm"
    return None


def _distributes(f: str, a: Term, b: Term, right: Term, bound: frozenset[str]) -> tuple[str, str] | None:
    if len(b.args) == 2 and b.head != f and _apart((a, *b.args), bound):
        p, q = b.args
        if right == Term(b.head, (Term(f, (a, p)), Term(f, (a, q)))):
            return "left_distributes", b.head
    if len(a.args) == 2 and a.head != f and _apart((b, *a.args), bound):
        p, q = a.args
        if right == Term(a.head, (Term(f, (p, b)), Term(f, (q, b)))):
            return "right_distributes", a.head
    return None


def _prefixed(f: str, inner: Term, right: Term, bound: frozenset[str]) -> Shape | None:
    if inner == Term(f, (right,)) and _variable(right, bound):
        return Shape("involution", {"f": bare(f)})
    if len(inner.args) == 1 and inner.head not in (f, *bound) and right == Term(f, inner.args):
        return Shape("invariant", {"f": bare(f), "g": bare(inner.head)})
    if len(inner.args) == 2 and len(right.args) == 2 and _apart(inner.args, bound):
        p, q = (Term(f, (part,)) for part in inner.args)
        about = {"f": bare(f), "g": bare(inner.head), "h": bare(right.head)}
        if right.args == (p, q):
            return Shape("homomorphism", about)
        if right.args == (q, p):
            return Shape("antihomomorphism", about)
    return None


def _relation(bound: frozenset[str], hypotheses: list[Term], conclusion: Term) -> Shape | None:
    about = {"f": bare(conclusion.head)}
    if len(conclusion.args) == 2 and conclusion.head not in ("∧", "∨", "↔"):
        a, b = conclusion.args
        relation = conclusion.head
        if not hypotheses and relation != "=" and a == b and _variable(a, bound):
            return Shape("refl", about)
        if hypotheses == [Term(relation, (b, a))] and relation != "=" and _apart((a, b), bound):
            return Shape("symm", about)
        if relation == "=" and _apart((a, b), bound):
            return _of_equal(a, b, bound, hypotheses)
        if len(hypotheses) == 2 and _apart((a, b), bound):
            one, other = hypotheses
            if one.head == other.head == relation and len(one.args) == len(other.args) == 2:
                middle = one.args[1]
                if one.args[0] == a and other.args == (middle, b) and _apart((a, middle, b), bound):
                    return Shape("trans", about)
    return None


def _of_equal(a: Term, b: Term, bound: frozenset[str], hypotheses: list[Term]) -> Shape | None:
    if len(hypotheses) == 2:
        relation = hypotheses[0].head
        if relation != "=" and {h.args for h in hypotheses} == {(a, b), (b, a)} and hypotheses[1].head == relation:
            return Shape("antisymm", {"f": bare(relation)})
    if len(hypotheses) != 1 or hypotheses[0].head != "=" or len(hypotheses[0].args) != 2:
        return None
    left, right = hypotheses[0].args
    f = left.head
    if f in bound or f != right.head or len(left.args) != len(right.args):
        return None
    if (left.args, right.args) == ((a,), (b,)):
        return Shape("injective", {"f": bare(f)})
    if len(left.args) == 2:
        if left.args[0] == right.args[0] and (left.args[1], right.args[1]) == (a, b) and _variable(left.args[0], bound):
            return Shape("left_cancel", {"f": bare(f)})
        if left.args[1] == right.args[1] and (left.args[0], right.args[0]) == (a, b) and _variable(left.args[1], bound):
            return Shape("right_cancel", {"f": bare(f)})
    return None


def _variable(term: Term, bound: frozenset[str]) -> bool:
    return not term.args and term.head in bound


def _apart(terms: tuple[Term, ...], bound: frozenset[str]) -> bool:
    """Variables, each another one."""
    return all(_variable(term, bound) for term in terms) and len(set(terms)) == len(terms)


_NAMED = {
    "comm": "comm", "assoc": "assoc", "left_comm": "left_comm", "right_comm": "right_comm", "idempotent": "self",
    "refl": "refl", "symm": "symm", "trans": "trans", "antisymm": "antisymm", "injective": "injective",
    "left_cancel": "left_cancel", "right_cancel": "right_cancel",
}  # fmt: skip


def _words_of(statement: str) -> list[str]:
    bound, hypotheses, conclusion = _parts(statement)
    found = shape(statement)
    if found is not None:
        f = _word(found.about["f"], bound)
        if found.kind == "comm_comm":
            return [*f, *f, *f, "comm"]
        if found.kind in _NAMED and f:
            return [*f, _NAMED[found.kind]]
    words = _conclusion(conclusion, bound)[:_MOST_WORDS]
    if hypotheses and words[:1] != ["eq"] and conclusion.head == "=" and _solves(conclusion, bound):
        words = ["eq", *words]
    for hypothesis in hypotheses[:2]:
        if said := _conclusion(hypothesis, bound)[:3]:
            words += ["of", *said]
    return words


def _solves(equation: Term, bound: frozenset[str]) -> bool:
    """Whether it says what a variable is: `b = a⁻¹ * c`."""
    left, right = equation.args if len(equation.args) == 2 else (equation, equation)
    return _variable(left, bound) != _variable(right, bound) and bool(left.args or right.args)


def _conclusion(term: Term, bound: frozenset[str]) -> list[str]:
    if term.head == "=" and len(term.args) == 2:
        left, right = term.args
        if left.size < right.size and (not left.args or _variable(left, bound)):
            left, right = right, left
        if right == Term("true") or right == Term("Bool.true"):
            return _said(left, bound)
        one, other = _said(left, bound), _said(right, bound)
        if one and _swapped(left, right, bound):
            return [*one, "comm"]
        if one and other and _is_case(left, bound):
            return [*one, "eq", *other]
        if one[-1:] == ["self"] and len(one) == 2 and not right.args:
            return one
        if len(one) >= 2 or not one:
            # A value says more than the way to it.
            return [*one, "eq", *other] if not one or (other and not right.args and not _identity(left, right)) else one
        return [*one, "eq", *other] if other else [*one, "eq", "self"] if right in left.args else one
    if term.head == "↔" and len(term.args) == 2 and term.args[0].head == term.args[1].head == "=":
        small, large = sorted(term.args, key=lambda side: side.size)
        return [*_conclusion(large, bound), "iff", *_conclusion(small, bound)]
    if term.head == "↔" and len(term.args) == 2 and term.args[0].head == term.args[1].head:
        return _said(max(term.args, key=lambda side: side.size), bound)
    return _said(term, bound)


def _swapped(left: Term, right: Term, bound: frozenset[str]) -> bool:
    """Whether the sides differ in two variables that change places: `f (a + b) = f (b + a)`."""
    names = [part.head for part in left.walk() if _variable(part, bound)]
    others = [part.head for part in right.walk() if _variable(part, bound)]
    apart = dict(zip(names, others, strict=False))
    if len(names) != len(others) or len(apart) != 2 or any(apart.get(new) != old for old, new in apart.items()):
        return False
    return all(old != new for old, new in apart.items()) and _renamed(left, apart) == right


def _renamed(term: Term, names: Mapping[str, str]) -> Term:
    if not term.args:
        return Term(names.get(term.head, term.head))
    return Term(term.head, tuple(_renamed(argument, names) for argument in term.args), term.binders)


def _is_case(term: Term, bound: frozenset[str]) -> bool:
    """Whether it says one variable in several places, so that its words alone would promise more: `succ a + a`."""
    names = [part.head for part in term.walk() if _variable(part, bound)]
    return len(set(names)) < len(names) and not (len(term.args) == 2 and term.args[0] == term.args[1])


def _identity(left: Term, right: Term) -> bool:
    """`n + 0 = 0` and the like: the value stands on the left already."""
    return right in left.args


def _said(term: Term, bound: frozenset[str]) -> list[str]:
    """The words of a term: an operation stands between its two arguments, anything else before what it takes."""
    if (sign := _sign(term)) is not None:
        return [*_said(sign[0], bound), sign[1]]
    if term.head == "¬" and len(term.args) == 1 and term.args[0].head == "=":
        term = Term("≠", term.args[0].args)
    head = _word(term.head, bound)
    if term.head in _LOGIC or term.head == "fun":
        bound |= {binder.name for binder in term.binders}
        inner = [word for argument in term.args for word in _conclusion(argument, bound)]
        return [_LOGIC[term.head], *inner] if term.head in _LOGIC and len(term.args) == 1 else inner
    if len(term.args) == 2:
        a, b = term.args
        if a == b and _variable(a, bound):
            return [*head, "self"]
        return [*_said(a, bound), *head, *_said(b, bound)]
    return [*head, *(word for argument in term.args for word in _said(argument, bound))]


def _sign(term: Term) -> tuple[Term, str] | None:
    """What is compared with nought, and the word for how: `0 < a` is `pos`."""
    if term.head not in ("<", "≤", ">", "≥") or len(term.args) != 2:
        return None
    small, large = term.args if term.head in ("<", "≤") else reversed(term.args)
    strict = term.head in ("<", ">")
    if small == Term("0") and large != Term("0"):
        return large, "pos" if strict else "nonneg"
    if large == Term("0"):
        return small, "neg" if strict else "nonpos"
    return None


def _word(head: str, bound: Collection[str]) -> list[str]:
    if word := _RELATIONS.get(head) or OPERATOR_WORDS.get(head) or _LITERALS.get(head):
        return [word]
    if head in bound or head in ("app", "list", "tuple", "anonymous", "?", "if", "match", "let", "type"):
        return ["nil"] if head == "list" else []
    last = re.sub(r"[^\w']", "", bare(head))
    if not last or not (last[0].isalpha() or last[0] == "_"):
        return []
    if head == "neg":
        return ["neg"]
    return [last[:1].lower() + last[1:]] if len(last) > 1 else []
