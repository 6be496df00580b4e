"""A light reader of printed Lean terms: enough structure to guess tactics by, and never an error.

It knows Lean's usual notations and field notation (`a.add b`). What it does not understand becomes a node with the
head `?`; guesses made from a wrong reading cost a Lean call and nothing else.
"""

from __future__ import annotations

import functools
import itertools
import re
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Substitution = Mapping[str, "Term"]


@dataclass(frozen=True)
class Operator:
    """An infix operator declared in the text. function: full name of what it stands for. power, right: as parsed."""

    symbol: str
    function: str
    power: int
    right: int


@dataclass(frozen=True)
class Binder:
    """One bound name. type: as printed, None where Lean leaves it out. explicit: written in round brackets or none."""

    name: str
    type: str | None
    explicit: bool = True


class Term:
    """head: a name, literal, operator, or one of `∀ ∃ fun if match let app tuple list anonymous type ?`.

    args: explicit arguments (field notation puts its receiver first). binders: of `∀ ∃ fun`. size: heads in it.
    Never changed, and equal terms are one object: proposers compare and look up terms so often that it pays to make
    both as cheap as Python can.
    """

    __slots__ = ("__weakref__", "_below", "args", "binders", "head", "size")
    head: str
    args: tuple[Term, ...]
    binders: tuple[Binder, ...]
    size: int
    _below: tuple[Term, ...] | None

    def __new__(cls, head: str, args: tuple[Term, ...] = (), binders: tuple[Binder, ...] = ()) -> Term:
        parts = head, args, binders
        kept = _terms.get(parts)
        if kept is not None and (known := kept()) is not None:
            return known
        term = super().__new__(cls)
        term.head, term.args, term.binders = parts
        term._below = None
        term.size = 1 + sum([argument.size for argument in args])
        reference = _Kept(term, _forget)
        reference.parts = parts
        # Another thread may have made it meanwhile.
        if (known := _terms.setdefault(parts, reference)()) is not None:
            return known
        _terms[parts] = reference
        return term

    def __str__(self) -> str:
        return show(self)

    def __repr__(self) -> str:
        return f"Term({show(self)!r})"

    def __reduce__(self) -> tuple[type[Term], tuple[str, tuple[Term, ...], tuple[Binder, ...]]]:
        return Term, (self.head, self.args, self.binders)

    def walk(self) -> Iterator[Term]:
        """The term and its parts, outermost first; what stands under binders too."""
        return itertools.chain((self,), self._parts())

    def _parts(self) -> tuple[Term, ...]:
        """The term's parts without itself."""
        if self._below is None:
            self._below = tuple([part for argument in self.args for part in (argument, *argument._parts())])
        return self._below

    def names(self) -> Iterator[str]:
        """Every head that is a name or an operator, with repetitions."""
        return (part.head for part in self.walk())


class _Kept(weakref.ref[Term]):
    """The only term with these parts, as long as somebody holds it."""

    __slots__ = ("parts",)
    parts: tuple[str, tuple[Term, ...], tuple[Binder, ...]]


def _forget(kept: weakref.ref[Term]) -> None:
    assert isinstance(kept, _Kept)
    if _terms.get(kept.parts) is kept:
        del _terms[kept.parts]


_terms: dict[tuple[str, tuple[Term, ...], tuple[Binder, ...]], _Kept] = {}


UNKNOWN = Term("?")

