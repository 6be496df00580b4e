"""Pictures of a campaign: theorems solved within a budget of Lean calls, or of seconds, by arm."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

# Of Okabe and Ito, told apart by all eyes; the dashes help in print.
_STYLES = (("#0072B2", "-"), ("#D55E00", "-"), ("#009E73", "--"), ("#CC79A7", ":"), ("#555555", "-."))


def solved_within(records: Sequence[dict[str, Any]], arms: Sequence[str], tries: int, key: str, label: str) -> str:
    """An SVG picture (text of an `<svg>` element): for each arm, how many theorems were solved at a cost of at most x
    each, as a mean over the tries. key: a cost of the records; label: of the axis."""
    with matplotlib.rc_context({"svg.hashsalt": "lemmasmith", "font.size": 9, "font.family": "sans-serif"}):
        figure = Figure(figsize=(5.2, 3.1), layout="constrained")
        axes = figure.subplots()
        ends = [float(each.get(key) or 0) for each in records]
        low, high = min(filter(None, ends), default=1.0), max(ends, default=1.0)
        for arm, (colour, line) in zip(arms, itertools.cycle(_STYLES), strict=False):
            costs = sorted(float(each.get(key) or 0) for each in records if each["memory"] == arm)
            shares = [number / tries for number in range(1, len(costs) + 1)]
            costs, shares = [low / 2, *costs, high * 2], [0.0, *shares, len(costs) / tries]
            axes.step(costs, shares, where="post", color=colour, linestyle=line, label=_name(arm))
        axes.set_xscale("log")
        axes.set_xlim(low / 1.15, high * 1.15)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(label)
        axes.set_ylabel("theorems proved")
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.grid(alpha=0.25)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        if len(arms) > 1:
            axes.legend(frameon=False, loc="upper left")
        stream = io.StringIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = stream.getvalue()
    return text[text.index("<svg") :]


def _name(arm: str) -> str:
    return {"on": "memory on", "off": "memory off"}.get(arm, arm)
