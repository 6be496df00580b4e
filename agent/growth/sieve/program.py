"""The Lean program that applies a theory's functions to many values at once, and its run in the sandbox.

It is compiled behind the theory's context for each batch, and interpreted by Lean itself. Values come and go as
numbers: the tag of a constructor, how many fields follow, the fields.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from agent.growth import terms
from agent.growth.sieve.values import COMPOSE, IDENTITY, ValueId, Values
from agent.growth.terms import ARROW, NAT, PROPOSITION, App, Operation, Type, Var
from prover_bridge import sandbox
from prover_bridge.environment import Environment

_HEAD = """
namespace Lemmasmith.Evaluating
set_option linter.all false
inductive V where
  | c (tag : Nat) (fields : List V)
def tag : V → Nat | .c t _ => t
def fields : V → List V | .c _ f => f
def field (v : V) (n : Nat) : V :=
  let rec at_ : List V → Nat → V
    | x :: _, 0 => x
    | _ :: xs, n + 1 => at_ xs n
    | [], _ => .c 0 []
  at_ (fields v) n
unsafe def written (v : V) (rest : List Nat) : List Nat := match v with
  | .c t f => t :: f.length :: (f.foldr (fun x r => written x r) rest)
def numbers : List Char → Nat → List Nat → List Nat
  | [], _, found => found.reverse
  | c :: cs, n, found =>
    if c == ' ' then numbers cs 0 (n :: found) else numbers cs (10 * n + (c.toNat - 48)) found
"""
_TAIL = """
def get (known : Array V) (n : Nat) : V := known[n]?.getD (.c 0 [])
def took (known : Array V) : Nat → List Nat → List V → List V × List Nat
  | n + 1, x :: xs, found => took known n xs (get known x :: found)
  | _, xs, found => (found.reverse, xs)
unsafe def built (known : Array V) : Nat → List Nat → Array V × List Nat
  | n + 1, t :: k :: rest => match took known k rest [] with
    | (f, left) => built (known.push (.c t f)) n left
  | _, rest => (known, rest)
unsafe def joined (numbers : List Nat) : String :=
  numbers.foldl (fun text n => text ++ toString n ++ " ") ""
/-- Constructors in a value; a number counts as many. -/
unsafe def size (v : V) : Nat := match v with
  | .c t f => f.foldl (fun n x => n + size x) (if t == 0 then 1 else t)
def overflow : Nat := 1000000
def replaced : List V → Nat → V → List V
  | _ :: xs, 0, v => v :: xs
  | x :: xs, n + 1, v => x :: replaced xs n v
  | [], _, _ => []
/-- A function that grows fast is computed only where it was small for smaller arguments, up to these. -/
unsafe def guarded (k : Nat) (f : List V) : V :=
  let rec largest (g : List V) (place : Nat) (best : Option (Nat × Nat × V)) : Option (Nat × Nat × V) := match g with
    | [] => best
    | x :: xs =>
      let next := match shrunk k place x with
        | some smaller => match best with
          | some (most, _, _) => if most < size x then some (size x, place, smaller) else best
          | none => some (size x, place, smaller)
        | none => best
      largest xs (place + 1) next
  match largest f 0 none with
  | none => call k (.c 0 f)
  | some (_, place, smaller) =>
    let before := guarded k (replaced f place smaller)
    if tag before == overflow || 80 < size before then .c overflow [] else call k (.c 0 f)
unsafe def called (known : Array V) : List Nat → List String → List String
  | k :: fast :: n :: rest, found => match took known n rest [] with
    | (f, left) => called known left (joined (written (if fast == 1 then guarded k f else call k (.c 0 f)) []) :: found)
  | _, found => found.reverse
unsafe def run (text : String) : String := match numbers text.toList 0 [] with
  | n :: rest => match built #[] n rest with
    | (known, calls) => String.intercalate ";" (called known calls [])
  | [] => ""
