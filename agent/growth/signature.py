"""Reading a theory: what a Lean file, a challenge theory or a part of the core declares, from its compiled form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agent.growth import vocabulary
from agent.growth.elaboration import LIMITS
from agent.growth.protocol import GrowthTheory, Law, Signature, Symbol, SymbolKind
from agent.suite import BUNDLED
from prover_bridge import certify, environment, source
from prover_bridge import constants as c
from prover_bridge.certify import checker_for
from prover_bridge.constants import Constant
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr, Forall, Sort, Zero, mentioned
from prover_bridge.keys import is_compiler_made, is_private
from prover_bridge.launcher import Toolchain
from prover_bridge.library import FileScope, Library
from prover_bridge.printer import show

_MOST_OWN = 24  # functions and predicates of a module of the core, the most mentioned first
_MOST_LAWS = 600
# What theories that mention a type of the core may say of it, besides its constructors.
_BACKGROUND = {
    "Nat": ("Nat.zero", "Nat.succ", "Nat.add", "Nat.mul"),
    "Bool": ("Bool.true", "Bool.false", "not", "and", "or"),
    "List": ("List.nil", "List.cons", "List.append"),
    "Option": ("Option.none", "Option.some"),
    "Prod": ("Prod.mk",),
}
_GENERATED = re.compile(
    r"(?:^|\.)(?:rec|recOn|casesOn|below|brecOn|noConfusion|noConfusionType|ctorIdx|toCtorIdx|ctorElim|ctorElimType"
    r"|elim|sizeOf_spec|inj|injEq|go|loop)$"
)
_INSTANCE = re.compile(r"(?:^|\.)inst\w*$")


def read_theory(theory: str | Path, toolchain: Toolchain) -> GrowthTheory:
    """A Lean file, a folder of Lean files, the name of a bundled challenge theory (`unary`), or the name of a module or
    of a part of the core (`Init.List`, `List`). Raises UserError where it is none of these, or does not compile."""
    path = Path(theory)
    if not path.exists() and (BUNDLED["challenges"] / str(theory)).is_dir():
        path = BUNDLED["challenges"] / str(theory)
    if path.is_dir():
        return _of_folder(path, toolchain)
    if path.is_file() or path.suffix == ".lean":
        return _of_file(path, toolchain)
    return _of_modules(str(theory), toolchain)


def _of_file(path: Path, toolchain: Toolchain) -> GrowthTheory:
    text, env, _ = source.load(path, toolchain)
    read = source.parse(text, env, str(path))
    for theorem in reversed(read.theorems):
        if theorem.holes:
            text = text[: theorem.start] + text[theorem.end :]
    with checker_for(env, LIMITS) as checker:
        scope = checker.compile_trusted(text, str(path)).scope
        names = [name for name in _in_order(scope) if not is_private(name)]
        imported = [] if names else _local(checker.library)
        signature = _signature(scope, names or imported, checker.library)
    if not signature.symbols:
        raise UserError(f"{path} declares no types or functions that conjectures could be made of.")
    return GrowthTheory(path.stem, env, text.rstrip() + "\n", signature)


def _of_folder(path: Path, toolchain: Toolchain) -> GrowthTheory:
    """A folder of problems: what their modules declare, or where they import none, what their statements mention."""
    files = sorted(path.glob("*.lean"))
    if not files:
        raise UserError(f"There is no Lean file in {path}.")
    texts = [source.text_of(file) for file in files]
    spaces = {found.group(1) for text in texts if (found := re.search(r"^namespace\s+(\S+)", text, re.MULTILINE))}
    imports = dict.fromkeys(line for text in texts for line in re.findall(r"^import \S+", text, re.MULTILINE))
    context = "".join(f"{line}\n" for line in imports)
    env = environment.of_text(toolchain, context, files[0])
    mentions: Counter[str] = Counter()
    if not imports:
        for file, text in zip(files, texts, strict=True):
            for statement in certify.statements(env, text, file_name=str(file)):
                mentions.update(statement.constants)
    with checker_for(env, LIMITS) as checker:
        scope = checker.compile_trusted(context, path.name).scope
        if imports:
            words = set(re.findall(r"[\w'!?]+", "\n".join(texts)))
            local = _local(checker.library)
            names = [n for n in local if not spaces or n.split(".")[0] in spaces or n.rpartition(".")[2] in words]
        else:
            names = _meant(mentions, checker.library)
        signature = _signature(scope, names, checker.library, own=True)
    if not signature.symbols:
        raise UserError(f"{path} mentions no types or functions that conjectures could be made of.")
    return GrowthTheory(path.name, env, context, signature)


def _meant(mentions: Iterable[str], library: Library) -> list[str]:
    """The functions that statements of the core's types are about; operators stand for what they are there."""
    mentioned_names = set(mentions)
    names = [name for name in mentioned_names - _LOGIC - set(vocabulary.METHODS) if name in library]
    classes = {class_ for method, class_ in vocabulary.METHODS.items() if method in mentioned_names}
    names += [name for (class_, head), name in vocabulary.CORE_FUNCTIONS.items() if class_ in classes and head in names]
    return sorted({name for name in names if (name in library and not _plumbing(name)) or name in _BACKGROUND})


