"""Attacks that no Lean text can write by itself: compiled files made by hand, files changed under the checker's eyes,
processes killed in the middle. What runs while a file is elaborated can do all of this."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prover_bridge import certify as certifying
from prover_bridge import checks as checking
from prover_bridge import compiled as compiling
from prover_bridge import sandbox
from prover_bridge.certificate import Check, Verdict
from prover_bridge.certify import certify
from prover_bridge.compiled import Compiled, Output, compile_text, judge
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.library import Library

from .olean_writer import Writer


def verdict_on(environment: Environment, raw: bytes, name: str = "t", seconds: float = 120) -> Verdict:
    """The verdict on a theorem of a compiled file, as if Lean had written the file."""
    limits = replace(certifying.DEFAULT_LIMITS, seconds=seconds)
    with certifying.checker_for(environment, limits) as checker:
        checks: list[Check] = []
        found = judge(checker.library, Output(raw, True, False, ""), "file.lean", checks)
        assert isinstance(found, Compiled), found
        return checker.check_compiled(found, None, [name], checks)[0]


def equation(w: Writer, left: int, right: int) -> int:
    return w.app(w.const("Eq", (w.succ(w.zero()),)), w.const("Nat"), left, right)


def reflexivity(w: Writer, value: int) -> int:
    return w.app(w.const("Eq.refl", (w.succ(w.zero()),)), w.const("Nat"), value)


def test_the_writer_writes_what_is_certified(environment: Environment) -> None:
    w = Writer()
    w.theorem("t", equation(w, w.nat(2), w.nat(2)), reflexivity(w, w.nat(2)))
    found = verdict_on(environment, w.module())
    assert found.status == "certified" and found.statement is not None and found.statement.text.endswith("= 2")


# Files that would keep a reader busy for ever: undecided or refused, and soon


def test_a_level_that_is_a_huge_tree(environment: Environment) -> None:
    w = Writer()
    level = w.param("u")
    for _ in range(300):
        level = w.max(level, level)
    sort = w.sort(level)
    identity = w.lam("α", sort, w.bound(0))
    w.theorem("t", w.forall("α", sort, sort), identity, ["u"])
    found = verdict_on(environment, w.module(), seconds=3)
    assert found.status == "undecided" and (found.reason or "").startswith("kernel: time")  # Lean's kernel walks it all
    assert found.statement is not None and "⋯" in found.statement.text


def test_many_walks_over_one_large_term(environment: Environment) -> None:
    w = Writer()
    large = w.nat(0)
    for number in range(60_000):
        large = w.app(w.const("Nat.succ"), large) if number % 2 else w.app(w.lam("x", w.const("Nat"), large), large)
    statement = w.const("True")
    for number in range(300):
        w.definition(f"d{number}", w.const("Nat"), w.app(w.const("Nat.succ"), large))
        statement = w.forall("x", equation(w, w.const(f"d{number}"), w.nat(0)), statement)
    w.theorem("t", statement, w.const("True.intro"))
    found = verdict_on(environment, w.module(), seconds=1)
    assert found.status == "undecided" and "time: reading the compiled file takes too long" in (found.reason or "")


def test_a_name_made_of_one_long_text_many_times(environment: Environment) -> None:
    w = Writer()
    part, name = w.text("x" * 60_000), 1
    for _ in range(500):
        name = w.name_of(name, part)
    w.theorem("t", w.const("True"), w.const("True.intro"))
    w.theorem(name, w.const("True"), w.const("True.intro"))
    checks: list[Check] = []
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        found = judge(checker.library, Output(w.module(), True, False, ""), "file.lean", checks)
    assert isinstance(found, str) and "a name is too long" in found
    w = Writer()
    w.theorem(w.name_of(1, w.text("x" * 4_000_000)), w.const("True"), w.const("True.intro"))
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        found = judge(checker.library, Output(w.module(), True, False, ""), "file.lean", checks)
    assert isinstance(found, str) and "no sensible size" in found


def test_a_number_of_many_megabytes(environment: Environment) -> None:
    w = Writer()
    huge = w.nat((1 << 160_000_000) + 1)
    w.theorem("t", equation(w, huge, huge), reflexivity(w, huge))
    found = verdict_on(environment, w.module(), seconds=4)
    assert found.status == "undecided" and (found.reason or "").startswith("kernel: time"), found.reason


# Names that are printed alike


@pytest.mark.parametrize("twin", [("Nat.zero",), ("Nat", "zero", 0), ("Nat", "zero", ""), ("Nat", "zerо")])
def test_names_that_look_alike_are_different(environment: Environment, twin: tuple[str | int, ...]) -> None:
    w = Writer()
    address = w.parts(twin)
    w.definition("d", w.const("Nat"), w.nat(1))
    body = w.object(1, (w.object(0, (w.object(0, (address, 1, w.const("Nat"))), w.nat(1), 3, 1), bytes([1])),))
    w._constants.append(body)
    mine = w.object(4, (address, 1), bytes(8))
    w.theorem("t", equation(w, mine, w.nat(1)), reflexivity(w, w.nat(1)))
    w.theorem("u", equation(w, w.const("Nat.zero"), w.nat(1)), reflexivity(w, w.nat(1)))
    found = verdict_on(environment, w.module())
    assert found.status == "certified" and found.statement is not None
    assert len(found.statement.local_constants) == 1 and "Nat.zero" not in found.statement.local_constants
    assert verdict_on(environment, w.module(), "u").status == "refused"


# Imports that are not what they seem


def with_modules(environment: Environment, folder: Path, **modules: bytes) -> Environment:
    """An environment with compiled local modules; the file imports the first of them."""
    folder.mkdir(exist_ok=True)
    for name, raw in modules.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".olean")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    first = next(iter(modules)).replace("__", ".")
    return replace(environment, imports=(first,), folders=(folder,), content_hash="0" * 64)


def importing(statement: Callable[[Writer], int], proof: Callable[[Writer], int], module: str) -> bytes:
    w = Writer()
    w.theorem("t", statement(w), proof(w))
    return w.module(["Init", module])


def test_a_function_that_the_kernel_computes_declared_again_in_an_import(
    environment: Environment, tmp_path: Path
) -> None:
    """`Nat.log2` computes natively whatever its definition says: a second definition would prove anything."""
    w = Writer()
    nat = w.const("Nat")
    w.definition("Nat.log2", w.forall("n", nat, nat), w.lam("n", nat, w.nat(7)))
    raw = importing(
        lambda w: equation(w, w.app(w.const("Nat.log2"), w.nat(8)), w.nat(3)),
        lambda w: reflexivity(w, w.nat(3)),
        "Helper",
    )
    found = verdict_on(with_modules(environment, tmp_path / "m", Helper=w.module()), raw)
    assert found.status == "refused" and "different things under the name Nat.log2" in (found.reason or "")


def test_a_module_of_the_toolchains_name(environment: Environment, tmp_path: Path) -> None:
    w = Writer()
    w.definition("more", w.const("Nat"), w.nat(7))
    with pytest.raises(UserError, match=r"Init\.Nat\.Bitwise has the name of a module of the toolchain"):
        Library(with_modules(environment, tmp_path / "m", Init__Nat__Bitwise=w.module()))


def test_imports_in_a_circle(environment: Environment, tmp_path: Path) -> None:
    one, two = Writer().module(["Init", "Two"]), Writer().module(["Init", "One"])
    with pytest.raises(UserError, match="import each other in a circle"):
        Library(with_modules(environment, tmp_path / "m", One=one, Two=two))


def test_an_import_changed_between_the_walk_and_the_kernel(environment: Environment, tmp_path: Path) -> None:
    """The walk over the terms sees a theorem, the kernel would see an axiom, and each would be content."""
    honest, swapped = Writer(), Writer()
    honest.theorem("gap", honest.const("False"), honest.const("True.intro"))  # no axiom, but the kernel would say no
    swapped.axiom("gap", swapped.const("False"))
    where = with_modules(environment, tmp_path / "m", Helper=honest.module())
    raw = importing(lambda w: w.const("False"), lambda w: w.const("gap"), "Helper")
    assert (verdict_on(where, raw).reason or "").startswith("kernel: ")
    certifying.close()
    with certifying.checker_for(where, certifying.DEFAULT_LIMITS) as checker:
        found = judge(checker.library, Output(raw, True, False, ""), "file.lean", [])
        assert isinstance(found, Compiled)
        (tmp_path / "m" / "Helper.olean").write_bytes(swapped.module())
        verdict = checker.check_compiled(found, None, ["t"])[0]
    assert verdict.status == "undecided" and "was changed while it was being checked" in (verdict.reason or "")


# The folder into which Lean writes


@pytest.fixture
def evil_lean(environment: Environment, tmp_path: Path) -> Callable[[str], Environment]:
    """An environment whose `lean` is a script: what elaboration could do. $2 is the file that it should write."""

    def make(script: str) -> Environment:
        lean = tmp_path / "bin" / "lean"
        lean.parent.mkdir()
        (tmp_path / "bin" / "honest.olean").write_bytes(_honest())
        lean.write_text(f'#!/bin/sh\nhere="{lean.parent}"; out="$3"\n{script}\n')
        lean.chmod(lean.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        found = environment.toolchain
        return replace(
            environment,
            toolchain=replace(found, lean=(str(lean),), read_only=(*found.read_only, lean.parent)),
        )

    return make


def _honest() -> bytes:
    w = Writer()
    w.theorem("t", w.const("True"), w.const("True.intro"))
    return w.module()


def run_lean(environment: Environment) -> tuple[Compiled | str, Check]:
    checks: list[Check] = []
    limits = replace(certifying.DEFAULT_LIMITS, seconds=20)
    found = compile_text(Library(environment), "theorem t : True := trivial", "file.lean", limits, checks)
    return found, checks[-1]


def test_the_script_is_a_lean(evil_lean: Callable[[str], Environment]) -> None:
    found, check = run_lean(evil_lean('cp "$here/honest.olean" "$out"'))
    assert isinstance(found, Compiled) and check.passed


@pytest.mark.parametrize(
    "script", ['ln -s "$here/honest.olean" "$out"', 'mkfifo "$out"', 'mkdir "$out"', ":", 'ln -s "$out" "$out"']
)
def test_what_is_no_plain_file_is_not_read(evil_lean: Callable[[str], Environment], script: str) -> None:
    found, check = run_lean(evil_lean(script))
    assert isinstance(found, str) and check.passed is False


def test_a_compiled_file_that_is_too_large(evil_lean: Callable[[str], Environment]) -> None:
    found, check = run_lean(evil_lean('truncate -s 100M "$out"'))
    assert isinstance(found, str) and check.passed is None and "memory" in found


@pytest.mark.parametrize("part", ["private", "server"])
def test_proofs_in_a_second_file_are_refused(evil_lean: Callable[[str], Environment], part: str) -> None:
    """As Lean's module system writes them, whatever the first file says of itself; a dangling link counts too."""
    found, _ = run_lean(evil_lean(f'cp "$here/honest.olean" "$out"; ln -s nowhere "$out.{part}"'))
    assert isinstance(found, str) and found.startswith("header: ") and "`module`" in found


