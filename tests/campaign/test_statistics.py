"""Figures against what they mean, counted out."""

from __future__ import annotations

import itertools
import math

import pytest

from agent.campaign.statistics import bootstrap, bootstrap_ratio, mcnemar, pass_at_k


@pytest.mark.parametrize("tries", [1, 3, 5])
def test_pass_at_k_is_the_share_of_all_choices_of_k_tries_with_a_success(tries: int) -> None:
    for solved, k in itertools.product(range(tries + 1), range(1, tries + 1)):
        outcomes = [True] * solved + [False] * (tries - solved)
        chosen = list(itertools.combinations(outcomes, k))
        assert pass_at_k(tries, solved, k) == pytest.approx(sum(map(any, chosen)) / len(chosen))


def test_pass_at_k_of_more_than_there_were_is_refused() -> None:
    with pytest.raises(ValueError):
        pass_at_k(3, 1, 4)


def test_mcnemar_is_the_share_of_coin_tosses_at_least_as_extreme() -> None:
    for gained, lost in itertools.product(range(7), range(7)):
        n = gained + lost
        extreme = [k for k in range(n + 1) if math.comb(n, k) <= math.comb(n, gained)]
        assert mcnemar(gained, lost) == pytest.approx(sum(math.comb(n, k) for k in extreme) / 2**n)


def test_bootstrap_holds_the_sum_and_narrows_where_all_agree() -> None:
    assert bootstrap([1.0] * 20) == (20.0, 20.0)
    assert bootstrap([]) == (0.0, 0.0)
    low, high = bootstrap([1.0] * 10 + [0.0] * 10)
    assert 0 < low < 10 < high < 20
    assert bootstrap([0.5, 1.0, 0.0]) == bootstrap([0.5, 1.0, 0.0])


def test_bootstrap_of_a_ratio_draws_both_parts_of_a_problem_together() -> None:
    low, high = bootstrap_ratio([1.0, 10.0, 100.0], [2.0, 20.0, 200.0])
    assert (low, high) == (pytest.approx(0.5), pytest.approx(0.5))
    low, high = bootstrap_ratio([0.0] * 5 + [1.0] * 5, [1.0] * 10)
    assert 0 < low < 0.5 < high < 1