def _of_modules(name: str, toolchain: Toolchain) -> GrowthTheory:
    prefix = name if name.startswith("Init") else f"Init.{name}"
    env = environment.of_text(toolchain, "")
    with checker_for(env, LIMITS) as checker:
        library = checker.library
        within = [each for each in library.modules if each == prefix or each.startswith(prefix + ".")]
        if not within:
            near = ", ".join(sorted({each.split(".")[1] for each in library.modules if each.count(".") >= 2}))
            raise UserError(
                f"There is no theory {name!r}: give a Lean file, a folder of Lean files, a bundled theory "
                f"({', '.join(_bundled())}), or a part of the core ({near})."
            )
        scope = checker.compile_trusted("", name).scope
        space = prefix.split(".")[1]
        names = [each for module in within for each in library.names(module) if each.split(".")[0] == space]
        counted: Counter[str] = Counter()
        for each in names:
            constant = library.constant(each)
            if isinstance(constant, c.Theorem):
                counted.update(mentioned(constant.type))
        for (_, head), function in vocabulary.CORE_FUNCTIONS.items():
            if head == space:
                counted[function] += sum(counted[m] for m in vocabulary.METHODS)
        definitions = [each for each in names if not isinstance(library.constant(each), c.Theorem)]
        definitions += [
            name for (_, head), name in vocabulary.CORE_FUNCTIONS.items() if head == space and name in library
        ]
        definitions = [each for each in dict.fromkeys(definitions) if each.count(".") < 2]
        most = sorted(definitions, key=lambda each: (-counted[each], each))[: 3 * _MOST_OWN]
        kept = [each for each in definitions if each in most or each == space]
        theorems = [each for each in names if isinstance(library.constant(each), c.Theorem)]
        signature = _signature(scope, [space, *kept, *theorems], library, own=True, most=_MOST_OWN)
    return GrowthTheory(prefix, env, "", signature)


def _bundled() -> list[str]:
    return sorted(path.name for path in BUNDLED["challenges"].iterdir() if any(path.glob("*.lean")))


def _in_order(scope: FileScope) -> list[str]:
    places = scope.module.positions()
    names = [name for name in scope.module.names if not _is_made(name)]
    return sorted(names, key=lambda name: places.get(name, (1 << 30, 0)))


def _is_made(name: str) -> bool:
    return is_compiler_made(name) or _GENERATED.search(name) is not None


def _local(library: Library) -> list[str]:
    """Constants of the local modules that the environment imports, in their order."""
    found = []
    for module in library.environment.imports:
        if not library.is_local_module(module):
            continue
        places = library.modules[module].positions()
        names = [name for name in library.names(module) if not _is_made(name) and not is_private(name)]
        found += sorted(names, key=lambda name: places.get(name, (1 << 30, 0)))
    return found


