"""What else a finished proof shows: the theorem without hypotheses that it never used, with constants made variables,
and the goals that it closes on the way. Candidates are text; each must be certified before it is a lemma.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from lemma_graph import normalise
from lemma_graph.text import OPENING, telescope, tokens
from prover_bridge import lexer
from prover_bridge.abstraction import Abstraction, Part
from prover_bridge.protocol import Goal

# One of these closes what is not worth keeping.
CHEAP = ("rfl", "assumption", "decide", "simp", "omega", "simp_all")
_LONGEST = 4000  # characters of a candidate


@dataclass(frozen=True)
class Candidate:
    """A theorem that may be worth keeping. body: its proof, behind `:=`; how: for the origin, in a few words.

    general: whether it gives the theorem that it comes from.
    """

    prefix: str
    universes: str
    signature: str
    body: str
    how: str
    general: bool

    @property
    def statement(self) -> str:
        """Binders and conclusion under `∀`, as far as the text tells them."""
        return under_forall(self.signature)

    @property
    def hypotheses(self) -> int:
        """How many premises must hold before it can be used, as far as the text tells."""
        return len(telescope(self.statement).hypotheses)

    def declared(self, name: str) -> str:
        """The declaration under a name."""
        space = "" if self.body.startswith("\n") else " "
        return f"{self.prefix}theorem _root_.{name}{self.universes} {self.signature} :={space}{self.body}"

    def tried(self, name: str) -> str:
        """The declaration with a `sorry` where its proof fails, so that it takes no others along."""
        lines = "\n".join(f"  {line}" for line in [*normalise.as_tactics(self.body, 0).split("\n"), "  done"])
        return replace(self, body=f"by\n  first\n  | (\n{lines}\n    )\n  | sorry").declared(name)

    def test(self, name: str, gives: Sequence[str]) -> str:
        """Its statement, closed by one cheap tactic or by a lemma (stable names); else by `sorry`."""
        uses = [attempt for other in gives for attempt in (f"exact {other} ..", f"apply {other} <;> assumption")]
        attempts = [f"  | ({attempt}; done)" for attempt in (*CHEAP, *uses)]
        body = "\n".join(["by", "  intros", "  first", *attempts, "  | sorry"])
        return replace(self, body=body).declared(name)

    def screened(self, name: str) -> str:
        """A theorem that stands on `sorry` where the candidate does not hold, or does not even elaborate."""
        groups, _ = _groups(self.signature)
        names = " ".join(name for group in groups for name in (group.names or ("_",)))
        lines = [f"  refine (fun (_ : {self.statement}) => True.intro) ?_", *([f"  intro {names}"] if names else [])]
        lines += [*normalise.as_tactics(self.body, 0).split("\n"), "  done"]
        block = "\n".join(f"  {line}" for line in lines)
        # Lean wants each universe in the statement.
        levels = self.universes.strip(".{}").replace(",", " ").split()
        signature = " ".join([*(f"(_ : PUnit.{{{level}}})" for level in levels), ": True"])
        body = f"by\n  first\n  | (\n{block}\n    )\n  | sorry"
        return replace(self, signature=signature, body=body).declared(name)

    def without(self, unused: Collection[str]) -> Candidate:
        """The same without these binders."""
        return replace(self, signature=_without(self.signature, unused))


@dataclass(frozen=True)
class InnerGoal:
    """A goal inside a proof, and the lines that close it, the first of them at column 0."""

    goal: Goal
    script: str


@dataclass(frozen=True)
class _Group:
    """`(a b : T)` in a signature. start, end: offsets in it."""

    names: tuple[str, ...]
    type: str
    opening: str
    start: int
    end: int


def binders(text: str) -> int:
    """How many binders stand before the colon of a lemma's clean text."""
    parts = normalise.parse(text)
    return sum(len(group.names) or 1 for group in _groups(parts.signature)[0]) if parts else 0