# operator → (left binding power, right binding power)
_INFIX: dict[str, tuple[int, int]] = {"↔": (20, 21), "→": (26, 25), "∨": (31, 30), "∧": (36, 35), "×": (36, 35)}
_INFIX |= {"||": (30, 31), "&&": (35, 36), "∘": (91, 90), "::": (68, 67), "^": (76, 75), "•": (74, 73), "▸": (75, 76)}
_INFIX |= dict.fromkeys([*"=≠<≤>≥∣∈∉⊆⊂≈≃~≡≼", "==", "!="], (50, 51))
_INFIX |= dict.fromkeys(["+", "-", "++", "∪", "⊔"], (65, 66)) | dict.fromkeys(["*", "/", "%", "∩", "⊓"], (70, 71))
_PREFIX = {"¬": 40, "!": 40, "-": 75, "↑": 1024, "@": 1024, "~~~": 100}
_BINDING = {"∀", "∃", "fun", "λ", "Σ", "∑", "∏"}
_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⦃": "⦄"}
_WORDS = {"∀", "∃", "∃!", "⁻¹", "¬", "Σ", "∑", "∏"}
_STOP = {")", "]", "}", "⟩", "⦄", ",", ";", "=>", ":=", ":", "then", "else", "with", "|", "//", "in", "from"}

_LEX = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?)|(?P<string>\"(?:\\.|[^\"\\])*\")"
    r"|(?P<field>\.[^\W\d][\w'!?✝₀-₉¹²³⁴⁵⁶⁷⁸⁹⁰]*|\.\d+)"
    r"|(?P<name>\?*(?:[^\W\dλΣ∑∏]|«[^»]*»|[λΣ](?=\w))(?:[\w'!?✝₀-₉¹²³⁴⁵⁶⁷⁸⁹⁰]|«[^»]*»|\.(?=[^\W\d]|\d|«))*)"
    r"|(?P<symbol>=>|:=|::|\+\+|&&|\|\||==|!=|<\||\|>|⁻¹|//|~~~|∃!|.)"
)


@functools.cache
def _lexer(operators: tuple[str, ...]) -> re.Pattern[str]:
    if not operators:
        return _LEX
    own = "|".join(re.escape(symbol) for symbol in sorted(operators, key=len, reverse=True))
    return re.compile(_LEX.pattern.replace("(?P<symbol>", f"(?P<symbol>{own}|"))