def _signature(
    scope: FileScope, names: Sequence[str], library: Library, *, own: bool = True, most: int = 1 << 30
) -> Signature:
    constants: dict[str, Constant[Expr]] = {}
    chosen: dict[str, Symbol] = {}

    def add(name: str, is_own: bool) -> None:
        constant = scope.look_up(name)
        if constant is None or name in chosen or constant.unsafe:
            return
        kind = _kind(constant)
        constants[name] = constant
        if kind is None or (kind in ("function", "predicate") and (_is_made(name) or _INSTANCE.search(name))):
            return
        chosen[name] = Symbol(name, kind, constant, is_own)
        if isinstance(constant, c.Inductive) and kind == "type":
            for made in constant.constructors:
                add(made, is_own)

    for name in names:
        if len([s for s in chosen.values() if s.own and s.kind in ("function", "predicate")]) >= most:
            break
        add(name, own)
    background = sorted({b for symbol in chosen.values() for b in mentioned(symbol.constant.type) if b in _BACKGROUND})
    for head in background:
        add(head, head in names)
        for name in _BACKGROUND[head]:
            add(name, name in names)
    laws = list(_laws(scope, library, names, set(chosen)))
    return Signature(tuple(chosen.values()), tuple(laws[:_MOST_LAWS]), constants)


def _kind(constant: Constant[Expr]) -> SymbolKind | None:
    """None for what is no symbol; its type is looked at later."""
    match constant:
        case c.Inductive():
            result = constant.type
            while isinstance(result, Forall):
                result = result.body
            if not isinstance(result, Sort) or constant.unsafe:
                return None
            if isinstance(result.level, Zero):
                return "predicate"
            return "type" if not constant.indices else None
        case c.Constructor():
            return "constructor"
        case c.Definition() | c.Opaque():
            result = constant.type
            while isinstance(result, Forall):
                result = result.body
            return "predicate" if isinstance(result, Sort) and isinstance(result.level, Zero) else "function"
    return None


def _laws(scope: FileScope, library: Library, names: Sequence[str], symbols: set[str]) -> Iterator[Law]:
    """Theorems of the theory, and those of the library that only speak of what the theory mentions of it."""
    seen: set[str] = set()
    known = {*symbols, *vocabulary.METHODS, *_LOGIC}
    for name in (*names, *_core_theorems(library, symbols)):
        if name in seen:
            continue
        seen.add(name)
        constant = scope.look_up(name)
        if not isinstance(constant, c.Theorem) or is_private(name) or _is_made(name):
            continue
        if all(each in known or _plumbing(each) for each in mentioned(constant.type)):
            key = scope.hasher.statement_key(constant)
            own = scope.module.__contains__
            yield Law(name, key, show(constant.type, scope.look_up, own=own), constant.type)


_LOGIC = frozenset(
    ["Eq", "Ne", "And", "Or", "Not", "Iff", "Exists", "True", "False", "OfNat.ofNat", "OfNat", "Function.comp", "id",
     "GE.ge", "GT.gt"]
)  # fmt: skip


def _plumbing(name: str) -> bool:
    """Instances, and the classes and types that terms mention beside them."""
    last = name.rpartition(".")[2]
    return last.startswith("inst") or name in ("Nat", "Bool", "List", "Option", "Prod") or last[:1] == "H"


def _core_theorems(library: Library, symbols: Iterable[str]) -> Iterator[str]:
    spaces = {name.split(".")[0] for name in symbols} & set(_BACKGROUND)
    for module in library.modules:
        if library.is_local_module(module):
            continue
        part = module.split(".")[1] if module.count(".") else ""
        if part in spaces:
            for name in library.names(module):
                if name.split(".")[0] in spaces:
                    yield name


def of(theory: GrowthTheory) -> vocabulary.Vocabulary:
    """The typed view of a theory's signature; computed once for each signature."""
    key = id(theory.signature)
    found = _vocabularies.get(key)
    if found is None or found[0] is not theory.signature:
        found = _vocabularies[key] = (theory.signature, vocabulary.of(theory.signature))
        while len(_vocabularies) > 8:
            _vocabularies.pop(next(iter(_vocabularies)))
    return found[1]


_vocabularies: dict[int, tuple[Signature, vocabulary.Vocabulary]] = {}