def generalised(text: str, found: Abstraction, chosen: Sequence[Part], unused: Collection[str]) -> Candidate | None:
    """A lemma's clean text with parts of its statement made variables, and without binders that its proof never used.

    None: it cannot be written. It need not elaborate; `Candidate.screened` asks.
    """
    parts, general = normalise.parse(text), found.signature(chosen)
    if parts is None or parts.by_clauses or len(text) > _LONGEST or general is None:
        return None
    body = parts.body if "\n" not in parts.body else f"by\n{normalise.as_tactics(parts.body, parts.column)}"
    for part, name in general.names.items():
        if re.fullmatch(r"[\w.]+", part.text):
            body = re.sub(rf"(?<![\w.]){re.escape(part.text)}(?![\w.])", name, body)
    levels = [*parts.universes.strip(".{}").replace(",", " ").split(), *filter(None, [general.universe])]
    told = " and ".join(f"`{part.text}`" if len(part.text) < 40 else f"a {part.kind}" for part in chosen)
    return Candidate(
        parts.prefix,
        f".{{{', '.join(levels)}}}" if levels else "",
        _without(general.text, unused),
        body,
        f"with {told} made {'a variable' if len(chosen) == 1 else 'variables'}",
        True,
    )


def candidates(text: str, unused: Collection[str], inner: Sequence[InnerGoal] = ()) -> Iterator[Candidate]:
    """Candidates from a lemma's clean text, the most promising first.

    unused: names of binders that its proof term does not mention. inner: goals that its proof closes on the way, as
    Lean prints them behind the text's own prefix.
    """
    parts = normalise.parse(text)
    if parts is None or parts.by_clauses or len(text) > _LONGEST:
        return
    body = parts.body if "\n" not in parts.body else f"by\n{normalise.as_tactics(parts.body, parts.column)}"

    def candidate(signature: str, body: str, how: str, general: bool) -> Candidate:
        return Candidate(parts.prefix, parts.universes, signature, body, how, general)

    signature = parts.signature
    without = _without(signature, unused)
    if without != signature:
        yield candidate(without, body, "without what its proof never used", True)
    stated: set[str] = set()
    for goal, proof in _steps(body):
        groups, at = _groups(parts.signature)
        mentioned = set(tokens(f"{goal}\n{proof}")) | {t.split(".")[0] for t in tokens(f"{goal}\n{proof}")}
        kept: list[_Group] = []
        for group in reversed(groups):  # a binder is needed where a later one that is kept mentions it
            if group.opening == "[" or mentioned & set(group.names):
                kept.insert(0, group)
                mentioned |= {token.split(".")[0] for token in tokens(group.type)}
        binders = " ".join(parts.signature[group.start : group.end] for group in kept)
        if at is not None:
            stated.add(proof.strip())
            yield candidate(f"{binders} : {goal}".strip(), f"by\n{proof}", "a step of its proof", False)
    for each in inner:
        if each.script.strip() in CHEAP or each.script.strip() in stated:
            continue
        inside = _signature(each.goal, parts.universes)
        if inside is not None:
            proof = "\n".join(f"  {line}" if line.strip() else "" for line in each.script.split("\n"))
            universes, signature = inside
            found = candidate(signature, f"by\n{proof}", "a goal inside its proof", False)
            yield replace(found, universes=universes)


_INACCESSIBLE = re.compile(r"([^\W\d][\w'!?]*)✝[⁰¹²³⁴⁵⁶⁷⁸⁹]*")
_LEVEL = re.compile(r"(?<![\w.])u_\d+(?!\w)")