class _Reader:
    def __init__(self, text: str, locals_: frozenset[str], operators: frozenset[Operator]) -> None:
        # Side by side, since a long text has many: kinds, texts, and whether no white space stands before one.
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.glued: list[bool] = []
        self.infix = _INFIX | {o.symbol: (o.power, o.right) for o in operators} if operators else _INFIX
        lexer = _lexer(tuple(sorted(o.symbol for o in operators if len(o.symbol) > 1))) if operators else _LEX
        glued = False
        for found in lexer.finditer(text):
            kind = found.lastgroup or "symbol"
            if kind == "space":
                glued = False
            else:
                self.kinds.append(kind)
                self.texts.append(found.group())
                self.glued.append(glued)
                glued = True
        self.at, self.count = 0, len(self.texts)
        self.locals = locals_

    def peek(self) -> str:
        at = self.at
        return self.texts[at] if at < self.count else ""

    def take(self) -> str:
        text = self.peek()
        self.at += 1
        return text

    def expect(self, text: str) -> None:
        if self.peek() == text:
            self.at += 1

    def term(self, power: int = 0) -> Term:
        left = self.prefix()
        while True:
            operator = self.peek()
            if operator in ("<|", "|>"):
                self.take()
                right = self.term(10)
                left = _apply(left, right) if operator == "<|" else _apply(right, left)
                continue
            if operator not in self.infix or self.infix[operator][0] < power:
                return left
            self.take()
            right = self.term(self.infix[operator][1])
            left = Term("¬", (Term("=", (left, right)),)) if operator == "≠" else Term(operator, (left, right))

    def prefix(self) -> Term:
        word = self.peek()
        if word in _BINDING or word == "∃!":
            return self.binding()
        if word in ("if", "match", "let", "have"):
            return self.block(word)
        if word in _PREFIX:
            self.take()
            body = self.term(_PREFIX[word])
            return body if word in ("↑", "@") else Term("neg" if word == "-" else word, (body,))
        return self.application()

    def application(self) -> Term:
        head = self.atom()
        if head is None:
            if self.peek() and self.peek() not in _STOP:
                self.take()  # a symbol that we do not know: step over it
            return UNKNOWN
        arguments: list[Term] = []
        while self.at < self.count:
            word = self.peek()
            if word in _BINDING and arguments is not None:
                arguments.append(self.binding())
                break
            if word in self.infix or word in _STOP or word in ("if", "match", "let", "have", "<|", "|>"):
                break
            if word in _PREFIX and word not in ("↑", "@"):
                break
            if word in ("↑", "@"):
                self.take()
                continue
            argument = self.atom()
            if argument is None:
                break
            arguments.append(argument)
        for argument in arguments:
            head = _apply(head, argument)
        return head

    def atom(self) -> Term | None:
        """A name, literal or bracket, with field accesses and `⁻¹` behind it."""
        if self.at >= self.count:
            return None
        kind, word = self.kinds[self.at], self.texts[self.at]
        result: Term
        if kind == "name" and word not in _STOP:
            self.take()
            result = self.name(word)
        elif kind in ("number", "string"):
            self.take()
            result = Term(word)
        elif kind == "field":
            self.take()
            result = Term(word)  # `.node a b`: the type is left to the context
        elif word in _CLOSING:
            result = self.bracket(word)
        elif word in ("·", "∅", "∞", "⊤", "⊥", "_", "ℕ", "ℤ", "?"):
            self.take()
            result = Term(word)
        else:
            return None
        while self.at < self.count:
            following = self.texts[self.at]
            if following == "⁻¹":
                result = Term("⁻¹", (result,))
            elif self.kinds[self.at] == "field" and self.glued[self.at]:
                result = Term(following, (result,))
            else:
                break
            self.take()
        return result

    def name(self, word: str) -> Term:
        first, dot, rest = word.partition(".")
        if dot and first in self.locals:
            result = Term(first)
            for part in rest.split("."):
                result = Term("." + part, (result,))
            return result
        return Term(word)

    def bracket(self, opening: str) -> Term:
        self.take()
        closing = _CLOSING[opening]
        parts: list[Term] = []
        while self.peek() and self.peek() != closing:
            before = self.at
            parts.append(self.term())
            if self.peek() in (":", "//"):  # ascription, subtype
                self.take()
                self.term()
            if self.peek() in (",", ";", "|") or self.at == before:
                self.take()
        self.expect(closing)
        if opening == "(":
            return parts[0] if len(parts) == 1 else Term("tuple", tuple(parts))
        return Term({"[": "list", "⟨": "anonymous"}.get(opening, "set"), tuple(parts))

    def binding(self) -> Term:
        word = self.take()
        head = {"λ": "fun"}.get(word, word)
        binders: list[Binder] = []
        while self.peek() and self.peek() not in (",", "=>"):
            opening = self.peek()
            if opening in _CLOSING:
                self.take()
                names, kind = self.until_colon(), None
                if self.peek() == ":":
                    self.take()
                    kind = self.raw(_CLOSING[opening])
                self.expect(_CLOSING[opening])
                if opening == "[" and kind is None:
                    names, kind = ["_"], " ".join(names)
                binders += [Binder(name, kind, opening == "(") for name in names]
            elif opening == ":":
                self.take()
                kind = self.raw(",")
                binders = [Binder(b.name, b.type or kind, b.explicit) for b in binders]
            elif opening in ("∈", "<", "≤", ">", "≥"):  # `∀ x ∈ s, …`
                self.take()
                self.term(51)
                binders.append(Binder("_", None))
            else:
                binders.append(Binder(self.take(), None))
        self.take()
        self.locals |= {b.name for b in binders}
        return Term(head, (self.term(),), tuple(binders))

    def until_colon(self) -> list[str]:
        names: list[str] = []
        while self.peek() and self.peek() not in (":", ")", "}", "]", "⦄"):
            names.append(self.take())
        return names

    def raw(self, closing: str) -> str:
        """The text up to a closing bracket of this level."""
        words: list[str] = []
        depth = 0
        while self.at < self.count:
            word = self.texts[self.at]
            if depth == 0 and word in (closing, "=>"):
                break
            depth += (word in _CLOSING) - (word in _CLOSING.values())
            words.append(word if self.glued[self.at] or not words else " " + word)
            self.at += 1
        return "".join(words)

    def block(self, word: str) -> Term:
        self.take()
        if word == "if":
            if self.at + 1 < self.count and self.texts[self.at + 1] == ":":
                self.at += 2
            condition = self.term()
            self.expect("then")
            yes = self.term()
            self.expect("else")
            return Term("if", (condition, yes, self.term()))
        if word == "match":
            parts = [self.term()]
            while self.peek() == ",":
                self.take()
                parts.append(self.term())
            self.at = self.count  # the arms reach to the end, as far as this reader cares
            return Term("match", tuple(parts))
        while self.peek() and self.peek() not in (";", ":="):
            self.take()
        self.take()
        value = self.term()
        self.expect(";")
        return Term("let", (value, self.term()))


