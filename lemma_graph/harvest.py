"""What else a finished proof shows: the theorem without hypotheses that it never used, with numbers made variables, and
the goals that it closes on the way. Candidates are text; each must be certified before it is a lemma.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lemma_graph import normalise
from lemma_graph.normalise import Declaration
from lemma_graph.text import OPENING, tokens
from prover_bridge import lexer

# In the namespace of stable names, so that a candidate means there what it means under its own.
CANDIDATE = "Lemmasmith.Harvested"
# One of these closes what is not worth keeping.
CHEAP = ("rfl", "assumption", "decide", "simp", "omega", "simp_all")
_LONGEST = 4000  # characters of a candidate


@dataclass(frozen=True)
class Candidate:
    """A declaration under the name CANDIDATE. how: for the origin, in a few words; test: its statement, to be closed by
    one cheap tactic or a lemma, in which case it is not worth keeping."""

    text: str
    how: str
    script: str
    test: str


@dataclass(frozen=True)
class _Group:
    """`(a b : T)` in a signature. start, end: offsets in it."""

    names: tuple[str, ...]
    type: str
    opening: str
    start: int
    end: int


def candidates(text: str, unused: Collection[str], gives: Sequence[str] = ()) -> Iterator[Candidate]:
    """Candidates from a lemma's clean text, the most promising first.

    unused: names of binders that its proof term does not mention. gives: stable names of lemmas that may give a
    candidate already.
    """
    parts = normalise.parse(text)
    if parts is None or parts.by_clauses or len(text) > _LONGEST:
        return
    signature = parts.signature
    without = _without(signature, unused)
    if without != signature:
        yield _candidate(parts, without, parts.body, "without what its proof never used", gives)
        signature = without
    for number in _numbers(signature):
        name = _free_name(text)
        pattern = re.compile(rf"(?<![\w.]){number}(?![\w.])")
        general = f"({name} : Nat) {pattern.sub(name, signature)}"
        yield _candidate(parts, general, pattern.sub(name, parts.body), f"with {number} made a variable", gives)
    for goal, proof in _steps(parts.body):
        groups, at = _groups(parts.signature)
        mentioned = set(tokens(f"{goal}\n{proof}")) | {t.split(".")[0] for t in tokens(f"{goal}\n{proof}")}
        kept: list[_Group] = []
        for group in reversed(groups):  # a binder is needed where a later one that is kept mentions it
            if group.opening == "[" or mentioned & set(group.names):
                kept.insert(0, group)
                mentioned |= {token.split(".")[0] for token in tokens(group.type)}
        binders = " ".join(parts.signature[group.start : group.end] for group in kept)
        if at is not None:
            yield _candidate(parts, f"{binders} : {goal}".strip(), f"by\n{proof}", "a step of its proof", gives)


def _candidate(parts: Declaration, signature: str, body: str, how: str, gives: Sequence[str]) -> Candidate:
    space = "" if body.startswith("\n") else " "
    head = f"{parts.prefix}theorem _root_.{CANDIDATE}{parts.universes} {signature}"
    attempts = [*CHEAP, *(f"exact {name} .." for name in gives)]
    closing = "\n".join(f"  | ({'intros; ' if '→' in signature else ''}{tactic}; done)" for tactic in attempts)
    return Candidate(f"{head} :={space}{body}", how, body, f"{head} := by first\n{closing}")


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


def _numbers(signature: str) -> list[str]:
    """Numerals of a signature from 2 on, each once, unless a type is written with one."""
    return [n for n in dict.fromkeys(re.findall(r"(?<![\w.])\d+(?![\w.])", signature)) if int(n) >= 2][:1]


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


def _free_name(text: str) -> str:
    words = set(tokens(text))
    return next(name for name in ("n", "m", "k", "j", "i", *(f"n{i}" for i in range(1, 99))) if name not in words)
