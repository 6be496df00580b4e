"""Compiled modules read from bytes: what Lean wrote is understood, and nothing else does harm."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prover_bridge import certify as certifying
from prover_bridge import constants as c
from prover_bridge import olean, sandbox
from prover_bridge.compiled import Nonsense, compile_text
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr, Level, Terms
from prover_bridge.library import FileScope, Library

TEXT = """
inductive Tree (α : Type u) | leaf | node (l : Tree α) (x : α) (r : Tree α)
def Tree.size {α : Type u} : Tree α → Nat
  | .leaf => 0
  | .node l _ r => l.size + r.size + 1
theorem Tree.size_leaf {α : Type u} : (Tree.leaf : Tree α).size = 0 := rfl
theorem large : 123456789012345678901234567890 = 123456789012345678901234567890 := rfl
theorem text : "a\\nβ" = "a\\nβ" := rfl
axiom odd : 1 = 2
opaque hidden : Nat
"""


@pytest.fixture(scope="module")
def library(environment: Environment) -> Library:
    return Library(environment)


@pytest.fixture(scope="module")
def raw(library: Library) -> bytes:
    compiled = compile_text(library, TEXT, "x.lean", certifying.DEFAULT_LIMITS, [])
    assert not isinstance(compiled, str), compiled
    return compiled.bytes


def read(raw: bytes) -> olean.Module[Level, Expr]:
    return olean.Module([raw], Terms())


def test_every_kind_of_declaration(raw: bytes) -> None:
    module = read(raw)
    assert module.lean_version == "4.35.0" and not module.is_module
    assert {each.module for each in module.imports} == {"Init"}
    kinds = {name: type(module.constant(name)) for name in module.names}
    assert kinds["Tree"] is c.Inductive and kinds["Tree.node"] is c.Constructor and kinds["Tree.rec"] is c.Recursor
    assert kinds["Tree.size"] is c.Definition and kinds["large"] is c.Theorem
    assert kinds["odd"] is c.Axiom and kinds["hidden"] is c.Opaque
    tree, node, rec = (module.constant(name) for name in ("Tree", "Tree.node", "Tree.rec"))
    assert isinstance(tree, c.Inductive) and tree.constructors == ("Tree.leaf", "Tree.node") and tree.recursive
    assert tree.parameters == 1 and tree.universes == ("u",) and not tree.unsafe
    assert isinstance(node, c.Constructor) and (node.index, node.parameters, node.fields) == (1, 1, 3)
    assert isinstance(rec, c.Recursor) and (rec.motives, rec.minors, len(rec.rules)) == (1, 2, 2)


def test_positions_follow_the_source(raw: bytes) -> None:
    module = read(raw)
    assert certifying.theorems(module) == ["Tree.size_leaf", "large", "text"]
    assert module.positions()["large"][0] == 7


def test_a_module_of_several_parts(environment: Environment, tmp_path: Path) -> None:
    source = tmp_path / "M.lean"
    source.write_text(
        "module\nprelude\npublic section\ninductive N | z | s (n : N)\n"
        "inductive Eq {α : Sort u} (a : α) : α → Prop | refl : Eq a a\ntheorem t (n : N) : Eq n n := Eq.refl\n"
    )
    done = sandbox.run(
        [*environment.toolchain.lean, "-o", str(tmp_path / "M.olean"), str(source)],
        env=environment.env(),
        cwd=tmp_path,
        read_only=environment.read_only,
        writable=tmp_path,
    )
    assert done.returncode == 0, done.stdout
    module = olean.read(tmp_path / "M.olean")
    assert module.is_module and isinstance(module.constant("t"), c.Theorem)


@pytest.mark.parametrize("bad", [b"", b"olean", b"\x7fELF" + bytes(200), b"olean\x03" + bytes(200)])
def test_other_files(bad: bytes) -> None:
    with pytest.raises(olean.OleanError):
        read(bad)


def test_a_file_cut_off_anywhere(raw: bytes, library: Library) -> None:
    for length in range(0, len(raw), max(1, len(raw) // 60)):
        _read_all(raw[:length], library)


def test_pointers_in_a_circle(raw: bytes) -> None:
    module = read(raw)
    base = module._objects._base
    changed = bytearray(raw)
    for offset in range(olean.HEADER + 8, len(raw), 8):
        (word,) = struct.unpack_from("<Q", raw, offset)
        if not word & 1 and base <= word < base + len(raw):
            struct.pack_into("<Q", changed, offset, base + olean.HEADER + (offset // 8) * 8)
    with pytest.raises(olean.OleanError):
        for name in read(bytes(changed)).names:
            read(bytes(changed)).constant(name)


def _read_all(raw: bytes, library: Library) -> None:
    """Read all that is there, hash it too; only the announced errors may come."""
    try:
        module = read(raw)
        names = module.names
        module.positions()
    except olean.OleanError:
        return
    scope = FileScope(module, library)
    for name in names:
        try:
            scope.constant(name)
            scope.facts(name)
        except Nonsense:
            continue


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_bytes_raise_only_the_announced_errors(raw: bytes, library: Library, data: st.DataObject) -> None:
    changed = bytearray(raw)
    base = int.from_bytes(raw[80:88], "little")
    for _ in range(data.draw(st.integers(1, 12))):
        if data.draw(st.booleans()):
            changed[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        else:  # a pointer to some other object, or a small number
            offset = data.draw(st.integers(11, len(raw) // 8 - 1)) * 8
            target = data.draw(st.integers(0, len(raw) // 8).map(lambda n: base + 8 * n) | st.integers(0, 40))
            struct.pack_into("<Q", changed, offset, target)
    _read_all(bytes(changed), library)
