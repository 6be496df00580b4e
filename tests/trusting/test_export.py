"""What is exported for other kernels says what the compiled file says, in the order that they want."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prover_bridge import certify as certifying
from prover_bridge import constants as c
from prover_bridge import export, toolchain
from prover_bridge.compiled import Compiled, compile_text
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.expression import Component, Expr, Level, Terms, join
from prover_bridge.kernel import Kernel, differs
from prover_bridge.keys import mentions
from prover_bridge.replay import order

TEXT = """
universe u
inductive Rose (α : Type u) | node (x : α) (children : List (Rose α))
mutual
inductive E : Nat → Prop
  | zero : E 0
  | step : O n → E (n + 1)
inductive O : Nat → Prop
  | step : E n → O (n + 1)
end
def size : List Nat → Nat
  | [] => 0
  | _ :: xs => size xs + 1
theorem text : "a\\n«β»" = "a\\n«β»" := rfl
theorem large : 123456789012345678901234567890 = 123456789012345678901234567890 := rfl
theorem two : E 2 := .step (.step .zero)
theorem sized : size [1, 2] = 2 := by decide
theorem local_ : (let n := 3; n + n) = 6 := rfl
theorem root {α : Type u} (x y : α) (h : Rose.node x [] = Rose.node y []) : x = y := by injection h
theorem logic (p : Prop) : p ∨ ¬p := Classical.em p
"""


class Reader:
    """Reads the format by its description alone; every number must be known before it is used.

    build: what makes levels and expressions (`olean.Builder`).
    """

    def __init__(self, build: Any = None) -> None:
        self.build = build if build is not None else Terms()
        self.names: list[tuple[Component, ...]] = [()]
        self.levels: list[Any] = [self.build.zero()]
        self.expressions: list[Any] = []
        self.constants: dict[str, Constant[Any]] = {}
        self.seen: set[str] = set()

    def read(self, text: str) -> None:
        lines = [json.loads(line) for line in text.splitlines()]
        assert lines[0]["meta"]["format"] == {"version": "3.1.0"}
        for line in lines[1:]:
            plain = json.dumps({k: v for k, v in line.items() if k not in ("in", "il", "ie")}, sort_keys=True)
            assert plain not in self.seen, "equal things have one number"
            self.seen.add(plain)
            if "in" in line:
                assert line["in"] == len(self.names)
                part = line["str"] if "str" in line else line["num"]
                self.names.append((*self.names[part["pre"]], part["str"] if "str" in line else part["i"]))
            elif "il" in line:
                assert line["il"] == len(self.levels)
                self.levels.append(self.level(line))
            elif "ie" in line:
                assert line["ie"] == len(self.expressions)
                self.expressions.append(self.expression(line))
            else:
                ((kind, value),) = line.items()
                self.declaration(kind, value)

    def name(self, number: int) -> str:
        return join(self.names[number])

    def level(self, line: dict[str, Any]) -> Level:
        known, build = self.levels, self.build
        if "succ" in line:
            return build.succ(known[line["succ"]])
        if "param" in line:
            return build.param(self.name(line["param"]))
        if "max" in line:
            return build.max(*(known[i] for i in line["max"]))
        return build.imax(*(known[i] for i in line["imax"]))

    def expression(self, line: dict[str, Any]) -> Expr:
        known, build = self.expressions, self.build
        kind = next(key for key in line if key != "ie")
        value = line[kind]
        if kind in ("lam", "forallE"):
            info = ("default", "implicit", "strictImplicit", "instImplicit").index(value["binderInfo"])
            make = build.lam if kind == "lam" else build.forall
            return make(self.name(value["name"]), known[value["type"]], known[value["body"]], info)
        if kind == "letE":
            parts = (known[value[each]] for each in ("type", "value", "body"))
            return build.let(self.name(value["name"]), *parts, False)
        if kind == "app":
            return build.app(known[value["fn"]], known[value["arg"]])
        if kind == "const":
            return build.const(self.name(value["name"]), tuple(self.levels[i] for i in value["us"]))
        if kind == "proj":
            return build.projection(self.name(value["typeName"]), value["idx"], known[value["struct"]])
        if kind == "bvar":
            return build.bound(value)
        if kind == "sort":
            return build.sort(self.levels[value])
        return build.nat(int(value)) if kind == "natVal" else build.string(value)

    def group(self, kind: str, value: dict[str, Any]) -> list[Constant[Any]]:
        if kind != "inductive":
            return [self.plain(kind, value)]
        made = [self.type_(v) for v in value["types"]] + [self.maker(v) for v in value["ctors"]]
        return [*made, *(self.recursor(v) for v in value["recs"])]

    def declaration(self, kind: str, value: dict[str, Any]) -> None:
        group = self.group(kind, value)
        for constant in group:
            assert constant.name not in self.constants
            self.constants[constant.name] = constant
        for constant in group:
            assert mentions(c.expressions(constant), frozenset()) <= set(self.constants), constant.name

    def head(self, value: dict[str, Any]) -> tuple[str, tuple[str, ...], Expr]:
        universes = tuple(self.name(i) for i in value["levelParams"])
        return self.name(value["name"]), universes, self.expressions[value["type"]]

    def all(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(self.name(number) for number in numbers)

    def plain(self, kind: str, value: dict[str, Any]) -> Constant[Expr]:
        head = self.head(value)
        if kind == "axiom":
            return c.Axiom(*head, value["isUnsafe"])
        if kind == "quot":
            return c.Quotient(*head, value["kind"])
        body, every = self.expressions[value["value"]], self.all(value["all"])
        if kind == "thm":
            return c.Theorem(*head, body, every)
        if kind == "opaque":
            return c.Opaque(*head, body, value["isUnsafe"], every)
        hints = value["hints"]
        how = c.Hints(hints) if isinstance(hints, str) else c.Hints("regular", hints["regular"])  # type: ignore[arg-type]
        return c.Definition(*head, body, how, value["safety"], every)

    def type_(self, v: dict[str, Any]) -> Constant[Expr]:
        numbers = (v["numParams"], v["numIndices"], self.all(v["all"]), self.all(v["ctors"]), v["numNested"])
        return c.Inductive(*self.head(v), *numbers, v["isRec"], v["isUnsafe"], v["isReflexive"])

    def maker(self, v: dict[str, Any]) -> Constant[Expr]:
        numbers = (v["cidx"], v["numParams"], v["numFields"], v["isUnsafe"])
        return c.Constructor(*self.head(v), self.name(v["induct"]), *numbers)

    def recursor(self, v: dict[str, Any]) -> Constant[Expr]:
        rules = tuple(c.Rule(self.name(r["ctor"]), r["nfields"], self.expressions[r["rhs"]]) for r in v["rules"])
        numbers = (v["numParams"], v["numIndices"], v["numMotives"], v["numMinors"])
        return c.Recursor(*self.head(v), self.all(v["all"]), *numbers, rules, v["k"], v["isUnsafe"])


@pytest.fixture(scope="module")
def compiled(environment: Environment) -> Compiled:
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        found = compile_text(checker.library, TEXT, "x.lean", checker.limits, [])
    assert isinstance(found, Compiled), found
    return found


def test_an_export_read_again_is_the_same(compiled: Compiled) -> None:
    scope = compiled.scope
    names = order(scope, certifying.theorems(compiled.module))
    stream = io.StringIO()
    count = export.write(stream, names, scope.look_up, lean_version="4.35.0", lean_commit="", version="0")
    reader = Reader()
    reader.read(stream.getvalue())
    assert set(names) <= set(reader.constants) and count == len(reader.constants)
    assert {"Quot.mk", "Quot.sound", "Rose.rec_1", "O.rec", "Char.ofNat"} <= set(reader.constants)
    for name, constant in reader.constants.items():
        told = scope.look_up(name)
        assert told is not None and differs(constant, told) is None, (name, differs(constant, told) if told else "")


class Judge(Reader):
    """A kernel that is fed with an export and nothing else, as nanoda or lean4lean would be. The kernel is Lean's:
    no registry carries another one."""

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.kernel = kernel

    def declaration(self, kind: str, value: dict[str, Any]) -> None:
        group = self.group(kind, value)
        self.constants |= {constant.name: constant for constant in group}
        if kind == "inductive":
            block = [
                (type_, [self.constants[made] for made in type_.constructors])
                for type_ in group
                if isinstance(type_, c.Inductive)
            ]
            rejection = self.kernel.add_inductive(block)
        elif kind == "quot":
            rejection = self.kernel.add_quotient() if value["kind"] == "type" else None
        else:
            rejection = self.kernel.add(group[0])
        assert rejection is None, (group[0].name, rejection)


def judge(library: str, file: str) -> None:
    """Run in a process of its own, which has one kernel: prints how many declarations it accepted."""
    text = Path(file).read_text(encoding="utf-8")
    kernel, told = Kernel(library, 4096), Reader()
    judge = Judge(kernel)
    judge.read(text)
    told.read(text)
    for name, constant in told.constants.items():
        kept = kernel.find(name)
        assert kept is not None and differs(kept, constant) is None, name
    print(len(judge.constants))


def judged(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "export.ndjson").write_text(text, encoding="utf-8")
    library = str(toolchain.embedded_library())
    run = f"from tests.trusting.test_export import judge; judge({library!r}, {str(folder / 'export.ndjson')!r})"
    root = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", run], cwd=root, capture_output=True, text=True, check=False)


def test_a_kernel_that_sees_only_the_export_accepts_it(compiled: Compiled, tmp_path: Path) -> None:
    scope = compiled.scope
    stream = io.StringIO()
    names = order(scope, certifying.theorems(compiled.module))
    count = export.write(stream, names, scope.look_up, lean_version="4.35.0", lean_commit="", version="0")
    done = judged(stream.getvalue(), tmp_path)
    assert done.stdout.split() == [str(count)], done.stderr
    # And it does judge: with another proof the theorem is rejected.
    lines = stream.getvalue().splitlines()
    proofs = [place for place, line in enumerate(lines) if line.startswith('{"thm"')]
    first, last = (json.loads(lines[place]) for place in (proofs[0], proofs[-1]))
    last["thm"]["value"] = first["thm"]["value"]
    lines[proofs[-1]] = json.dumps(last)
    done = judged("\n".join(lines), tmp_path)
    assert done.returncode != 0 and "Rejection" in done.stderr


def test_large_numbers_are_written_in_digits() -> None:
    assert export.decimal(7**9) == str(7**9)
    assert export.decimal(10**9000 + 5) == "1" + "0" * 8999 + "5"
