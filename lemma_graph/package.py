"""The certified library as a Lake package: ordinary Lean modules, readable, with docstrings that give the origin.

Every module is compiled in the sandbox before it is written, and each theorem in it must have the key of its lemma.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lemma_graph import library, naming
from lemma_graph.model import VACUOUS, Lemma, Surroundings, stable_name
from lemma_graph.store import Store
from lemma_graph.text import rename
from prover_bridge import environment, source
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.modules import CORE, header_end
from prover_bridge.outline import outline

ROOT = "Lemmasmith"
_LEMMAS_IN_A_MODULE = 400
_TEMPLATE = CORE.parent


@dataclass
class Package:
    """files: path in the package → text. names: statement key → the lemma's full name there.

    left_out: (what, why) for each lemma or module that is not in it, or not imported by the root module.
    """

    files: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Put the files into a folder, which must be empty or not there. Raises UserError."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError(f"{folder} is not empty: name a new folder for the package.")
        try:
            for path, text in self.files.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UserError(f"The package cannot be written to {folder}: {error.strerror or error}.") from error


def build(store: Store, toolchain: Toolchain, keys: Collection[str] | None = None) -> Package:
    """The package of all reusable lemmas of this toolchain, or of these and what they stand on."""
    return _Builder(store, toolchain).run(keys)


@dataclass(frozen=True)
class _Module:
    """What goes into a module before it is written. base: the definitions of the file that its lemmas need."""

    name: str
    lemmas: tuple[Lemma, ...]
    base: str
    imports: tuple[str, ...]


class _Builder:
    def __init__(self, store: Store, toolchain: Toolchain) -> None:
        self.store = store
        self.toolchain = toolchain
        self.package = Package()
        self.local: dict[str, str] = {}  # modules that the lemmas' own files imported
        self.written: dict[str, str] = {}  # modules of the package by name

    def run(self, keys: Collection[str] | None) -> Package:
        """Build every module, then the root and the Lake files."""
        for hash_, lemmas in self._by_environment(keys).items():
            described = self.store.surroundings().get(hash_)
            where = self._surroundings(described)
            if isinstance(where, str) or described is None:
                self._leave_out(lemmas, str(where))
                continue
            self.local |= described.modules
            self._environment(hash_, described, lemmas)
        self._root()
        return self.package

    def _by_environment(self, keys: Collection[str] | None) -> dict[str, list[Lemma]]:
        environments = dict.fromkeys(proof.environment for proof in self.store.proofs())
        found: dict[str, list[Lemma]] = {}
        for hash_ in environments:
            chosen = [
                lemma.key
                for lemma in self.store.lemmas(hash_)
                if lemma.reusable and (keys is None or lemma.key in keys)
            ]
            if chosen:
                found[hash_] = library.dependencies(self.store, chosen, hash_)
        return found

    def _surroundings(self, described: Surroundings | None) -> str | None:
        """Why lemmas of this environment cannot be in the package; None where they can."""
        if described is None:
            return "its environment is not described in the store"
        if clash := [n for n, text in described.modules.items() if self.local.get(n, text) != text]:
            return f"another version of the module {clash[0]} is in the package"
        try:
            header = "".join(f"import {name}\n" for name in described.imports)
            here = environment.with_modules(self.toolchain, header, described.modules)
        except UserError as error:
            return str(error)
        return (
            None if here.content_hash == described.hash else "it was certified in another environment than the one here"
        )

    def _environment(self, hash_: str, described: Surroundings, lemmas: Sequence[Lemma]) -> None:
        plain = [lemma for lemma in lemmas if not lemma.needs]
        theory = "".join(_words(name) for name in described.imports) or "Core"
        previous: tuple[str, ...] = ()
        for part in range(0, len(plain), _LEMMAS_IN_A_MODULE):
            name = f"{ROOT}.{theory}" + (f".Part{part // _LEMMAS_IN_A_MODULE + 1}" if part else "")
            some = tuple(plain[part : part + _LEMMAS_IN_A_MODULE])
            if not self._add(_Module(self._free(name), some, "", (*described.imports, *previous))):
                return
            previous = (*previous, list(self.written)[-1])
        for group in _components([lemma for lemma in lemmas if lemma.needs]):
            base = self._base(hash_, described, group)
            if base is None:
                self._leave_out(group, "the definitions that it needs stand together in no certified file")
                continue
            first = min(group[0].needs).split(".")[0]
            self._add(_Module(self._free(f"{ROOT}.{_words(first)}"), tuple(group), base, previous))

    def _base(self, hash_: str, described: Surroundings, group: Sequence[Lemma]) -> str | None:
        """The text that defines what these lemmas need, without the theorems between, if it compiles without."""
        wanted = {need for lemma in group for need in lemma.needs.items()}
        for lemma in reversed(group):
            try:
                where = environment.with_modules(self.toolchain, lemma.source, described.modules)
                contents = outline(where, lemma.source).contents
                parsed = source.parse(lemma.source, where)
            except UserError:
                continue
            found = library.definitions(parsed, contents, len(lemma.source))
            needed = [d for d in found if (d.name, d.content) in wanted]
            if {(d.name, d.content) for d in needed} != wanted:
                continue
            end = max(d.end for d in needed)
            pieces, position = [], header_end(lemma.source)
            for theorem in parsed.theorems:
                if position <= theorem.start and theorem.end <= end:
                    pieces.append(lemma.source[position : theorem.start])
                    position = theorem.end
            bare = "".join([*pieces, lemma.source[position:end]])
            return re.sub(r"\n[ \t]*(\n[ \t]*)+", "\n\n", bare).strip("\n")
        return None

    def _add(self, module: _Module) -> bool:
        """Write a module with readable names if it compiles so, else with stable ones; whether it could be written."""
        taken = set(self.package.names.values())
        readable: dict[str, str] = {}
        for alias, stable in library.aliases(module.lemmas, {name.removeprefix(f"{ROOT}.") for name in taken}).items():
            readable[stable] = f"{ROOT}.{alias}"
        known = {stable_name(key): name for key, name in self.package.names.items()}
        reason = ""
        for names in (readable, {}):
            text = _text(module, {**known, **names})
            try:
                keys = self._keys(text)
            except UserError as error:
                reason = str(error)
                continue
            wanted = {names.get(lemma.stable_name, lemma.stable_name): lemma.key for lemma in module.lemmas}
            if wrong := [name for name, key in wanted.items() if keys.get(name) != key]:
                reason = f"{wrong[0]} would state something else there"
                continue
            self.written[module.name] = text
            self.package.files[f"{module.name.replace('.', '/')}.lean"] = text
            self.package.names |= {key: name for name, key in wanted.items()}
            return True
        self._leave_out(module.lemmas, reason)
        return False

    def _keys(self, text: str) -> dict[str, str]:
        where = environment.with_modules(self.toolchain, text, {**self.local, **self.written})
        return {each.name: each.key for each in outline(where, text, file_name="a module of the package").statements}

    def _root(self) -> None:
        together: list[str] = []
        for name in self.written:
            try:  # modules that define different things by one name cannot be imported together
                self._keys("".join(f"import {each}\n" for each in (*together, name)))
                together.append(name)
            except UserError:
                self.package.left_out.append((name, "import it by itself: it clashes with another module"))
        head = self.store.file.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
        told = f" from the store whose log ends with {head[0]['hash'][:16]} (entry {head[0]['seq']})" if head else ""
        note = f"/-! {len(self.package.names)} lemmas that Lemmasmith has certified,{told}. -/\n"
        self.package.files[f"{ROOT}.lean"] = "".join(f"import {name}\n" for name in together) + "\n" + note
        for name, text in sorted(self.local.items()):
            self.package.files[f"{name.replace('.', '/')}.lean"] = text
        lakefile = (_TEMPLATE / "lakefile.toml").read_text(encoding="utf-8")
        lines = [line for line in lakefile.splitlines() if not line.startswith("#")]
        for root in sorted({name.split(".")[0] for name in self.local}):
            lines += ["", "[[lean_lib]]", f'name = "{root}"']
        self.package.files["lakefile.toml"] = "\n".join(lines) + "\n"
        self.package.files["lean-toolchain"] = (_TEMPLATE / "lean-toolchain").read_text(encoding="utf-8")

    def _free(self, name: str) -> str:
        count, free = 1, name
        while free in self.written or free in self.local:
            count += 1
            free = f"{name}{count}"
        return free

    def _leave_out(self, lemmas: Sequence[Lemma], reason: str) -> None:
        self.package.left_out += [(lemma.name, reason) for lemma in lemmas]


def _text(module: _Module, names: Mapping[str, str]) -> str:
    parts = ["".join(f"import {name}\n" for name in module.imports).rstrip("\n")] if module.imports else []
    parts += [module.base] if module.base else []
    for lemma in module.lemmas:
        stable, text = lemma.stable_name, lemma.text or ""
        if module.base:  # namespaces of the file may still be open
            text = text.replace(f"theorem {stable}", f"theorem _root_.{stable}", 1)
        keyword = re.search(r"^theorem ", text, re.MULTILINE)
        at = keyword.start() if keyword else 0
        parts.append(rename(f"{text[:at]}{_docstring(lemma)}\n{text[at:]}", _rooted(names)))
    return "\n\n".join(parts) + "\n"


def _rooted(names: Mapping[str, str]) -> dict[str, str]:
    return {**names, **{f"_root_.{old}": f"_root_.{new}" for old, new in names.items()}}


def _docstring(lemma: Lemma) -> str:
    origin = lemma.origin.replace("-/", "- /").replace("/-", "/ -") or "unknown"
    note = "\n\nIts hypotheses contradict each other: it says nothing." if VACUOUS in lemma.flags else ""
    says = naming.describe(lemma.statement)
    words = f"{says}\n\n" if says and "-/" not in says else ""
    return f"/-- {words}From {' '.join(origin.split())}.{note}\n\nkey {lemma.key}\nproof {lemma.proof_hash} -/"


def _words(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.findall(r"\w+", name))


def _components(lemmas: Sequence[Lemma]) -> list[list[Lemma]]:
    """Lemmas that need a definition in common stand together, in the order given."""
    groups: list[tuple[set[tuple[str, str]], list[Lemma]]] = []
    for lemma in lemmas:
        needs, members = set(lemma.needs.items()), [lemma]
        apart = []
        for group in groups:
            if group[0] & needs:
                needs |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        groups = [*apart, (needs, members)]
    position = {lemma.key: number for number, lemma in enumerate(lemmas)}
    return [sorted(members, key=lambda lemma: position[lemma.key]) for _, members in groups]
