"""Figures of campaigns: pass@k, exact tests for pairs, intervals by problem."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.stats import binomtest

BOOTSTRAP_ROUNDS = 10_000


def pass_at_k(tries: int, solved: int, k: int) -> float:
    """Unbiased estimate of the chance that k independent tries solve a problem of which `solved` of `tries` did:
    1 - C(n-c, k) / C(n, k) (Chen et al. 2021, arXiv:2107.03374). Raises ValueError unless k ≤ tries."""
    if not 0 <= solved <= tries or not 1 <= k <= tries:
        raise ValueError(f"no pass@{k} of {solved} of {tries} tries")
    return 1.0 - math.comb(tries - solved, k) / math.comb(tries, k)


def mcnemar(gained: int, lost: int) -> float:
    """Exact two-sided p of McNemar's test: among the problems that only one arm solved, each arm is as likely."""
    return float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0


def bootstrap(values: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """95 % percentile interval of the sum of a value a problem, problems drawn with replacement (Efron 1979)."""
    if not values:
        return 0.0, 0.0
    data = np.asarray(values, dtype=float)
    low, high = np.percentile(data[_drawn(len(data), seed)].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def bootstrap_ratio(above: Sequence[float], below: Sequence[float], seed: int = 0) -> tuple[float, float]:
    """95 % percentile interval of the ratio of two sums, whose summands are drawn together, a problem at a time.

    below: positive.
    """
    if not below:
        return 0.0, 0.0
    drawn = _drawn(len(below), seed)
    ratios = np.asarray(above, dtype=float)[drawn].sum(axis=1) / np.asarray(below, dtype=float)[drawn].sum(axis=1)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return float(low), float(high)


def _drawn(count: int, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Indices drawn with replacement, a row a round."""
    return np.random.default_rng(seed).integers(0, count, (BOOTSTRAP_ROUNDS, count))
