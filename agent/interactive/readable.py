"""Readable names of stored lemmas: tactics say them, Lean hears the stable ones, and files get the readable ones back.

What stands in a step, in a journal and in the memory is the stable name, which means one statement for ever.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lemma_graph import library
from lemma_graph.model import Lemma
from lemma_graph.text import rename
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens
from prover_bridge.library import Library


@functools.lru_cache(maxsize=4)
def library_names(environment: Environment) -> frozenset[str]:
    """All that the imports of an environment declare; nothing where they cannot be read."""
    try:
        imported = Library(environment)
    except UserError:
        return frozenset()
    return frozenset(name for module in imported.modules for name in imported.names(module))


class Readable:
    """taken: names that mean something else already. own: names by key of theorems that the file has proved itself, so
    that a stored lemma with such a key goes by the file's name for it. inside: namespaces around the theorem and those
    that are opened, innermost first, in which names may be said short."""

    def __init__(self, taken: Iterable[str], own: Mapping[str, str], inside: Iterable[str]) -> None:
        self._taken = set(taken)
        self._own = own
        self._inside = tuple(inside)
        self._names: dict[str, str] = {}  # by stable name
        self._of_file: dict[str, str] = {}  # by stable name, where the file has it itself
        self._stable: dict[str, str] = {}  # by readable name
        self._short: dict[str, str] = {}  # by what may be said inside of a namespace
        self._shown: dict[str, str] = {}  # texts that were shown → as they were before

    def add(self, lemmas: Iterable[Lemma]) -> None:
        """Give names to lemmas that have none yet."""
        fresh = {each.stable_name: each for each in lemmas if each.stable_name not in self._names}
        for stable, each in fresh.items():
            if each.key in self._own:
                self._names[stable] = self._of_file[stable] = self._own[each.key]
        # A name that cannot be written gives way to one made of the key.
        others = [each if _writable(each.name) else replace(each, name=each.stable_name) for each in fresh.values()]
        others = [each for each in others if each.stable_name not in self._of_file]
        for alias, stable in library.aliases(others, self._taken).items():
            self._names[stable] = alias
            self._taken.add(alias)
            self._stable[alias] = stable
            for prefix in self._inside:
                if alias.startswith(f"{prefix}."):
                    self._short.setdefault(alias.removeprefix(f"{prefix}."), stable)

    def name(self, lemma: Lemma) -> str:
        """How a tactic may write a lemma."""
        self.add([lemma])
        return self._names[lemma.stable_name]

    def shown(self, text: str) -> str:
        """Lean's text with readable names. Said again word for word, it means the same."""
        found = rename(text, self._names)
        if found != text:
            self._shown[found] = text
        return found

    def told(self, text: str) -> str:
        """As `shown`, for words that nobody says again."""
        return rename(text, self._names)

    def meant(self, tactic: str) -> list[str]:
        """What a tactic may mean, in the order in which it is to be tried: the text behind what was shown, or as it
        stands, then with stored lemmas for readable names, then for short ones, too."""
        if tactic in self._shown:
            return [self._shown[tactic]]
        whole = rename(tactic, self._stable)
        return list(dict.fromkeys([tactic, whole, rename(tactic, self._short | self._stable)]))

    def with_own(self, text: str) -> str:
        """The file's own names for the stored lemmas that it proves itself."""
        return rename(text, self._of_file)

    def in_file(self, text: str) -> str:
        """A finished file with its lemmas under readable names, where they are declared and mentioned."""
        root = "_root_." if any(word.text == "namespace" for word in tokens(text)) else ""
        rooted = {f"_root_.{stable}": f"{root}{name}" for stable, name in self._names.items()}
        return rename(text, {**self._names, **rooted})


def _writable(name: str) -> bool:
    words = tokens(name)
    return len(words) == 1 and words[0].kind == "identifier" and words[0].text == name and not name.startswith("_")
