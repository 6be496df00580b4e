"""What the sandbox promises: limits hold, nothing outlives a call, nothing of the user's can be seen."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prover_bridge import sandbox
from prover_bridge.sandbox import Limits

PYTHON = Path(sys.executable)
SHOWN = (Path(sys.prefix), Path(sys.base_prefix))


@pytest.fixture(params=["bubblewrap + resource limits", "resource limits only"])
def layer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    wanted = str(request.param)
    if wanted == "resource limits only":
        monkeypatch.setenv("LEMMASMITH_BUBBLEWRAP", "off")
    sandbox._bubblewrap.cache_clear()
    if sandbox.layer() != wanted:
        pytest.skip("bubblewrap does not work here")
    yield wanted
    monkeypatch.undo()
    sandbox._bubblewrap.cache_clear()


def python(code: str, folder: Path, limits: Limits | None = None, stdin: bytes = b"") -> sandbox.Completed:
    return sandbox.run(
        [str(PYTHON), "-I", "-S", "-c", code],
        env={"PATH": "/usr/bin:/bin"},
        cwd=folder,
        read_only=SHOWN,
        writable=folder,
        limits=limits,
        stdin=stdin,
    )


def test_output_return_code_and_input(layer: str, tmp_path: Path) -> None:
    done = python("import sys; print(sys.stdin.read()[::-1]); sys.exit(3)", tmp_path, stdin="∀x".encode())
    assert (done.returncode, done.stdout, done.outcome) == (3, "x∀\n", "ok")


def test_the_writable_folder_is_writable_and_real(layer: str, tmp_path: Path) -> None:
    assert python("open('made', 'w').write('here')", tmp_path).returncode == 0
    assert (tmp_path / "made").read_text() == "here"


def test_a_process_that_runs_on_is_ended_with_its_children(layer: str, tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time, os\n"
        "child = subprocess.Popen(['sleep', '61.25'], start_new_session=True)\n"
        "print('started', flush=True)\n"
        "time.sleep(60)"
    )
    started = time.monotonic()
    done = python(code, tmp_path, Limits(seconds=1.0))
    assert done.outcome == "timeout"
    assert done.stdout == "started\n"
    assert time.monotonic() - started < 5
    time.sleep(0.2)
    assert not _processes_with("61.25")


def test_too_much_memory(layer: str, tmp_path: Path) -> None:
    code = "import time\nkept = []\nwhile True:\n    kept.append(bytearray(8 * 2**20)); time.sleep(0.005)"
    done = python(code, tmp_path, Limits(memory_mb=300, seconds=30))
    assert done.outcome == "memory"


def test_too_much_output(layer: str, tmp_path: Path) -> None:
    done = python("while True: print('x' * 1000)", tmp_path, Limits(output_bytes=100_000, seconds=20))
    assert done.outcome == "output"
    assert len(done.stdout) == 100_000


def test_a_file_that_grows_too_large(layer: str, tmp_path: Path) -> None:
    code = "f = open('big', 'wb')\nfor _ in range(64): f.write(bytes(2**20)); f.flush()"
    done = python(code, tmp_path, Limits(file_mb=8))
    assert done.returncode != 0
    assert (tmp_path / "big").stat().st_size <= 8 * 2**20


def test_a_process_that_dies_by_a_signal_is_a_crash(layer: str, tmp_path: Path) -> None:
    done = python("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", tmp_path)
    assert (done.outcome, done.returncode) == ("crash", -6)


@pytest.mark.sandbox_layer
def test_bubblewrap_hides_files_environment_and_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sandbox.layer() != "bubblewrap + resource limits":
        pytest.skip("bubblewrap does not work here")
    monkeypatch.setenv("OPENAI_API_KEY", "not-to-be-seen")
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        code = f"""
import os, socket
print(os.path.exists({str(outside / "secret")!r}), os.path.exists('/etc/passwd'), os.getuid())
numbers = [p for p in os.listdir('/proc') if p.isdigit()]
print(any(b'not-to-be-seen' in open(f'/proc/{{p}}/environ', 'rb').read() for p in numbers))
try:
    socket.create_connection({server.getsockname()!r}, 1); print('connected')
except OSError: print('no network')
try:
    open({str(Path(sys.prefix) / "made-by-the-sandbox")!r}, 'w'); print('wrote')
except OSError: print('read only')
"""
        done = python(code, inside)
    assert done.stdout.split("\n")[:4] == ["False False 65534", "False", "no network", "read only"], done


def _processes_with(argument: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if argument.encode() in words:
                found.append(entry.name)
    return found


@pytest.mark.sandbox_layer
def test_no_process_of_the_sandbox_writes_after_the_call(tmp_path: Path) -> None:
    """A process that went its own way (a session of its own, no parent) would change what is read afterwards."""
    if sandbox.layer() == "resource limits only":
        pytest.skip("bubblewrap is missing")
    script = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        n = 0\n"
        "        while True:\n"
        "            n += 1\n"
        "            open('out', 'w').write(str(n))\n"
        "    os._exit(0)\n"
        "while not os.path.exists('out'): time.sleep(0.001)\n"
    )
    for _ in range(10):
        assert python(script, tmp_path).outcome == "ok"
        before = (tmp_path / "out").stat().st_mtime_ns, (tmp_path / "out").read_text()
        time.sleep(0.05)
        assert ((tmp_path / "out").stat().st_mtime_ns, (tmp_path / "out").read_text()) == before
        (tmp_path / "out").unlink()