def test_the_compiled_file_is_read_after_the_last_process_is_dead(
    evil_lean: Callable[[str], Environment], monkeypatch: pytest.MonkeyPatch
) -> None:
    if sandbox.active() is None:
        pytest.skip("no sandbox works here")
    mark = f"evil_writer_{os.getpid()}"
    writer = f'while :; do cp "$here/honest.olean" "$out"; : > "$out"; done # {mark}'
    environment = evil_lean(f"""cp "$here/honest.olean" "$out"; export here out
setsid sh -c '{writer}' </dev/null >/dev/null 2>&1 &
sleep 0.3""")
    alive: list[list[int]] = []
    plain = compiling._plain_bytes

    def looked(path: Path) -> bytes | None:
        alive.append(running(mark))
        return plain(path)

    monkeypatch.setattr(compiling, "_plain_bytes", looked)
    run_lean(environment)
    assert alive == [[]]


def running(word: str) -> list[int]:
    """Processes whose command line has the word, this one apart."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (folder / "cmdline").read_bytes()
            if word.encode() in line and int(folder.name) != os.getpid():
                found.append(int(folder.name))
    return found


LOCKED = """
import os, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from prover_bridge.scratch import scratch_folder
if os.getuid() == 0:  # to whom nothing is locked
    os.setgid(65534), os.setuid(65534)
