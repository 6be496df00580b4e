"""The constants that an environment offers: every module that its imports reach, and what is known of each constant.

What is computed of an imported constant (hashes, and which constants it needs) is kept in the cache under a
fingerprint of the compiled modules themselves, so that a check computes it once per environment.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import constants as c
from prover_bridge import olean
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import STRING_LITERAL_NAMES, Expr, Level, Name, components, mentioned
from prover_bridge.keys import Family, Hasher, UnknownConstantError, block_head, is_private, lasting_name
from prover_bridge.launcher import cache_folder

# What the kept facts hang on: when one of these files changes, they are computed anew.
_RULES = ("expression.py", "keys.py", "levels.py", "library.py", "olean.py")
# Above this, modules are told apart by path, size and time instead of by content.
_HASHED_BYTES = 128 << 20

Kind = str  # "axiom", "definition", "theorem", "opaque", "quotient", "inductive", "constructor", "recursor"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a check wants to know of a constant.

    needs: constants that must be declared before it (its type's, its value's, its group's); never circular among
    checked declarations. content, coarse: hashes in hex; key: a theorem's statement key, None for other kinds.
    """

    kind: Kind
    unsafe: bool
    needs: tuple[Name, ...]
    content: str
    key: str | None


def needs(constant: Constant[Expr], block: tuple[Constant[Expr], ...], scope: Library | FileScope) -> tuple[Name, ...]:
    """Constants that the kernel must know before `constant`; `block`: its mutual group where it heads one."""
    head = block_head(constant)
    if head is not None and head != constant.name:
        return (head,)
    literals = tuple(name for name in STRING_LITERAL_NAMES if scope.is_imported(name))
    parts = (part for member in (constant, *block) for part in c.expressions(member))
    names = mentioned(*parts, string_literals=literals)
    if isinstance(constant, c.Quotient):
        names.add("Eq")
    return tuple(sorted(names - {constant.name, *(member.name for member in block)}))