def _apply(head: Term, argument: Term) -> Term:
    if head.head in _INFIX or head.binders or head.head in ("if", "match", "tuple", "list", "anonymous", "¬", "⁻¹"):
        return Term("app", (head, argument))
    return Term(head.head, (*head.args, argument))


@functools.lru_cache(maxsize=8192)
def parse(text: str, locals_: frozenset[str] = frozenset(), operators: frozenset[Operator] = frozenset()) -> Term:
    """The term that `text` prints. locals_: names of hypotheses, so that `a.add b` is told from `Nat.add b`.

    What an operator of `operators` stands for is written with the operator, applied to two arguments.
    """
    try:
        term = _Reader(text, locals_, operators).term()
        return _with_operators(term, {_bare(o.function): o.symbol for o in operators}) if operators else term
    except RecursionError:
        return UNKNOWN


def _with_operators(term: Term, symbols: Mapping[str, str]) -> Term:
    if not term.args:
        return term
    args = tuple(_with_operators(argument, symbols) for argument in term.args)
    symbol = symbols.get(_bare(term.head)) if len(args) == 2 else None
    return Term(symbol or term.head, args, term.binders)


def show(term: Term, power: int = 0) -> str:
    """Lean text that reads back as the term (binders' types left out where they were)."""
    head, args = term.head, term.args
    if head in _INFIX and len(args) == 2:
        left, right = _INFIX[head]
        text = f"{show(args[0], left)} {head} {show(args[1], right)}"
        return f"({text})" if left < power or right < power else text
    if len(args) == 2 and head not in _WORDS and not (head[0].isalnum() or head[0] in "._«@?"):
        return f"({show(args[0], 1025)} {head} {show(args[1], 1025)})"  # an operator of the text's own
    if head in ("¬", "!") and args:
        text = f"{head}{show(args[0], 40)}"
        return f"({text})" if power > 40 else text
    if head == "neg" and args:
        text = f"-{show(args[0], 75)}"
        return f"({text})" if power > 65 else text
    if head == "⁻¹":
        return f"{show(args[0], 1025)}⁻¹"
    if head in ("∀", "∃", "∃!", "fun", "Σ", "∑", "∏"):
        bound = " ".join(
            b.name if b.type is None else (f"({b.name} : {b.type})" if b.explicit else f"{{{b.name} : {b.type}}}")
            for b in term.binders
        )
        text = f"{head} {bound}{' =>' if head == 'fun' else ','} {show(args[0])}"
        return f"({text})" if power else text
    if head == "if" and len(args) == 3:
        text = f"if {show(args[0])} then {show(args[1])} else {show(args[2])}"
        return f"({text})" if power else text
    if head == "list":
        return "[" + ", ".join(map(show, args)) + "]"
    if head == "tuple":
        return "(" + ", ".join(map(show, args)) + ")"
    if head == "anonymous":
        return "⟨" + ", ".join(map(show, args)) + "⟩"
    if head.startswith(".") and args and not head[1:].isdigit():
        text = " ".join([show(args[0], 1025) + head, *(show(a, 1025) for a in args[1:])])
        return f"({text})" if power > 1024 and len(args) > 1 else text
    if head.startswith(".") and args:
        return show(args[0], 1025) + head
    if not args:
        return head
    parts = args if head == "app" else (Term(head), *args)
    text = " ".join(show(part, 1025) for part in parts)
    return f"({text})" if power > 1023 else text