with scratch_folder("outer-") as outer:
    victim = outer / "victim"
    victim.write_text("secret")
    victim.chmod(0o600)
    with scratch_folder("x-") as folder:
        (folder / "locked").mkdir()
        (folder / "locked" / "link").symlink_to(victim)
        (folder / "locked").chmod(0o500)
    print(folder.exists(), oct(victim.stat().st_mode & 0o777))
print(outer.exists())
"""


def test_a_locked_folder_is_removed_and_a_link_in_it_not_followed() -> None:
    """Some versions of Python's own temporary folders change the mode of the file behind the link."""
    root = str(Path(__file__).parents[2])
    run = [sys.executable, "-c", LOCKED, root]
    done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=60, cwd="/")
    assert done.stdout.split() == ["False", "0o600", "False"], done.stderr


# Killed in the middle: never refused, never clean


ENDLESS = "theorem t : 1 = 2 := by\n  repeat skip\n"


@contextlib.contextmanager
def killer(word: str) -> Iterator[list[int]]:
    """Kills, from outside, the first process below this one whose command line has the word."""
    killed: list[int] = []
    stop = threading.Event()

    def hunt() -> None:
        while not stop.is_set() and not killed:
            for pid in sandbox.descendants(os.getpid())[1:]:
                with contextlib.suppress(OSError):
                    line = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                    if any(word.encode() in part for part in line) and b"sh" not in line[0]:
                        spent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                        if int(spent[11]) > 20 and b"bwrap" not in line[0]:  # it has begun to work
                            os.kill(pid, signal.SIGKILL)
                            killed.append(pid)
                            break
            time.sleep(0.02)

    thread = threading.Thread(target=hunt)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def test_killed_while_the_file_is_compiled(environment: Environment) -> None:
    with killer("lean_main.py") as killed:
        verdict = certify(environment, ENDLESS, names=["t"])[0]
    assert killed and verdict.status == "undecided" and (verdict.reason or "").startswith("compiled: crash"), verdict


