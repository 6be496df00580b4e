"""Compiling modules from source: headers, order, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from prover_bridge import environment, modules, toolchain
from prover_bridge.errors import UserError


def test_a_header_is_read_through_comments() -> None:
    text = "/- one /- two -/ import No -/\n-- import No\nimport A.B\nimport all C -- import No\npublic import D\n"
    text += "def import_ := 1\n"
    assert modules.imports(text) == ("A.B", "C", "D")
    assert text[: modules.header_end(text)].endswith("public import D")
    assert modules.header_end("theorem a : True := trivial") == 0


def test_local_modules_are_built_once_and_rebuilt_on_change(tmp_path: Path) -> None:
    (tmp_path / "Base.lean").write_text("inductive Thing where | one\n")
    (tmp_path / "Top.lean").write_text("import Base\ndef Thing.again : Thing := .one\n")
    file = tmp_path / "file.lean"
    text = "import Top\ntheorem a : Thing.again = .one := rfl\n"
    first = environment.of_text(toolchain.embedded(), text, file)
    assert environment.of_text(toolchain.embedded(), text, file).content_hash == first.content_hash
    (tmp_path / "Base.lean").write_text("inductive Thing where | one | two\n")
    assert environment.of_text(toolchain.embedded(), text, file).content_hash != first.content_hash


def test_a_circle_of_imports_is_refused(tmp_path: Path) -> None:
    (tmp_path / "A.lean").write_text("import B\n")
    (tmp_path / "B.lean").write_text("import A\n")
    with pytest.raises(UserError, match="in a circle"):
        environment.of_text(toolchain.embedded(), "import A\n", tmp_path / "file.lean")


def test_a_module_that_does_not_compile_is_named(tmp_path: Path) -> None:
    (tmp_path / "Broken.lean").write_text("def x : Nat := true\n")
    with pytest.raises(UserError, match=r"module Broken .* does not compile"):
        environment.of_text(toolchain.embedded(), "import Broken\n", tmp_path / "file.lean")