def telescope(term: Term) -> tuple[tuple[Binder | Term, ...], Term]:
    """What stands before the conclusion of `∀ x, h₁ → ∀ y, h₂ → conclusion`, in order, and the conclusion."""
    before: list[Binder | Term] = []
    while True:
        if term.head == "∀":
            before += term.binders
            term = term.args[0]
        elif term.head == "→" and len(term.args) == 2:
            before.append(term.args[0])
            term = term.args[1]
        else:
            return tuple(before), term


def statement(term: Term) -> tuple[tuple[Binder, ...], tuple[Term, ...], Term]:
    """Binders, hypotheses and conclusion, each kind for itself."""
    before, conclusion = telescope(term)
    binders = tuple(part for part in before if isinstance(part, Binder))
    return binders, tuple(part for part in before if isinstance(part, Term)), conclusion


def match(
    pattern: Term, term: Term, variables: frozenset[str], bound: Substitution | None = None
) -> Substitution | None:
    """First-order matching: what `variables` of `pattern` must be for it to be `term`, or None."""
    found: dict[str, Term] = {} if bound is None else dict(bound)
    return found if _match(pattern, term, variables, found) else None


def _match(pattern: Term, term: Term, variables: frozenset[str], bound: dict[str, Term]) -> bool:
    """The same, with what is found put into `bound`."""
    head, patterns, terms = pattern.head, pattern.args, term.args
    if head in variables:
        if not patterns:
            return bound.setdefault(head, term) is term
        # a function variable: `f x` against `g x`
        if len(patterns) > len(terms) or term.head in _INFIX:
            return False
        split = len(terms) - len(patterns)
        if bound.setdefault(head, (known := Term(term.head, terms[:split]))) is not known:
            return False
        terms = terms[split:]
    elif len(patterns) != len(terms) or len(pattern.binders) != len(term.binders) or not same_head(head, term.head):
        return False
    for index, part in enumerate(patterns):  # noqa: SIM110 (a generator takes twice as long)
        if not _match(part, terms[index], variables, bound):
            return False
    return True


@functools.lru_cache(maxsize=16384)
def _bare(head: str) -> str:
    """`Unary.add`, `add` and `.add` are one name here; which of them is printed hangs on open namespaces."""
    return head.rsplit(".", 1)[-1] if "." in head and not head[0].isdigit() else head


bare = _bare


def same_head(one: str, other: str) -> bool:
    """Equal, or equal as far as the one that was not given in full says."""
    if one == other:
        return True
    if _bare(one) != _bare(other):
        return False
    spaces = [head.rpartition(".")[0] for head in (one, other)]
    return not all(spaces) or spaces[0].endswith("." + spaces[1]) or spaces[1].endswith("." + spaces[0])


def substitute(term: Term, bound: Substitution) -> Term:
    """Replace free variables; names bound inside are trusted to differ."""
    if not term.args:
        return bound.get(term.head, term)
    args = tuple([substitute(part, bound) if part.args else bound.get(part.head, part) for part in term.args])
    value = bound.get(term.head)
    if value is not None:
        for argument in args:
            value = _apply(value, argument)
        return value
    return term if args == term.args else Term(term.head, args, term.binders)


def replace(term: Term, old: Term, new: Term) -> Term:
    """Every occurrence of `old`, as `rw` does it."""
    if term is old:
        return new
    least = old.size
    if term.size <= least:
        return term
    args = tuple([replace(part, old, new) if part.size > least else new if part is old else part for part in term.args])
    return term if args == term.args else Term(term.head, args, term.binders)


def find(term: Term, wanted: Callable[[Term], bool]) -> Iterator[Term]:
    """Parts that satisfy `wanted`, outermost first, each once."""
    seen: set[Term] = set()
    for part in term.walk():
        if part not in seen and wanted(part):
            seen.add(part)
            yield part
