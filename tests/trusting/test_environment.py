"""Checks in environments with local modules, limits of the kernel's process, and several threads at once."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prover_bridge import certify as certifying
from prover_bridge import olean, toolchain
from prover_bridge.certificate import Verdict
from prover_bridge.certify import certify
from prover_bridge.checks import Failed, TheoremCheck
from prover_bridge.compiled import Compiled, compile_text
from prover_bridge.environment import Environment, of_text
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr, Level, Terms
from prover_bridge.library import FileScope, Library
from prover_bridge.replay import Replayer, order
from prover_bridge.sandbox import Limits


def check_with(folder: Path, module: str, text: str) -> Verdict:
    (folder / "lakefile.toml").touch()
    (folder / "Helper.lean").write_text(module)
    file = folder / "Main.lean"
    file.write_text(text)
    environment = of_text(toolchain.embedded(), text, file)
    return certify(environment, text, names=["t"])[0]


def test_a_local_module_belongs_to_the_environment(tmp_path: Path) -> None:
    text = "import Helper\ntheorem t : Helper.two = 2 := Helper.two_eq"
    module = "namespace Helper\ndef two : Nat := 2\ntheorem two_eq : two = 2 := rfl\nend Helper\n"
    verdict = check_with(tmp_path, module, text)
    assert verdict.status == "certified", verdict.reason
    assert {(use.name, use.module) for use in verdict.uses} == {("Helper.two_eq", "Helper")}
    changed = check_with(tmp_path, module.replace("Nat := 2", "Nat := 1 + 1"), text)
    assert changed.status == "certified" and changed.environment != verdict.environment
    assert changed.statement is not None and verdict.statement is not None
    assert changed.statement.key != verdict.statement.key
    assert changed.statement.coarse_key == verdict.statement.coarse_key


@pytest.mark.parametrize(
    "module, reason",
    [
        ("theorem gap : 1 = 2 := sorry", "axioms: uses sorry"),
        ("axiom gap : 1 = 2", "axioms: uses the axiom gap"),
        ("set_option debug.skipKernelTC true in\ntheorem gap : 1 = 2 := by decide +kernel", "kernel: "),
    ],
)
def test_cheats_in_a_local_module(tmp_path: Path, module: str, reason: str) -> None:
    verdict = check_with(tmp_path, module, "import Helper\ntheorem t : 1 = 2 := gap")
    assert verdict.status == "refused" and (verdict.reason or "").startswith(reason), verdict.reason


def test_a_local_module_without_the_library(tmp_path: Path) -> None:
    module = "prelude\ninductive Other : Prop | made"
    verdict = check_with(tmp_path, module, "import Helper\ntheorem t : Other := Other.made")
    assert verdict.status == "refused" and "Helper says `prelude`" in (verdict.reason or ""), verdict.reason


def test_a_local_module_that_says_module(tmp_path: Path) -> None:
    """Its proofs would lie in a second compiled file."""
    with pytest.raises(UserError, match=r"The module Helper .* says `module`.*write it without that line"):
        check_with(
            tmp_path, "/- -/ module\npublic theorem two : 1 = 1 := rfl", "import Helper\ntheorem t : 1 = 1 := two"
        )


def test_a_local_file_named_as_one_of_the_toolchains_modules(tmp_path: Path) -> None:
    """It is not taken for the toolchain's, which is what the import means."""
    (tmp_path / "Init" / "Nat").mkdir(parents=True)
    (tmp_path / "Init" / "Nat" / "Bitwise.lean").write_text("theorem wrong : 1 = 2 := sorry")
    text = "import Init.Nat.Bitwise\ntheorem t : Nat.log2 8 = 3 := by decide"
    assert check_with(tmp_path, "", text).status == "certified"
    gone = check_with(tmp_path, "", "import Init.Nat.Bitwise\ntheorem t : 1 = 2 := wrong")
    assert gone.status == "refused" and (gone.reason or "").startswith("compiled: ")


def test_names_of_the_environment_in_a_compiled_file(environment: Environment) -> None:
    """A compiled file that declares `True` itself, as no honest file can: caught by its names alone."""
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        text = "inductive Trve : Prop | intro\ntheorem t : Trve := Trve.intro"
        compiled = compile_text(checker.library, text, "x.lean", checker.limits, [])
        assert not isinstance(compiled, str)
        raw = compiled.bytes.replace(b"Trve\0", b"True\0")
        module: olean.Module[Level, Expr] = olean.Module([raw], Terms())
        assert "True" in module
        forged = Compiled(raw, FileScope(module, checker.library))
        verdict = checker.check_compiled(forged, None, ["t"])[0]
    assert verdict.status == "refused" and "names: the file declares True" in (verdict.reason or ""), verdict.reason


def test_the_kernels_time_is_limited(environment: Environment) -> None:
    library = Library(environment)
    compiled = compile_text(library, "theorem t : 1 = 1 := rfl", "x.lean", certifying.DEFAULT_LIMITS, [])
    assert not isinstance(compiled, str)
    replayer = Replayer(library, Limits(seconds=0))
    try:
        replayer.open(compiled.bytes)
        answer = replayer.replay(compiled.scope, order(compiled.scope, ["t"]))
        assert answer.passed is None
        verdict = TheoremCheck(environment, replayer, compiled, None, "t", []).run(0.0)
        assert verdict.status == "undecided" and (verdict.reason or "").startswith("kernel: ")
    finally:
        replayer.close()


def test_an_old_toolchain_is_not_enough(environment: Environment) -> None:
    old = dataclasses.replace(environment, toolchain=dataclasses.replace(environment.toolchain, version="4.20.0"))
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        compiled = compile_text(checker.library, "theorem t : True := trivial", "x.lean", checker.limits, [])
        assert not isinstance(compiled, str) and checker.replayer is not None
        with pytest.raises(Failed, match=r"4\.20\.0"):
            TheoremCheck(old, checker.replayer, compiled, None, "t", []).toolchain_recent()


def test_several_threads(environment: Environment) -> None:
    texts = [f"theorem t : {n} + 1 = {n + 1} := rfl" for n in range(6)]
    with ThreadPoolExecutor(3) as pool:
        verdicts = [each[0] for each in pool.map(lambda text: certify(environment, text), texts)]
    assert [verdict.status for verdict in verdicts] == ["certified"] * 6
    assert len({verdict.statement.key for verdict in verdicts if verdict.statement}) == 6
