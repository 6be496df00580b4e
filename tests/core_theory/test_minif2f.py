"""The elementary problems of miniF2F on the compact core: all of them can be read, and say what they say elsewhere."""

from __future__ import annotations

import pytest

from agent import suite
from prover_bridge import source, toolchain
from prover_bridge.certify import DEFAULT_LIMITS, checker_for, statement_of, theorems
from prover_bridge.core_reading import CoreLacksError
from prover_bridge.expression import App, Const, Expr, Forall, Lambda

PROBLEMS = suite.data_folder() / "minif2f-valid"

pytestmark = [
    pytest.mark.real_statements,
    pytest.mark.skipif(not PROBLEMS.is_dir(), reason="no miniF2F at LEMMASMITH_TEST_DATA (default ../shared/data)"),
]

# What the statements may mention: types, notation, and the operations of Lean's own core under its names. The only
# difference to Mathlib is that `^` goes through `Monoid.Pow` there, which unfolds to the same function.
NAMES = """
    Nat Int Eq Ne And Or Not Iff Exists OfNat.ofNat instOfNatNat instOfNat Nat.cast instNatCastInt
    HAdd.hAdd instHAdd instAddNat Int.instAdd HSub.hSub instHSub instSubNat Int.instSub
    HMul.hMul instHMul instMulNat Int.instMul HMod.hMod instHMod Nat.instMod Int.instMod
    HDiv.hDiv instHDiv Nat.instDiv Int.instDiv HPow.hPow instHPow instPowNat instNatPowNat Int.instNatPow
    Dvd.dvd Nat.instDvd Int.instDvd LT.lt LE.le GT.gt GE.ge instLTNat instLENat Int.instLTInt Int.instLEInt
"""
SHARED = set(NAMES.split())
_ARITHMETIC = {"HAdd.hAdd", "HSub.hSub", "HMul.hMul", "HDiv.hDiv", "HMod.hMod"}


def elementary() -> list[str]:
    listed = PROBLEMS / "elementary.txt"
    return listed.read_text().split() if listed.is_file() else []


@pytest.mark.parametrize("name", elementary())
def test_an_elementary_problem_can_be_read(name: str) -> None:
    text, environment, reading = source.load(PROBLEMS / f"{name}.lean", toolchain.embedded())
    assert reading is not None and len(text) == len(reading.original)
    with checker_for(environment, DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, name)
        assert theorems(compiled.module) == [name]
        assert set(statement_of(compiled, name).constants) <= SHARED
        for function, arguments in applications(compiled.module.constant(name).type):
            kinds = [argument.name for argument in arguments[:3] if isinstance(argument, Const)]
            if function in _ARITHMETIC:
                assert kinds in (["Nat"] * 3, ["Int"] * 3), function
            elif function == "HPow.hPow":
                assert kinds in (["Nat"] * 3, ["Int", "Nat", "Int"])


def test_the_list_is_the_one_that_is_meant() -> None:
    assert len(elementary()) == 49


@pytest.mark.slow
def test_other_problems_name_what_they_want() -> None:
    unnamed = []
    others = sorted(path for path in PROBLEMS.glob("*.lean") if path.stem not in elementary())
    for path in others[::4]:
        try:
            source.read(path, toolchain.embedded())
        except CoreLacksError as error:
            if not error.names:
                unnamed.append(str(error))
    assert len(others) == 195 and not unnamed


def applications(expression: Expr) -> list[tuple[str, list[Expr]]]:
    """Every constant of an expression that is applied, with its arguments."""
    found, waiting = [], [expression]
    while waiting:
        match waiting.pop():
            case App() as application:
                head, arguments = application, list[Expr]()
                while isinstance(head, App):
                    arguments.insert(0, head.argument)
                    head = head.function  # type: ignore[assignment]
                if isinstance(head, Const):
                    found.append((head.name, arguments))
                else:
                    waiting.append(head)
                waiting += arguments
            case Forall(_, type_, body, _) | Lambda(_, type_, body, _):
                waiting += [type_, body]
    return found