class Library:
    """Every module that the imports of an environment reach. Raises UserError where one is missing or unreadable."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.paths: dict[Name, Path] = {}
        self.modules: dict[Name, olean.Module[Level, Expr]] = {}
        self._load(("Init", *environment.imports))
        self._names: dict[Name, tuple[Name, ...]] = {}
        self._facts: dict[Name, Facts] = {}
        self._fresh = False
        self._module_hashes: dict[Name, str] = {}
        self._kept = cache_folder() / "constants" / f"{self._fingerprint()}.json"
        self._restore()
        if set(self._names) != set(self.modules):
            self._names = {module: m.names for module, m in self.modules.items()}
            self._fresh = True
        self._module_of = {name: module for module, names in self._names.items() for name in names}
        self._hasher = Hasher(self)

    def _load(self, wanted: tuple[Name, ...]) -> None:
        places = search_path(self.environment)
        waiting = list(dict.fromkeys(wanted))
        while waiting:
            name = waiting.pop()
            if name in self.modules:
                continue
            path = _find(name, places)
            if self._in_folders(path) and _look(name, places[len(self.environment.folders) :]):
                # What the kernel knows by name must be Lean's own.
                raise UserError(f"The local module {name} has the name of a module of the toolchain: rename it.")
            try:
                module = olean.read(path)
            except (olean.OleanError, OSError) as error:
                raise UserError(f"The compiled module {name} ({path}) cannot be read: {error}.") from error
            self.modules[name], self.paths[name] = module, path
            waiting += [i.module for i in module.imports]
        self._must_not_circle()

    def _must_not_circle(self) -> None:
        done: set[Name] = set()
        open_: set[Name] = set()
        stack = list(self.modules)
        while stack:
            name = stack[-1]
            missing = [each.module for each in self.modules[name].imports if each.module not in done]
            if name in done or not missing:
                done.add(stack.pop())
                open_.discard(name)
                continue
            open_.add(name)
            if circle := [each for each in missing if each in open_]:
                raise UserError(f"The compiled modules {name} and {circle[0]} import each other in a circle.")
            stack += missing

    def __contains__(self, name: Name) -> bool:
        return name in self._module_of

    def module_of(self, name: Name) -> Name | None:
        return self._module_of.get(name)

    def constant(self, name: Name) -> Constant[Expr]:
        module = self._module_of.get(name)
        if module is None:
            raise UnknownConstantError(f"no constant {name} is known")
        return self.modules[module].constant(name)

    def is_imported(self, name: Name) -> bool:
        return name in self._module_of

    def known_hash(self, family: Family, name: Name) -> bytes | None:
        if family != "content":
            return None
        facts = self._facts.get(name)
        return bytes.fromhex(facts.content) if facts else None

    def place_among_twins(self, name: Name) -> int:
        return 0

    def facts(self, name: Name) -> Facts:
        """Facts of an imported constant, from the cache or computed now."""
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = facts_of(self.constant(name), self._hasher, self)
            self._fresh = True
        return found

    def module_hash(self, module: Name) -> str:
        """SHA-256 (hex) over a compiled module's bytes, as they were read, and over all that it imports."""
        done = self._module_hashes
        stack = [module]
        while stack:
            name = stack[-1]
            imported = sorted({each.module for each in self.modules[name].imports})
            missing = [each for each in imported if each not in done]
            if missing and name not in done:
                stack += missing
                continue
            stack.pop()
            if name not in done:
                whole = hashlib.sha256(name.encode("utf-8", "surrogatepass"))
                whole.update(self.modules[name].sha256.encode())
                for each in imported:
                    whole.update(bytes.fromhex(done[each]))
                done[name] = whole.hexdigest()
        return done[module]

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) of all that is imported, byte for byte."""
        hashes = (self.module_hash(module) for module in sorted({"Init", *self.environment.imports}))
        return hashlib.sha256("".join(hashes).encode()).hexdigest()

    def __len__(self) -> int:
        """How many constants are imported."""
        return len(self._module_of)

    def names(self, module: Name) -> tuple[Name, ...]:
        """Names of all declarations of an imported module, in its order."""
        return self._names[module]

    def twice(self) -> dict[Name, tuple[Name, ...]]:
        """Names that several imported modules declare, and these modules, the one whose is taken last.

        Lean allows it for theorems with one statement.
        """
        found: dict[Name, tuple[Name, ...]] = {}
        for module, names in self._names.items():
            for name in names:
                taken = self._module_of[name]
                if taken != module:
                    found[name] = (*found.get(name, (taken,))[:-1], module, taken)
        return found

    @functools.cached_property
    def differing(self) -> Name | None:
        """A name under which two imported modules declare different things, or None."""
        for name, modules in self.twice().items():
            constants = [self.modules[module].constant(name) for module in modules]
            theorems = [each for each in constants if isinstance(each, c.Theorem)]
            if len(theorems) < len(constants) or len({self._hasher.statement_key(each) for each in theorems}) > 1:
                return name
        return None

    def is_local(self, name: Name) -> bool:
        """Whether a constant comes from a local module of the environment, not from its toolchain."""
        module = self._module_of.get(name)
        return module is not None and self.is_local_module(module)

    def is_local_module(self, module: Name) -> bool:
        return self._in_folders(self.paths[module])

    def _in_folders(self, path: Path) -> bool:
        own = {folder.resolve() for folder in self.environment.folders}
        return any(folder in path.resolve().parents for folder in own)

    def unguarded(self) -> list[Name]:
        """Local modules that do not stand on `Init`: their header must have said `prelude`."""
        return [
            name
            for name in self.paths
            if self.is_local_module(name) and not any(i.module == "Init" for i in self.modules[name].imports)
        ]

    def _fingerprint(self) -> str:
        files = [(name, part) for name in sorted(self.paths) for part in olean.parts_of(self.paths[name])]
        by_content = sum(part.stat().st_size for _, part in files) <= _HASHED_BYTES
        whole = hashlib.sha256()
        for rule in _RULES:
            whole.update(hashlib.sha256(Path(__file__).with_name(rule).read_bytes()).digest())
        for name, part in files:
            status = part.stat()
            stamp = f"{part}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}"
            text = hashlib.sha256(part.read_bytes()).hexdigest() if by_content else stamp
            whole.update(f"{name}|{part.suffix}|{text}\n".encode())
        return whole.hexdigest()

    def _restore(self) -> None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            names, table = json.loads(self._kept.read_text())
            self._facts = {name: Facts(k, u, tuple(n), h, key) for name, (k, u, n, h, key) in table.items()}
            self._names = {module: tuple(each) for module, each in names.items()}

    def keep(self) -> None:
        """Write what was computed to the cache. A full or read-only disk only costs time later."""
        if not self._fresh:
            return
        self._fresh = False
        table = {n: (f.kind, f.unsafe, f.needs, f.content, f.key) for n, f in sorted(self._facts.items())}
        with contextlib.suppress(OSError):
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._kept.parent, prefix=".constants-")
            with os.fdopen(handle, "w") as stream:
                json.dump((self._names, table), stream, separators=(",", ":"))
            Path(name).replace(self._kept)


def facts_of(constant: Constant[Expr], hasher: Hasher, scope: Library | FileScope) -> Facts:
    block: tuple[Constant[Expr], ...] = ()
    if isinstance(constant, c.Inductive) and block_head(constant) == constant.name:
        types = [scope.constant(name) for name in constant.all]
        block = tuple(
            member
            for type_ in types
            for member in (type_, *map(scope.constant, type_.constructors if isinstance(type_, c.Inductive) else ()))
        )
    key = hasher.statement_key(constant) if isinstance(constant, c.Theorem) else None
    content = hasher.content(constant.name)
    return Facts(type(constant).__name__.lower(), constant.unsafe, needs(constant, block, scope), content, key)


class FileScope:
    """A compiled file together with the library that it imports."""

    def __init__(self, module: olean.Module[Level, Expr], library: Library) -> None:
        self.module = module
        self.library = library
        self.hasher = Hasher(self)
        self._facts: dict[Name, Facts] = {}
        self._constants: dict[Name, Constant[Expr]] = {}

    def constant(self, name: Name) -> Constant[Expr]:
        found = self._constants.get(name)
        if found is None:
            found = self.module.constant(name) if name in self.module else self.library.constant(name)
            self._constants[name] = found
        return found

    def look_up(self, name: Name) -> Constant[Expr] | None:
        return self.constant(name) if name in self.module or name in self.library else None

    def is_imported(self, name: Name) -> bool:
        return name not in self.module and name in self.library

    def known_hash(self, family: Family, name: Name) -> bytes | None:
        return self.library.known_hash(family, name) if name not in self.module else None

    def place_among_twins(self, name: Name) -> int:
        return self._twins.get(name, 0)

    @functools.cached_property
    def _twins(self) -> dict[Name, int]:
        groups: dict[str, list[Name]] = {}
        for name in self.module.names:
            if is_private(name) or "_@" in name:
                groups.setdefault(lasting_name(name, False), []).append(name)
        for group in groups.values():
            group.sort(key=lambda name: [(isinstance(p, str), str(p).rjust(20, "0")) for p in components(name)])
        return {name: place for group in groups.values() for place, name in enumerate(group)}

    def facts(self, name: Name) -> Facts:
        if name not in self.module:
            return self.library.facts(name)
        found = self._facts.get(name)
        if found is None:
            found = self._facts[name] = facts_of(self.constant(name), self.hasher, self)
        return found


def search_path(environment: Environment) -> tuple[Path, ...]:
    """Folders with compiled modules, in the order in which Lean looks."""
    prefixes = environment.toolchain.read_only if environment.toolchain.kind != "embedded" else ()
    own = [prefix / "lib" / "lean" for prefix in prefixes if (prefix / "lib" / "lean").is_dir()]
    return (*environment.lean_path, *own)


def _find(module: Name, places: tuple[Path, ...]) -> Path:
    found = _look(module, places)
    if found is None:
        raise UserError(f"The imported module {module} is not compiled anywhere on the search path: build it first.")
    return found


def _look(module: Name, places: tuple[Path, ...]) -> Path | None:
    parts = [str(part) for part in components(module)]
    if not parts or any(part in ("", ".", "..") or "/" in part or "\0" in part for part in parts):
        raise UserError(f"{module!r} is no module name.")
    for place in places:
        path = place.joinpath(*parts[:-1], parts[-1] + ".olean")
        if path.is_file():
            return path
    return None