def test_killed_while_the_stub_is_compiled(environment: Environment) -> None:
    with killer("lean_main.py") as killed:
        verdict = certify(environment, "theorem t : 1 = 1 := rfl", stub=ENDLESS, names=["t"])[0]
    assert killed and verdict.status == "undecided" and "The stub of" in (verdict.reason or ""), verdict
    limits = replace(certifying.DEFAULT_LIMITS, seconds=2)
    verdict = certify(environment, "theorem t : 1 = 1 := rfl", stub=ENDLESS, limits=limits)[0]
    assert verdict.status == "undecided" and "timeout" in (verdict.reason or ""), verdict


SLOW = """
def down : Nat → Nat → Nat
  | 0, acc => acc
  | n + 1, acc => down n (acc + n)
set_option debug.skipKernelTC true in
theorem t : (List.replicate 3000 ()).length + down 4000 0 = 1 := by decide +kernel
"""


def test_killed_while_the_kernel_checks(environment: Environment) -> None:
    certifying.close()
    with killer("kernel_worker") as killed:
        verdict = certify(environment, SLOW)[0]
    assert killed and verdict.status == "undecided" and (verdict.reason or "").startswith("kernel: crash"), verdict
    # The next question goes to a new process.
    assert certify(environment, "theorem t : 1 = 1 := rfl")[0].status == "certified"


def test_an_interrupted_replay_answers_no_later_question(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between question and answer: the answer to a good file must not be taken for one to a bad file."""
    bad = "set_option debug.skipKernelTC true in\ntheorem t : 1 = 2 := by decide +kernel"
    certify(environment, "theorem t : 1 = 1 := rfl")
    with certifying.checker_for(environment, certifying.DEFAULT_LIMITS) as checker:
        assert checker.replayer is not None
        read = checker.replayer._read
        asked = 0

        def interrupted(deadline: float) -> dict[str, object]:
            nonlocal asked
            asked += 1
            if asked == 2:  # the file has been taken, the replay was asked for
                raise KeyboardInterrupt
            return read(deadline)

        monkeypatch.setattr(checker.replayer, "_read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        certify(environment, "theorem t : 2 = 2 := rfl")
    monkeypatch.undo()
    time.sleep(0.5)
    assert certify(environment, bad)[0].status == "refused"


def test_a_walk_that_takes_too_long_is_undecided_in_its_own_check(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> list[str]:
        while True:
            pass

    monkeypatch.setattr(checking, "order", endless)
    limits = replace(certifying.DEFAULT_LIMITS, seconds=1)
    verdict = certify(environment, "theorem t : 1 = 1 := rfl", limits=limits)[0]
    assert verdict.status == "undecided" and (verdict.reason or "").startswith("axioms: time"), verdict.reason