"""

OVERFLOW = 1_000_000  # the tag of what was too large


@dataclass(frozen=True)
class Instance:
    """An operation at ground types."""

    operation: Operation
    parameters: tuple[Type, ...]
    result: Type

    def __hash__(self) -> int:
        return hash((self.operation.name, self.parameters))


def _types(instances: Iterable[Instance], values: Values) -> dict[Type, int]:
    """Every ground type that values of these have, numbered."""
    found: dict[Type, int] = {}
    waiting = [t for instance in instances for t in (*instance.parameters, instance.result)]
    while waiting:
        type_ = waiting.pop(0)
        if type_ in found or type_ == PROPOSITION:
            continue
        found[type_] = len(found)
        if type_.head == ARROW and type_.args[0] == NAT:
            waiting.append(terms.arrow(NAT, NAT))  # what it may be composed with
        declared = values.inductive(type_)
        if declared is not None and not values.is_number(type_):
            inductive, known = declared
            waiting += [p.substitute(known) for each in inductive.constructors for p in each.parameters]
    return found


def program(
    context: str,
    instances: Sequence[Instance],
    values: Values,
    deciders: Mapping[Instance, int] = MappingProxyType({}),
) -> str:
    """Lean text that defines `run` for these operations, the first of them number 0.

    deciders: predicates that are decided by recursion on the argument of that place.
    """
    types = _types(instances, values)
    parts = [context.rstrip(), _HEAD]
    conversions = [line for type_, number in types.items() for line in _conversion(type_, number, types, values)]
    parts += [line for line in conversions if line.startswith("def ")]  # which need no mutual recursion
    parts += ["mutual", *(line for line in conversions if not line.startswith("def ")), "end"]
    for place, instance in enumerate(instances):
        if instance in deciders:
            parts += _decider(instance, deciders[instance], f"decide{place}", values)
    parts.append("unsafe def call (k : Nat) (v : V) : V := match k with")
    for place, instance in enumerate(instances):
        args = [Var(f"(to{types[p]} (field v {i}))", p) for i, p in enumerate(instance.parameters)]
        if instance.operation.name == "apply":
            body = f"to{types[instance.parameters[0]]} (field v 0) (to{types[instance.parameters[1]]} (field v 1))"
        else:
            body = terms.show_term(App(instance.operation, tuple(args), instance.result))
        if instance in deciders:
            given = " ".join(argument.name for argument in args)
            parts.append(f"  | {place} => .c (if (@decide _ (decide{place} {given})) then 1 else 0) []")
        elif instance.result == PROPOSITION:
            parts.append(f"  | {place} => .c (if {body} then 1 else 0) []")
        else:
            parts.append(f"  | {place} => of{types[instance.result]} ({body} : {terms.show_type(instance.result)})")
    parts.append("  | _ => .c 0 []")
    # The argument without its outermost constructor, where that leaves one of the same type.
    parts.append("def shrunk (k place : Nat) (v : V) : Option V := match k, place, tag v with")
    for place, instance in enumerate(instances):
        for index, parameter in enumerate(instance.parameters):
            if values.is_number(parameter):
                parts.append(f"  | {place}, {index}, n + 1 => some (.c n [])")
            for tag, recursive in _recursive(parameter, values):
                parts.append(f"  | {place}, {index}, {tag} => some (field v {recursive})")
    parts += ["  | _, _, _ => none", _TAIL]
    return "\n".join(parts) + "\n"


def _recursive(type_: Type, values: Values) -> Iterator[tuple[int, int]]:
    """Constructors that have a field of the type itself: tag, and place of the last such field."""
    declared = values.inductive(type_)
    if declared is not None and not values.is_number(type_):
        inductive, known = declared
        for tag, constructor in enumerate(inductive.constructors):
            places = [i for i, p in enumerate(constructor.parameters) if p.substitute(known) == type_]
            if places:
                yield tag, places[-1]


def _decider(instance: Instance, on: int, name: str, values: Values) -> list[str]:
    """A proof by recursion that the predicate is decidable, where unfolding it leaves what Lean can decide."""
    declared = values.inductive(instance.parameters[on])
    if declared is None:
        return []
    inductive, known = declared
    names = [f"a{i}" for i in range(len(instance.parameters))]
    typed = [f"({n} : {terms.show_type(p)})" for n, p in zip(names, instance.parameters, strict=True)]
    args = tuple(Var(n, p) for n, p in zip(names, instance.parameters, strict=True))
    atom = terms.show_term(App(instance.operation, args, instance.result))
    lines = [f"def {name} : {' → '.join(typed)} → Decidable ({atom})"]
    for constructor in inductive.constructors:
        fields = [f"x{i}" for i in range(len(constructor.parameters))]
        full = f"@{_FULL.get(constructor.name, constructor.name)}{' _' * len(inductive.type.args)}"
        patterns = [f"{' '.join([full, *fields])}" if i == on else n for i, n in enumerate(names)]
        lines.append(f"  | {', '.join(patterns)} => by")
        for field_, parameter in zip(fields, constructor.parameters, strict=True):
            if parameter.substitute(known) == instance.parameters[on]:
                given = " ".join(field_ if i == on else n for i, n in enumerate(names))
                lines.append(f"    have := {name} {given}")
        lines.append(f"    first | (unfold {instance.operation.name}; infer_instance) | infer_instance")
    return lines


_FULL = {"[]": "List.nil", "0": "Nat.zero", "true": "Bool.true", "false": "Bool.false"}


def _conversion(type_: Type, number: int, types: Mapping[Type, int], values: Values) -> list[str]:
    shown = terms.show_type(type_)
    to, of = f"unsafe def to{number} (v : V) : {shown} :=", f"unsafe def of{number} (x : {shown}) : V :="
    if type_ == NAT:
        return [f"{to} tag v", f"{of} .c x []"]
    if type_.head == ARROW:
        lines = [f"{to} match tag v with"]
        options = values.primitives(type_)
        if type_.args[0] == type_.args[1]:
            lines.append(f"  | {IDENTITY} => fun x => x")
        if type_.args[0] == NAT:
            inner = types.get(terms.arrow(NAT, NAT))
            if inner is not None:
                lines.append(f"  | {COMPOSE} => fun x => to{number} (field v 0) (to{inner} (field v 1) x)")
        lines += [f"  | {i} => {option}" for i, option in enumerate(options[:-1])]
        lines.append(f"  | _ => {options[-1]}")
        return lines
    declared = values.inductive(type_)
    if declared is None:
        return [f"{to} unsafeCast (tag v)", f"{of} .c 0 []"]
    inductive, known = declared
    if values.is_number(type_):
        zero, successor = (constructor.name for constructor in inductive.constructors)
        return [
            f"def counted{number} : Nat → {shown} | 0 => {zero} | n + 1 => {successor} (counted{number} n)",
            f"def count{number} : {shown} → Nat | {zero} => 0 | {successor} x => count{number} x + 1",
            f"{to} counted{number} (tag v)",
            f"{of} .c (count{number} x) []",
        ]
    made, taken = [], []
    for tag, constructor in enumerate(inductive.constructors):
        fields = [types[p.substitute(known)] for p in constructor.parameters]
        full = "@" + _FULL.get(constructor.name, constructor.name)
        holes = " _" * len(inductive.type.args)
        arguments = "".join(f" (to{t} (field v {i}))" for i, t in enumerate(fields))
        pattern = "_" if tag == len(inductive.constructors) - 1 else str(tag)
        made.append(f"  | {pattern} => {full}{holes}{arguments}")
        names = "".join(f" x{i}" for i in range(len(fields)))
        listed = ", ".join(f"of{t} x{i}" for i, t in enumerate(fields))
        taken.append(f"  | {full}{holes}{names} => .c {tag} [{listed}]")
    return [f"{to} match tag v with", *made, f"{of} match x with", *taken]


def encoded(calls: Sequence[tuple[int, bool, tuple[ValueId, ...]]], values: Values) -> str:
    """Values that the calls need, each after its parts, then the calls: operation, whether it grows fast, arguments."""
    places: dict[ValueId, int] = {}
    numbers: list[int] = []
    stack = [argument for *_, args in reversed(calls) for argument in reversed(args)]
    while stack:
        value = stack[-1]
        if value in places:
            stack.pop()
            continue
        tag, children = values.node(value)
        missing = [child for child in children if child not in places]
        if missing:
            stack += missing
            continue
        stack.pop()
        places[value] = len(places)
        numbers += [tag, len(children), *(places[child] for child in children)]
    body = [number for k, fast, args in calls for number in (k, int(fast), len(args), *(places[a] for a in args))]
    return " ".join(map(str, [len(places), *numbers, *body])) + " "


class Module:
    """A program that is compiled once, and run for one batch of data after the other."""

    def __init__(self, environment: Environment, limits: sandbox.Limits) -> None:
        self.environment = environment
        self.limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="lemmasmith-evaluate-")

    @property
    def _path(self) -> Path:
        return Path(self._folder.name)

    def compile(self, text: str) -> str | None:
        """Lean's messages; None where a limit stopped it. Where there are errors among them it cannot be run."""
        return self._lean("Source.lean", text, "-o", str(self._path / f"{_MODULE}.olean"))

    def run(self, data: str) -> tuple[str | None, str]:
        """What `run` of the program says of the data; None and a reason where it did not come to its end."""
        output = self._lean("Run.lean", f'import {_MODULE}\n#eval Lemmasmith.Evaluating.run "{data}"\n')
        if output is None:
            return None, "a limit stopped it"
        for line in output.splitlines():
            try:
                message = json.loads(line)
                if message["severity"] == "error":
                    return None, f"{message['pos']['line']}: {' '.join(str(message['data']).split())[:400]}"
                if message["severity"] == "information":
                    return str(message["data"]).strip().strip('"'), ""
            except (ValueError, TypeError, KeyError):
                continue
        return None, "the program ended without an answer"

    def _lean(self, name: str, text: str, *options: str) -> str | None:
        file = self._path / name
        file.write_text(text, encoding="utf-8")
        toolchain = self.environment.toolchain
        done = sandbox.run(
            [*toolchain.lean, "--json", *options, str(file)],
            env=toolchain.env(*self.environment.folders, self._path),
            cwd=self._path,
            read_only=self.environment.read_only,
            writable=self._path,
            limits=self.limits,
        )
        return done.stdout if done.outcome == "ok" else None


_MODULE = "LemmasmithEvaluating"


def decoded(text: str, values: Values) -> ValueId | None:
    """The value that Lean wrote; None where it makes no sense."""
    if text.startswith(f"{OVERFLOW} "):
        return None
    stack: list[tuple[int, int, list[ValueId]]] = []
    numbers = iter(text.split())
    try:
        for word in numbers:
            tag, count = int(word), int(next(numbers))
            stack.append((tag, count, []))
            while stack and len(stack[-1][2]) == stack[-1][1]:
                tag, _, children = stack.pop()
                value = values.make(tag, children)
                if not stack:
                    return value
                stack[-1][2].append(value)
    except (ValueError, StopIteration):
        return None
    return None