def _signature(goal: Goal, universes: str) -> tuple[str, str] | None:
    """Universes and signature that state a printed goal; None where one of its hypotheses has a value."""
    if any(hypothesis.value is not None for hypothesis in goal.hypotheses):
        return None
    taken = {token for text in (goal.target, *(h.type for h in goal.hypotheses)) for token in tokens(text)}
    taken |= {hypothesis.name for hypothesis in goal.hypotheses}
    names: dict[str, str] = {}

    def named(text: str) -> str:
        def name(found: re.Match[str]) -> str:
            if found.group() not in names:
                stem = found.group(1)
                names[found.group()] = next(n for n in (f"{stem}_{k}" for k in itertools.count(1)) if n not in taken)
                taken.add(names[found.group()])
            return names[found.group()]

        return _INACCESSIBLE.sub(name, " ".join(text.split()))

    groups: list[tuple[list[str], str]] = []
    binders: list[str] = []
    for hypothesis in goal.hypotheses:
        kind = named(hypothesis.type)
        if hypothesis.name.startswith("inst✝"):
            groups.append(([], kind))
        elif groups and groups[-1][0] and groups[-1][1] == kind and not _is_used(groups[-1][0], kind):
            groups[-1][0].append(named(hypothesis.name))
        else:
            groups.append(([named(hypothesis.name)], kind))
    for group, kind in groups:
        implicit = kind.startswith(("Type", "Sort"))
        opening, close = ("{", "}") if implicit else ("(", ")") if group else ("[", "]")
        binders.append(f"{opening}{' '.join(group)} : {kind}{close}" if group else f"[{kind}]")
    signature = f"{' '.join(binders)} : {named(goal.target)}".strip()
    levels = dict.fromkeys([*tokens(universes.strip(".{}").replace(",", " ")), *_LEVEL.findall(signature)])
    return (f".{{{', '.join(levels)}}}" if levels else ""), signature


def _is_used(names: Sequence[str], text: str) -> bool:
    return bool(set(names) & {token.split(".")[0] for token in tokens(text)})


def under_forall(signature: str) -> str:
    """The statement that a signature makes, binders and conclusion."""
    _, colon = _groups(signature)
    if colon is None:
        return signature
    binders, conclusion = signature[:colon].strip(), signature[colon + 1 :].strip()
    return f"∀ {binders}, {conclusion}" if binders else conclusion


def _without(signature: str, unused: Collection[str]) -> str:
    groups, _ = _groups(signature)
    for group in reversed(groups):
        left = [name for name in group.names if name not in unused]
        if len(left) < len(group.names):
            close = OPENING.get(group.opening, "⦄")
            text = f"{group.opening}{' '.join(left)} : {group.type}{close}" if left else ""
            signature = f"{signature[: group.start]}{text}{signature[group.end :]}"
    return re.sub(r"  +", " ", signature).strip()


def _groups(signature: str) -> tuple[list[_Group], int | None]:
    """The binder groups of a signature, and the offset of the colon behind them (None: it has none)."""
    found: list[_Group] = []
    depth, start = 0, 0
    for word in lexer.tokens(signature):
        if word.text in OPENING or word.text == "⦃":
            if depth == 0:
                start = word.start
            depth += 1
        elif word.text in OPENING.values() or word.text == "⦄":
            depth -= 1
            if depth == 0:
                names, colon, kind = signature[start + 1 : word.end - 1].partition(":")
                named = tuple(names.split()) if colon else ()
                found.append(_Group(named, (kind if colon else names).strip(), signature[start], start, word.end))
        elif depth == 0 and word.text == ":":
            return found, word.start
    return found, None


_HAVE = re.compile(
    r"^(?P<margin>[ ]*)have (?:(?P<name>[\w']+) )?: (?P<goal>[^\n]+?) := by(?P<rest>[^\n]*)$", re.MULTILINE
)


def _steps(body: str) -> Iterator[tuple[str, str]]:
    """Goals that `have … : goal := by …` states on the first level of a proof, with the lines that close it."""
    lines = body.split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    first = min(margins, default=0)
    for found in _HAVE.finditer(body):
        margin = len(found.group("margin"))
        if margin != first and body[: found.start()].strip() not in ("", "by"):
            continue
        inner = [found.group("rest").strip()] if found.group("rest").strip() else []
        if not inner:
            for line in body[found.end() + 1 :].split("\n"):
                if line.strip() and len(line) - len(line.lstrip()) <= margin:
                    break
                inner.append(line)
            indent = min((len(line) - len(line.lstrip()) for line in inner if line.strip()), default=0)
            inner = [line[indent:] for line in inner]
        proof = "\n".join(f"  {line}" for line in inner).rstrip()
        if proof.strip() and proof.strip() not in CHEAP:
            yield found.group("goal"), proof
