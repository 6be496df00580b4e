"""Running a command to its end inside a layer, within its limits."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from prover_bridge.errors import UserError
from prover_bridge.sandbox.launch import FAILED, FAILED_PREFIX
from prover_bridge.sandbox.layer import Ends, Job, Layer
from prover_bridge.sandbox.limits import Limits, Outcome, kill_tree, passed

_WATCH_SECONDS = 0.05
_LAST_WORDS_SECONDS = 10.0


@dataclass(frozen=True)
class Completed:
    """A one-shot process that has ended. outcome: "ok" where it ended by itself, whatever its return code.

    returncode: negative where a signal ended it. stdout, stderr: text, invalid UTF-8 replaced, cut off at
    the limit.
    """

    returncode: int
    stdout: str
    stderr: str
    outcome: Outcome
    seconds: float


def popen_options(layer: Layer, job: Job) -> dict[str, Any]:
    """Keyword arguments for `subprocess.Popen` of a layer's command."""
    variables = dict(job.env)
    if job.writable is not None:
        variables.setdefault("HOME", str(job.writable))
        variables.setdefault("TMPDIR", layer.tmp or str(job.writable))
    return {"env": variables, "cwd": "/", "start_new_session": True, "close_fds": True}


def run_in(layer: Layer, job: Job, stdin: bytes = b"") -> Completed:
    """Run a job to its end; when this returns, no process of it is left, so that nothing changes what it wrote.

    Raises UserError where it cannot be started.
    """
    limits = job.limits
    # One process alone could not use more in its time; what it leaves running is ended with it.
    processor = min(limits.cpu_seconds, limits.seconds * (os.cpu_count() or 1) + 1)
    job = replace(job, limits=replace(limits, cpu_seconds=processor))
    info = os.pipe() if layer.ends == "world" else None
    options = popen_options(layer, job)
    started = time.monotonic()
    try:
        command = layer.command(job, info[1] if info else None)
        if info:
            options["pass_fds"] = (info[1],)
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )
    except OSError as error:
        if info:
            os.close(info[0])
        raise UserError(f"`{job.argv[0]}` cannot be started: {error}.") from error
    finally:
        if info:
            os.close(info[1])
    world = _first_of_its_world(info[0]) if info else None
    watch = _Watch(process, limits, job.writable, layer.ends)
    try:
        watch.wait(stdin, started + limits.seconds)
    finally:
        _end(process, layer.ends)
        process.wait()
        if world is not None:
            _await_end(world)
    outcome = watch.outcome
    # The launcher, bubblewrap and the shell report a child's death by a signal as 128 + its number.
    returncode = 128 - process.returncode if process.returncode > 128 else process.returncode
    texts = [bytes(buffer).decode("utf-8", "replace") for buffer in watch.buffers]
    # What failed is then not the command. One that only pretends so is undecided instead of refused.
    unmade = (returncode, texts[1][: len(FAILED_PREFIX)]) == (FAILED, FAILED_PREFIX) or (
        layer.ends == "world" and returncode == 1 and texts[1].startswith("bwrap: ")
    )
    if outcome == "ok" and returncode == -signal.SIGXCPU:
        outcome = "timeout"
    elif outcome == "ok" and (returncode < 0 or unmade):
        outcome = "crash"
    return Completed(returncode, texts[0], texts[1], outcome, time.monotonic() - started)


def _end(process: subprocess.Popen[bytes], ends: Ends) -> None:
    """End a process and all that it started. A supervisor is asked first: it ends when everything else has."""
    if ends == "supervisor" and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_WORDS_SECONDS)
    if process.poll() is None or ends != "supervisor":
        kill_tree(process.pid)


def _first_of_its_world(info: int) -> int | None:
    """A handle on process 1 inside bubblewrap, of which bubblewrap tells on the pipe `info`; closes the pipe."""
    text = b""
    with contextlib.suppress(OSError, ValueError, KeyError, AttributeError):
        while b"}" not in text and (chunk := os.read(info, 4096)):
            text += chunk
        os.close(info)
        return os.pidfd_open(int(json.loads(text)["child-pid"]))
    return None


def _await_end(world: int) -> None:
    """Wait until process 1 of a world is dead, which it is when all others in it are. Closes the handle."""
    with contextlib.suppress(OSError):
        if not _has_ended(world, 0):
            signal.pidfd_send_signal(world, signal.SIGKILL)
            _has_ended(world, _LAST_WORDS_SECONDS)
    os.close(world)


def _has_ended(handle: int, seconds: float) -> bool:
    """Whether the process of a handle ends in this time."""
    poll = select.poll()  # select itself takes small descriptors only
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process ends in this time. (Popen.wait looks only now and then, which costs a check 0.02 s.)"""
    try:
        handle = os.pidfd_open(process.pid)
    except (OSError, AttributeError):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.poll() is not None
    try:
        _has_ended(handle, seconds)
    finally:
        os.close(handle)
    return process.poll() is not None


class _Watch:
    """Feeds and empties the pipes of a process, and ends it at the first limit that it passes."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits, folder: Path | None, ends: Ends) -> None:
        self.outcome: Outcome = "ok"
        self.buffers = (bytearray(), bytearray())
        self._process = process
        self._limits = limits
        self._folder = folder
        self._ends = ends
        self._overflow = threading.Event()

    def wait(self, stdin: bytes, deadline: float) -> None:
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        threads = [
            threading.Thread(target=self._read, args=(stream, buffer), daemon=True)
            for stream, buffer in zip((process.stdout, process.stderr), self.buffers, strict=True)
        ]
        threads.append(threading.Thread(target=self._write, args=(process.stdin, stdin), daemon=True))
        for thread in threads:
            thread.start()
        while not _ends_within(process, _WATCH_SECONDS):
            if self._overflow.is_set():
                self.outcome = "output"
            elif time.monotonic() > deadline:
                self.outcome = "timeout"
            elif (limit := passed(process.pid, self._limits, self._folder)) is not None:
                self.outcome = limit
            else:
                continue
            _end(process, self._ends)
        _end(process, self._ends)  # a child may still hold the pipes open
        for thread in threads:
            thread.join(timeout=5)
        if self._overflow.is_set():
            self.outcome = "output"

    def _read(self, stream: IO[bytes], buffer: bytearray) -> None:
        limit = self._limits.output_bytes
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), 65536):
                buffer += chunk[: max(0, limit - len(buffer))]
                if len(buffer) >= limit:
                    self._overflow.set()
                    break
        stream.close()

    @staticmethod
    def _write(stream: IO[bytes], data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            stream.write(data)
        with contextlib.suppress(OSError, ValueError):
            stream.close()
