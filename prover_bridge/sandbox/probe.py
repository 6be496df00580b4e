"""What a layer really gives on this machine: a process inside it tries to get out, and tells how far it came."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from prover_bridge.errors import UserError
from prover_bridge.launcher import cache_folder
from prover_bridge.sandbox import seccomp
from prover_bridge.sandbox.layer import PYTHON, Gives, Job, Layer
from prover_bridge.sandbox.limits import Limits
from prover_bridge.sandbox.running import run_in

_MOMENT = 0.03  # seconds in which a process that is left would have written again
# Runs inside, as an isolated Python; its input names what to try. Each attempt is true where it got through.
_ATTEMPTS = """
import json, os, sys
asked = json.loads(sys.argv[1])
got = {}

def attempt(name, what):
    try:
        got[name] = bool(what())
    except (OSError, ImportError):
        got[name] = False

def connect(family, address, kind):
    import _socket
    with_it = _socket.socket(family, kind)
    try:
        with_it.settimeout(0.5)
        with_it.sendto(b"x", address) if kind == 2 else with_it.connect(address)
        return True
    finally:
        with_it.close()

def write(path, flags=os.O_WRONLY):
    os.close(os.open(path, flags, 0o600))
    return True

attempt("tcp", lambda: connect(2, tuple(asked["tcp"]), 1))
attempt("udp", lambda: connect(2, tuple(asked["udp"]), 2))
attempt("unix", lambda: os.chdir(asked["outside"]) or connect(1, asked["unix"], 1))  # a long path is no address
attempt("abstract", lambda: connect(1, chr(0) + asked["abstract"], 1))
attempt("read", lambda: os.close(os.open(asked["secret"], os.O_RDONLY)) is None)
attempt("list home", lambda: set(os.listdir(asked["home"])) - set(asked["shown"]))
attempt("list others", lambda: os.listdir(asked["outside"]))
attempt("write shown", lambda: write(asked["tool"]))
attempt("add to shown", lambda: write(asked["tool"] + ".new", os.O_WRONLY | os.O_CREAT))
attempt("cut shown", lambda: os.close(os.open(asked["tool"], os.O_RDONLY | os.O_TRUNC)) is None)
attempt("truncate shown", lambda: os.truncate(asked["tool"], 0) is None)
attempt("mode of shown", lambda: os.chmod(asked["tool"], 0o777) is None)
attempt("time of shown", lambda: os.utime(asked["tool"], (1, 1)) is None)
attempt("remove shown", lambda: os.unlink(asked["tool"]) is None)
attempt("write outside", lambda: write(asked["outside"] + "/new", os.O_WRONLY | os.O_CREAT))
attempt("mode of others", lambda: os.chmod(asked["secret"], 0o777) is None)
attempt("signal", lambda: os.kill(asked["pid"], 0) is None)
attempt("look into", lambda: os.close(os.open("/proc/%d/environ" % asked["pid"], os.O_RDONLY)) is None)
attempt("own folder", lambda: write(asked["own"] + "/made", os.O_WRONLY | os.O_CREAT))
print(json.dumps(got), flush=True)
for _ in range(3):
    if os.fork():
        os._exit(0)
    os.setsid()
while True:
    with open(asked["own"] + "/alive", "a") as file:
        file.write("x")
