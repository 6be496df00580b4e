"""The normal form of universe levels against their meaning."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prover_bridge.expression import IMax, Level, Max, Param, Succ, Zero
from prover_bridge.levels import LevelError, Normaliser

NAMES = ("u", "v", "w")
levels = st.recursive(
    st.just(Zero()) | st.sampled_from(NAMES).map(Param),
    lambda inner: inner.map(Succ) | st.builds(Max, inner, inner) | st.builds(IMax, inner, inner),
    max_leaves=8,
)


def value(level: Level, at: dict[str, int]) -> int:
    match level:
        case Zero():
            return 0
        case Succ(of):
            return value(of, at) + 1
        case Param(name):
            return at[name]
        case Max(left, right):
            return max(value(left, at), value(right, at))
        case IMax(left, right):
            return 0 if value(right, at) == 0 else max(value(left, at), value(right, at))


def meaning(level: Level) -> tuple[int, ...]:
    # Levels this small are told apart by these values.
    places = itertools.product((0, 1, 2, 40, 90), repeat=3)
    return tuple(value(level, dict(zip(NAMES, at, strict=True))) for at in places)


@settings(max_examples=400, deadline=None)
@given(levels, levels)
def test_equal_forms_mean_equal_levels_and_back(first: Level, second: Level) -> None:
    same = Normaliser(NAMES).text(first) == Normaliser(NAMES).text(second)
    assert same == (meaning(first) == meaning(second))


@settings(max_examples=100, deadline=None)
@given(levels)
def test_laws(level: Level) -> None:
    form = Normaliser(NAMES).form
    assert form(level) == form(Max(level, Zero())) == form(Max(level, level)) == form(IMax(Zero(), level))
    assert form(IMax(level, Succ(Zero()))) == form(Max(level, Succ(Zero())))
    assert form(IMax(level, Zero())) == form(Zero())
    assert form(Max(Succ(level), level)) == form(Succ(level))


def test_a_deep_level_is_no_problem() -> None:
    level: Level = Param("u")
    for _ in range(50_000):
        level = Succ(level)
    assert Normaliser(NAMES).form(level)


def test_an_undeclared_parameter_is_an_error() -> None:
    with pytest.raises(LevelError, match="x"):
        Normaliser(NAMES).form(Param("x"))
