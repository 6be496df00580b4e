"""What this process and those that it started take: time on the processor, and memory."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Usage:
    """cpu_seconds: of this process, of its children that have ended, and of its descendants that live now.

    own_mb, all_mb: resident memory of this process, and of it with all descendants; what they share counts in each.
    """

    cpu_seconds: float
    own_mb: float
    all_mb: float
    processes: int


def usage() -> Usage:
    """Look at the processes now. What a descendant's own dead children took is known once the descendant has ended."""
    me = psutil.Process()
    own = me.memory_info().rss / 2**20
    times = os.times()
    cpu = times.user + times.system + times.children_user + times.children_system
    total, count = own, 1
    for child in me.children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it may end while it is looked at
            with child.oneshot():
                spent = child.cpu_times()
                total += child.memory_info().rss / 2**20
            cpu += spent.user + spent.system
            count += 1
    return Usage(cpu, own, total, count)
