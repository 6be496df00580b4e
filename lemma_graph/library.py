"""How stored lemmas come into a Lean file: under stable names, in order of dependency, ahead of what disturbs them."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lemma_graph.model import STABLE_NAME, Lemma, stable_names
from lemma_graph.store import Store
from prover_bridge.lexer import tokens
from prover_bridge.modules import header_end
from prover_bridge.source import Source


@dataclass(frozen=True)
class Definition:
    """A definition of the file itself. content: its content hash; end: offset just behind its declaration."""

    name: str
    content: str
    end: int


@dataclass(frozen=True)
class Pasted:
    """A file with lemmas in it. lemmas: those put in. Offsets of the old text are found again with `shifted`."""

    text: str
    lemmas: tuple[Lemma, ...]
    insertions: tuple[tuple[int, int], ...]  # offset in the old text, characters put in there; ascending

    def shifted(self, offset: int) -> int:
        """Where the character at `offset` of the old text stands now."""
        places = [place for place, _ in self.insertions]
        return offset + sum(length for _, length in self.insertions[: bisect.bisect_right(places, offset)])


def definitions(source: Source, contents: Mapping[str, str], before: int) -> tuple[Definition, ...]:
    """What a file defines ahead of the offset `before`. contents: content hash by name of all that it defines.

    What Lean makes of a definition ends where the declaration that it is named after ends.
    """
    found = []
    for name, content in contents.items():
        declared = name
        while declared and declared not in source.declarations:
            declared = declared.rpartition(".")[0]
        if declared and source.declarations[declared][1] <= before:
            found.append(Definition(name, content, source.declarations[declared][1]))
    return tuple(found)


def dependencies(store: Store, keys: Iterable[str], environment: str) -> list[Lemma]:
    """The lemmas with these keys and all that their texts mention, each behind what it mentions.

    Raises ValueError where one cannot be reused in this environment.
    """
    found: dict[str, Lemma] = {}
    wanted = list(dict.fromkeys(keys))
    first = store.lemmas_by_key(wanted, environment)
    roots = [first[key].stable_name for key in wanted if key in first and first[key].reusable]
    if len(roots) < len(wanted):
        lost = [key for key in wanted if key not in first or not first[key].reusable]
        raise ValueError(f"not reusable in this environment: {', '.join(lost)}")
    frontier = set(roots)
    while frontier:  # one query for each level
        level = {lemma.stable_name: lemma for lemma in store.lemmas_by_stable_name(frontier, environment)}
        found |= level
        frontier = {name for lemma in level.values() for name in stable_names(lemma.text or "")} - found.keys()
    order: dict[str, Lemma] = {}
    # A stack of our own: chains of lemmas can be longer than Python's.
    stack = [(name, False) for name in reversed(roots)]
    while stack:
        name, done = stack.pop()
        if name in order or name not in found:
            continue
        if done:
            order[name] = found[name]
            continue
        stack.append((name, True))
        below = sorted(stable_names(found[name].text or "") - {name})
        stack += [(other, False) for other in reversed(below) if other not in order]
    return list(order.values())


def paste(text: str, lemmas: Sequence[Lemma], definitions: Sequence[Definition] = ()) -> Pasted:
    """Put lemmas (in order of dependency) behind the file's header, or behind the last thing in it that they need.

    Those that the text declares already are left out; what mentions them comes behind them. Raises ValueError where
    a needed definition is not among `definitions` with that very content, or a lemma has no text.
    """
    there = _declared(text)
    ends = {(d.name, d.content): d.end for d in definitions}
    header = header_end(text)
    places: dict[int, list[Lemma]] = {}
    for lemma in lemmas:
        if lemma.stable_name in there:
            continue
        if lemma.text is None or (missing := [n for n, c in lemma.needs.items() if (n, c) not in ends]):
            lost = "a text" if lemma.text is None else ", ".join(missing)
            raise ValueError(f"{lemma.name} cannot stand in this file without {lost}")
        place = max((ends[need] for need in lemma.needs.items()), default=header)
        place = max([place, *(there[name] for name in stable_names(lemma.text) if name in there)])
        there[lemma.stable_name] = place
        places.setdefault(place, []).append(lemma)
    pieces: list[str] = []
    insertions: list[tuple[int, int]] = []
    position = 0
    for place in sorted(places):
        blocks = [_rooted(lemma) if place != header else lemma.text or "" for lemma in places[place]]
        block = "\n\n".join(blocks)
        inserted = f"\n\n{block}\n" if place else f"{block}\n\n"
        pieces += [text[position:place], inserted]
        insertions.append((place, len(inserted)))
        position = place
    put_in = tuple(lemma for place in sorted(places) for lemma in places[place])
    return Pasted("".join([*pieces, text[position:]]), put_in, tuple(insertions))


def finished_text(store: Store, text: str, environment: str, definitions: Sequence[Definition] = ()) -> Pasted:
    """The self-contained file: `text`, whose proofs mention lemmas by stable name, with exactly what they need.

    Raises ValueError where a mentioned lemma is unknown or cannot be reused here.
    """
    wanted = stable_names(text) - _declared(text).keys()
    lemmas = store.lemmas_by_stable_name(wanted, environment)
    if unknown := wanted - {lemma.stable_name for lemma in lemmas}:
        raise ValueError(f"the store does not know {', '.join(sorted(unknown))} in this environment")
    keys = sorted(lemma.key for lemma in lemmas)
    return paste(text, dependencies(store, keys, environment), definitions)


def aliases(lemmas: Iterable[Lemma], taken: Collection[str] = ()) -> dict[str, str]:
    """Readable names for proposers: alias → stable name, no alias twice or among `taken` names.

    A script that says the aliases becomes one for Lean by `text.rename(script, aliases)`.
    """
    chosen: dict[str, str] = {}
    for lemma in lemmas:
        base = "lemma_" + lemma.key[:8] if STABLE_NAME.fullmatch(lemma.name) else lemma.name
        alias, count = base, 1
        while alias in chosen or alias in taken:
            count += 1
            alias = f"{base}_{count}"
        chosen[alias] = lemma.stable_name
    return chosen


def _declared(text: str) -> dict[str, int]:
    """Stable names that the text declares already, as an earlier finished file does, and where each declaration ends.

    A stored text is one command whose further lines are indented, so it ends before the next token in column 0.
    """
    words = tokens(text)
    found: dict[str, int] = {}
    for at, (before, word) in enumerate(pairwise(words)):
        name = word.text.removeprefix("_root_.")
        if before.text == "theorem" and STABLE_NAME.fullmatch(name):
            last = at + 1
            while last + 1 < len(words) and text[words[last + 1].start - 1] != "\n":
                last += 1
            found[name] = words[last].end
    return found


def _rooted(lemma: Lemma) -> str:
    """Its text for a place inside namespaces, where a plain name would get their prefix."""
    name = lemma.stable_name
    return (lemma.text or "").replace(f"theorem {name}", f"theorem _root_.{name}", 1)
