"""A limit on what this process itself does with a compiled file: reading it, walking its terms, hashing them.

A file is not ours, and may be built so that a walk over its terms takes days or all memory. Such a walk is many small
steps of Python; a watching thread ends it by raising OutOfPatience inside it. What talks to another process must not
run under a limit of this kind: it has limits of its own, and must not stop between a question and its answer.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prover_bridge.deadline import at_most

_LOOK_SECONDS = 0.2
_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_raise_in.argtypes = [ctypes.c_ulong, ctypes.c_void_p]  # a thread, an exception class or NULL


class OutOfPatience(Exception):
    """Reading a compiled file took more time or memory than it may."""


@dataclass(eq=False)
class _Watched:
    thread: int
    deadline: float
    memory_mb: float
    reason: str = ""


_watched: set[_Watched] = set()
_lock = threading.Lock()
_something = threading.Event()
_watching = 0  # the process whose watching thread runs: a forked child has none


@contextlib.contextmanager
def limited(seconds: float, more_memory_mb: float) -> Iterator[None]:
    """Ends its block with OutOfPatience after so many seconds, or when the process has grown by so much memory."""
    deadline = time.monotonic() + at_most(seconds)
    mine = _Watched(threading.get_ident(), deadline, _resident_mb() + more_memory_mb)
    with _lock:
        _start()
        _watched.add(mine)
    _something.set()
    try:
        yield
    except OutOfPatience:
        raise OutOfPatience(mine.reason) from None
    finally:
        with _lock:
            _watched.discard(mine)
            if mine.reason:  # asked for; it may not have come yet
                _raise_in(mine.thread, None)
    if mine.reason:
        raise OutOfPatience(mine.reason)


def _start() -> None:
    global _watching
    if _watching != os.getpid():
        _watching = os.getpid()
        _watched.clear()
        threading.Thread(target=_watch, name="lemmasmith-patience", daemon=True).start()


def _watch() -> None:
    while True:
        _something.wait()
        time.sleep(_LOOK_SECONDS)
        with _lock:
            now, resident = time.monotonic(), _resident_mb()
            for each in _watched:
                if each.reason:
                    continue
                if now > each.deadline:
                    each.reason = "time: reading the compiled file takes too long"
                elif resident > each.memory_mb:
                    each.reason = "memory: reading the compiled file takes too much memory"
                if each.reason:
                    _raise_in(each.thread, id(OutOfPatience))
            if not _watched:
                _something.clear()


def _resident_mb() -> float:
    """Memory of this process, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