"""
_WHAT: dict[str, tuple[str, ...]] = {
    "network": ("tcp", "udp", "unix", "abstract"),
    "home": ("read", "list home"),
    "toolchain": (
        "write shown", "add to shown", "cut shown", "truncate shown", "mode of shown", "time of shown", "remove shown"
    ),
    "tmp": ("list others", "write outside", "mode of others"),
    "processes": ("signal", "look into"),
}  # fmt: skip


def gives(layer: Layer) -> Gives | str:
    """What the layer gives, or why it does not run here at all."""
    if (reason := layer.missing()) is not None:
        return reason
    with contextlib.ExitStack() as stack:
        top = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lemmasmith-probe-"))).resolve()
        own, outside, tools = (top / name for name in ("own", "outside", "tools"))
        for folder in (own, outside, tools):
            folder.mkdir()
        (outside / "secret").write_text("x")
        (tools / "tool").write_text("tool")
        if os.geteuid() == 0:
            top.chmod(0o755)  # what keeps a process out is to be the layer, not these modes
            (outside / "secret").chmod(0o644)
            outside.chmod(0o777)
        job = Job([], own, [*PYTHON, tools], own, Limits(seconds=60, memory_mb=1024), {"PATH": "/usr/bin:/bin"})
        try:
            asked = _listeners(stack, outside)
        except OSError as error:
            return f"the probe cannot listen on this machine ({error})"
        asked |= {
            "secret": str(outside / "secret"),
            "outside": str(outside),
            "home": str(Path.home()),
            "shown": [part for path in job.shown() for part in Path(path).parts],
            "tool": str(tools / "tool"),
            "own": str(own),
            "pid": os.getpid(),
        }
        argv = [sys.executable, "-I", "-S", "-c", _ATTEMPTS, json.dumps(asked)]
        try:
            done = run_in(layer, Job(argv, job.cwd, job.read_only, own, job.limits, job.env))
        except UserError as error:
            return str(error)
        ended = _size(own / "alive")
        try:
            got = json.loads(done.stdout)
        except ValueError:
            return (done.stderr.strip().splitlines() or [f"a process does not start in it (code {done.returncode})"])[
                -1
            ]
        if done.outcome != "ok" or not got["own folder"]:
            return f"a process cannot work in it ({done.outcome})"
        changed = _size(tools / "tool") != len("tool")
        time.sleep(_MOMENT)
        still_alive = _size(own / "alive") != ended
    blocked = {what: not any(got[each] for each in attempts) for what, attempts in _WHAT.items()}
    blocked["toolchain"] &= not changed
    blocked["processes"] &= not still_alive
    return Gives(**blocked)


def known_to_give_all(layer: Layer) -> bool:
    """Whether the layer was seen to give everything on this very system since it started.

    What a layer is made of cannot quietly stop to work: a process then does not start.
    """
    with contextlib.suppress(OSError):
        return _stamp(layer).read_text() == _here()
    return False


def remember(layer: Layer) -> None:
    """Let `known_to_give_all` hold for this system as it now is."""
    path = _stamp(layer)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
        fresh.write_text(_here())
        fresh.replace(path)


def _stamp(layer: Layer) -> Path:
    return cache_folder() / "sandbox" / f"probed-{layer.name}-{os.geteuid()}"


def _here() -> str:
    """What a layer's abilities hang on: these programs, the running kernel, the container and its powers."""
    told = [file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))]
    told.append(Path("/proc/sys/kernel/random/boot_id").read_bytes())
    told += [bytes(Path(f"/proc/self/ns/{kind}").readlink()) for kind in ("user", "mnt", "net", "pid")]
    wanted = (b"Uid", b"Cap", b"NoNewPrivs", b"Seccomp")
    told += [line for line in Path("/proc/self/status").read_bytes().split(b"\n") if line.startswith(wanted)]
    bwrap = shutil.which("bwrap")
    told.append(repr((sys.executable, bwrap, bwrap and Path(bwrap).stat().st_mtime_ns, Path.home())).encode())
    with contextlib.suppress(OSError):
        told.append(seccomp.file().read_bytes())
    return hashlib.sha256(b"\0".join(told)).hexdigest()


def _listeners(stack: contextlib.ExitStack, outside: Path) -> dict[str, Any]:
    """Open doors on this machine: a TCP and a UDP port, and a local socket with and one without a path."""
    name = f"lemmasmith-{uuid.uuid4()}"
    folder = os.open(outside, os.O_PATH)  # the address of a local socket has no room for a long path
    stack.callback(os.close, folder)
    doors = (
        ("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        ("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        ("unix", socket.AF_UNIX, socket.SOCK_STREAM, f"/proc/self/fd/{folder}/door"),
        ("abstract", socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}"),
    )
    found: dict[str, Any] = {}
    for door, family, kind, address in doors:
        listener = stack.enter_context(socket.socket(family, kind))
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        found[door] = listener.getsockname()
    (outside / "door").chmod(0o777)
    return found | {"unix": "door", "abstract": name}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
