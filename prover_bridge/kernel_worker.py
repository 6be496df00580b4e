"""A process that re-checks declarations with Lean's kernel, from an empty environment.

Started by `replay` as an isolated Python with the arguments LIBRARY MEMORY_MB. It answers one JSON line for each JSON
line on standard input:

    {"modules": [{"files": [FILE, …], "sha256": HASH}, …]}
                                                        compiled modules by number, each as the files of its parts and
                                                        the hash of what was read from them before
    {"file": BASE64}                                    the compiled file under check; forgets the one before
    {"replay": [{"module": NUMBER or null, "trusted": BOOL, "names": [NAME, …]}, …]}
                                                        declare these constants in order; null is the file; what is
                                                        trusted is declared without a check, types apart

Answers: {"ok": true, …}, {"rejected": REASON, "constant": NAME} or {"undecided": REASON}. Imported constants stay
declared for the next file; a file's own are forgotten with it.
"""

from __future__ import annotations

import base64
import functools
import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from prover_bridge import constants as c
from prover_bridge import olean
from prover_bridge.constants import Constant
from prover_bridge.expression import Expr, Level, Name, Terms
from prover_bridge.kernel import Kernel, Object, Rejection, differs
from prover_bridge.keys import block_head
from prover_bridge.levels import LevelError

LOCAL = -1


class Refused(Exception):
    def __init__(self, constant: Name, rejection: Rejection) -> None:
        super().__init__(rejection.reason)
        self.constant, self.rejection = constant, rejection


class Pair:
    """One compiled module, read for the kernel (`built`) and, where something is compared, for us (`told`)."""

    def __init__(self, parts: list[bytes], kernel: Kernel) -> None:
        self.built: olean.Module[Object, Object] = olean.Module(parts, kernel)
        self._parts = parts

    @functools.cached_property
    def told(self) -> olean.Module[Level, Expr]:
        return olean.Module(self._parts, Terms())


class Worker:
    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._files: list[dict[str, Any]] = []
        self._modules: dict[int, Pair] = {}
        self._imported: dict[Name, int] = {}
        self._local: dict[Name, int] = {}
        self._before_file: Object | None = None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            if "modules" in request:
                self._files = request["modules"]
            elif "file" in request:
                self._forget_file()
                self._modules[LOCAL] = Pair([base64.b64decode(request["file"])], self._kernel)
            else:
                return {"ok": True, "added": self._replay(request["replay"])}
        except Refused as refused:
            if refused.rejection.undecided:
                return {"undecided": f"{refused.constant}: {refused}"}
            return {"rejected": str(refused), "constant": refused.constant}
        except olean.OleanError as error:
            return {"rejected": f"the compiled file cannot be read: {error}", "constant": ""}
        except LevelError as error:
            return {"rejected": str(error), "constant": ""}
        except (OSError, MemoryError) as error:
            return {"undecided": f"{type(error).__name__}: {error}"}
        return {"ok": True}

    def _forget_file(self) -> None:
        self._modules.pop(LOCAL, None)
        self._local = {}
        if self._before_file is not None:
            self._kernel.back_to(self._before_file)
            self._before_file = None

    def _replay(self, groups: list[dict[str, Any]]) -> int:
        added = 0
        steps = [
            (LOCAL if group["module"] is None else int(group["module"]), bool(group["trusted"]), name)
            for group in groups
            for name in group["names"]
        ]
        if any(module != LOCAL and name not in self._imported for module, _, name in steps) and self._local:
            # Imports are declared before the file. The file's own constants come back in order of dependency.
            assert self._before_file is not None
            self._kernel.back_to(self._before_file)
            self._before_file, self._local = None, {}
        for module, trusted, name in steps:
            known = self._local if module == LOCAL else self._imported
            other = self._imported if module == LOCAL else self._local
            if name in other or known.get(name, module) != module:
                raise Refused(name, Rejection("declared in two modules", False))
            if name in known:
                continue
            if module == LOCAL and self._before_file is None:
                self._before_file = self._kernel.mark()
            self._declare(self._module(module), module, name, known, trusted and module != LOCAL)
            added += 1
        return added

    def _module(self, number: int) -> Pair:
        found = self._modules.get(number)
        if found is None:
            parts = [Path(file).read_bytes() for file in self._files[number]["files"]]
            if olean.digest_of(parts) != self._files[number]["sha256"]:
                raise OSError(f"{self._files[number]['files'][0]} was changed while it was being checked")
            found = self._modules[number] = Pair(parts, self._kernel)
        return found

    def _declare(self, module: Pair, number: int, name: Name, known: dict[Name, int], trusted: bool) -> None:
        built = _constant(module.built, name)
        if built.unsafe:
            raise Refused(name, Rejection("it is unsafe", False))
        if isinstance(built, c.Axiom | c.Definition | c.Theorem | c.Opaque):
            _accept(name, self._kernel.add(built, checked=not trusted))
        else:
            if isinstance(built, c.Inductive) and block_head(built) == name:
                self._declare_types(module, built)
            elif isinstance(built, c.Quotient) and self._kernel.find("Quot") is None:
                _accept(name, self._kernel.add_quotient())
            self._compare(name, _constant(module.told, name))
        known[name] = number

    def _declare_types(self, module: Pair, head: c.Inductive[Object]) -> None:
        block: list[tuple[c.Inductive[Object], list[Constant[Object]]]] = []
        for name in head.all:
            type_ = _constant(module.built, name)
            if not isinstance(type_, c.Inductive) or type_.all != head.all:
                raise Refused(name, Rejection("its group of types is inconsistent", False))
            block.append((type_, [_constant(module.built, made) for made in type_.constructors]))
        _accept(head.name, self._kernel.add_inductive(block))
        for type_, constructors in block:
            for each in (type_, *constructors):
                self._compare(each.name, _constant(module.told, each.name))

    def _compare(self, name: Name, told: Constant[Expr]) -> None:
        kept = self._kernel.find(name)
        if kept is None:
            raise Refused(name, Rejection("the kernel generates no such constant", False))
        difference = differs(kept, told)
        if difference:
            raise Refused(name, Rejection(f"its {difference} is not what the kernel generates", False))


def _constant(module: olean.Module[Any, Any], name: Name) -> Constant[Any]:
    try:
        return module.constant(name)
    except KeyError:
        raise Refused(name, Rejection("the module does not have it", False)) from None


def _accept(name: Name, rejection: Rejection | None) -> None:
    if rejection is not None:
        raise Refused(name, rejection)


def main() -> None:
    sys.set_int_max_str_digits(0)
    gc.disable()  # what it builds stays until the process ends
    library, memory_mb = sys.argv[1:]
    worker = Worker(Kernel(library, int(memory_mb)))
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Lean itself prints is no answer
    print(json.dumps({"ok": True}), file=output, flush=True)
    for line in sys.stdin:
        print(json.dumps(worker.answer(json.loads(line))), file=output, flush=True)
