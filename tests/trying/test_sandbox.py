"""What each layer of the sandbox promises: limits hold, nothing outlives a call, nothing outside is reached."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prover_bridge import sandbox
from prover_bridge.errors import UserError
from prover_bridge.sandbox import Limits
from prover_bridge.sandbox.launched import Landlock
from prover_bridge.sandbox.layer import Gives, Job

PYTHON = Path(sys.executable)
SHOWN = (Path(sys.prefix), Path(sys.base_prefix))
CONFINING = [each.name for each in sandbox.LAYERS]


def lacks(name: str) -> str | None:
    """What the machine lacks for a layer, found out without our own code: else the layer has to work."""
    shell = {
        "bubblewrap": ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "/bin/true"],
        "namespaces": [PYTHON, "-c", _UNSHARE],
        "landlock": [PYTHON, "-c", "import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 1)"],
    }
    try:
        done = subprocess.run(shell[name], capture_output=True, timeout=60, check=False)
    except FileNotFoundError as error:
        return str(error)
    return None if done.returncode == 0 else f"this system allows no {name}"


# Into a user namespace (unless root), with the rights to mount there.
_UNSHARE = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
user = 0 if os.geteuid() == 0 else 0x10000000
sys.exit(libc.unshare(user | 0x20000 | 0x20000000 | 0x40000000) or libc.mount(b"none", b"/", None, 0x44000, None))
"""


def use(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Choose a layer for this test; skip it where the machine lacks what the layer is made of."""
    monkeypatch.setenv("LEMMASMITH_SANDBOX", name)
    if name != "none" and (reason := lacks(name)) is not None:
        pytest.skip(reason)
    return name


@pytest.fixture(params=[*CONFINING, "none"])
def layer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    return use(request.param, monkeypatch)


@pytest.fixture(params=CONFINING)
def confining(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    return use(request.param, monkeypatch)


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


def test_what_is_put_into_the_folder_before_can_be_read_and_changed(layer: str, tmp_path: Path) -> None:
    """As root, a process may have a user of its own."""
    (tmp_path / "inner").mkdir(mode=0o700)
    (tmp_path / "inner" / "file").write_text("old")
    (tmp_path / "inner" / "file").chmod(0o600)
    done = python("f = open('inner/file', 'r+'); print(f.read()); f.write(' new')", tmp_path)
    assert done.stdout == "old\n", done
    assert (tmp_path / "inner" / "file").read_text() == "old new"


def test_a_process_that_runs_on_is_ended_with_its_children(layer: str, tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time, os\n"
        "child = subprocess.Popen(['sleep', '61.25'], start_new_session=True)\n"
        "print('started', flush=True)\n"
        "time.sleep(60)"
    )
    done = python(code, tmp_path, Limits(seconds=2.0))
    assert done.outcome == "timeout"
    assert done.stdout == "started\n"
    assert not _processes_with("61.25")


def test_too_much_memory(layer: str, tmp_path: Path) -> None:
    code = "import time\nkept = []\nwhile True:\n    kept.append(bytearray(8 * 2**20)); time.sleep(0.005)"
    done = python(code, tmp_path, Limits(memory_mb=300, seconds=30))
    assert done.outcome == "memory"


def test_too_much_processor_time(layer: str, tmp_path: Path) -> None:
    done = python("while True: pass", tmp_path, Limits(cpu_seconds=1, seconds=120))
    assert (done.outcome, done.returncode) == ("timeout", -signal.SIGXCPU)


def test_too_much_output(layer: str, tmp_path: Path) -> None:
    done = python("while True: print('x' * 1000)", tmp_path, Limits(output_bytes=100_000, seconds=20))
    assert done.outcome == "output"
    assert len(done.stdout) == 100_000


def test_a_file_that_grows_too_large(layer: str, tmp_path: Path) -> None:
    code = "f = open('big', 'wb')\nfor _ in range(64): f.write(bytes(2**20)); f.flush()"
    done = python(code, tmp_path, Limits(file_mb=8))
    assert done.returncode != 0
    assert (tmp_path / "big").stat().st_size <= 8 * 2**20


def test_many_files_that_are_too_large_together(layer: str, tmp_path: Path) -> None:
    code = "import time\nfor n in range(10**6): open(str(n), 'wb').write(bytes(2**20)); time.sleep(0.01)"
    done = python(code, tmp_path, Limits(disk_mb=20, seconds=30))
    assert done.outcome == "disk"


def test_too_many_processes(layer: str, tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "while True:\n"
        "    try:\n"
        "        if os.fork() == 0: time.sleep(61.5)\n"
        "    except OSError:\n"
        "        print('refused', flush=True); break\n"
    )
    done = python(code, tmp_path, Limits(processes=60, seconds=30))
    assert done.outcome == "processes" or done.stdout == "refused\n", done


def test_a_process_that_dies_by_a_signal_is_a_crash(layer: str, tmp_path: Path) -> None:
    done = python("import os, signal; os.kill(os.getpid(), signal.SIGABRT)", tmp_path)
    assert (done.outcome, done.returncode) == ("crash", -6)


@pytest.mark.sandbox_layer
def test_hides_files_environment_and_network(confining: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "not-to-be-seen")
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("x")
    # Names and modes are no barrier: only the sandbox is.
    for folder in (tmp_path, outside):
        folder.chmod(0o777)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        code = f"""
import os, _socket
def tried(what, *arguments):
    try: return what(*arguments)
    except OSError: return None
print(tried(open, {str(outside / "secret")!r}), tried(open, '/etc/passwd'), tried(os.listdir, {str(Path.home())!r}))
numbers = [p for p in tried(os.listdir, '/proc') or [] if p.isdigit()] + [{str(os.getpid())!r}]
def environment(p): return open(f'/proc/{{p}}/environ', 'rb').read()
print([p for p in numbers if b'not-to-be-seen' in (tried(environment, p) or b'')])
def connect(): _socket.socket(2, 1).connect({server.getsockname()!r}); return 'connected'
print(tried(connect))
print(tried(open, {str(Path(sys.prefix) / "made-by-the-sandbox")!r}, 'w'))
print(tried(open, {str(outside / "made")!r}, 'w'), tried(open, '/made', 'w'), tried(open, '/dev/made', 'w'))
print(os.listdir(os.environ['TMPDIR']) if os.environ['TMPDIR'] == '/tmp' else [])
"""
        done = python(code, inside)
    assert "listdir" not in done.stderr, done
    lines = done.stdout.splitlines()
    visible = {part for shown in (*Job([], inside, SHOWN).shown(), inside) for part in Path(shown).parts}
    assert lines[0].startswith("None None ")
    names = lines[0].removeprefix("None None ")
    assert names == "None" or set(json.loads(names.replace("'", '"'))) <= visible
    assert lines[1:5] == ["[]", "None", "None", "None None None"]
    assert set(json.loads(lines[5].replace("'", '"'))) <= visible


@pytest.mark.sandbox_layer
def test_no_shared_or_nameless_memory_that_no_limit_counts(confining: str, tmp_path: Path) -> None:
    code = (
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None)\n"
        "print(libc.memfd_create(b'x', 0), libc.shmget(0, 4096, 0o1600))\n"
        "try: open('/dev/shm/x', 'wb').write(b'x' * 4096); print('written')\n"
        "except OSError: print('no')\n"
    )
    assert python(code, tmp_path).stdout.split() == ["-1", "-1", "no"]


@pytest.mark.sandbox_layer
def test_no_namespace_of_its_own_and_no_ring_of_requests(confining: str, tmp_path: Path) -> None:
    code = (
        "import ctypes, os\n"
        "libc = ctypes.CDLL(None)\n"
        "print(libc.unshare(0x10000000), libc.clone(None, None, 0x10000000, None), libc.syscall(425, 1, None))\n"
        "print(libc.ptrace(16, os.getppid(), 0, 0), libc.mount(b'x', b'/tmp', b'tmpfs', 0, None))\n"
    )
    assert set(python(code, tmp_path).stdout.split()) == {"-1"}


@pytest.mark.sandbox_layer
def test_no_process_of_the_sandbox_writes_after_the_call(confining: str, tmp_path: Path) -> None:
    """A process that went its own way (a session of its own, no parent) would change what is read afterwards."""
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
    for _ in range(5):
        assert python(script, tmp_path).outcome == "ok"
        before = (tmp_path / "out").stat().st_mtime_ns, (tmp_path / "out").read_text()
        time.sleep(0.05)
        assert ((tmp_path / "out").stat().st_mtime_ns, (tmp_path / "out").read_text()) == before
        (tmp_path / "out").unlink()


@pytest.mark.sandbox_layer
def test_a_chain_of_processes_that_flees_is_ended(confining: str, tmp_path: Path) -> None:
    """Each forks the next, leaves its group and ends, so that whoever looks for it finds one that has gone."""
    script = (
        "import os\n"
        "if os.fork() == 0:\n"
        "    while True:\n"
        "        try: os.setsid()\n"
        "        except OSError: pass\n"
        "        open('out', 'a').write('x')\n"
        "        if os.fork(): os._exit(0)\n"
        "while not os.path.exists('out'): pass\n"
    )
    for _ in range(3):
        assert python(script, tmp_path, Limits(seconds=30)).outcome == "ok"
        before = (tmp_path / "out").stat().st_size
        time.sleep(0.05)
        assert (tmp_path / "out").stat().st_size == before
        (tmp_path / "out").unlink()


@pytest.mark.sandbox_layer
@pytest.mark.parametrize("how", ["kill_tree", "death of the parent"])
def test_a_long_lived_process_ends_with_all_that_fled_from_it(confining: str, how: str, tmp_path: Path) -> None:
    script = (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        while True:\n"
        "            open('out', 'a').write('x'); time.sleep(0.001)\n"
        "    os._exit(0)\n"
        "time.sleep(60)\n"
    )
    owner = (
        "import subprocess, sys, time\n"
        "from pathlib import Path\n"
        "from prover_bridge import sandbox\n"
        f"folder, shown = Path({str(tmp_path)!r}), [Path(sys.prefix), Path(sys.base_prefix)]\n"
        f"command, options = sandbox.wrap([sys.executable, '-I', '-S', '-c', {script!r}], env={{'PATH': '/bin'}},\n"
        "    cwd=folder, read_only=shown, writable=folder)\n"
        "process = subprocess.Popen(command, **options)\n"
        "while not (folder / 'out').exists(): time.sleep(0.01)\n"
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "sandbox.kill_tree(process.pid); process.wait()\n"
        "print('killed', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", owner], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        assert process.stdout.readline() == b"ready\n"
        if how == "kill_tree":
            process.stdin.write(b"\n")
            process.stdin.flush()
            assert process.stdout.readline() == b"killed\n"
        else:
            process.send_signal(signal.SIGKILL)
            process.wait()
    out = tmp_path / "out"
    assert _settles(out), "something still writes"


def _settles(file: Path) -> bool:
    """Whether a file stops growing (a signal on its way may take a moment)."""
    for _ in range(100):
        before = file.stat().st_size
        time.sleep(0.1)
        if file.stat().st_size == before:
            return True
    return False


@pytest.mark.sandbox_layer
@pytest.mark.parametrize("version", [1, 2, 3, 5])
def test_the_filter_closes_what_older_landlock_leaves_open(version: int, tmp_path: Path) -> None:
    """Older kernels know fewer rights: nothing for truncation, signals or the network."""
    layer = Landlock(version)
    if (reason := lacks("landlock")) is not None:
        pytest.skip(reason)
    if layer.version != version:
        pytest.skip(f"Landlock here is older than {version}")
    assert sandbox.found(layer) == Gives(True, True, True, True, True)


def test_a_probe_sees_that_nothing_is_protected_without_a_layer() -> None:
    given = sandbox.probe.gives(sandbox._NONE)
    assert given == Gives(False, False, False, False, False)


def test_a_long_temporary_path_does_not_make_a_layer_look_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of a local socket, one of the doors that the probe opens, has room for some hundred letters."""
    deep = tmp_path / ("long " * 20) / ("longer " * 10)
    deep.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    assert sandbox.probe.gives(sandbox._NONE) == Gives(False, False, False, False, False)


def test_without_any_layer_nothing_runs_unless_the_user_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEMMASMITH_SANDBOX", raising=False)
    monkeypatch.setattr(sandbox, "LAYERS", ())
    with pytest.raises(UserError, match=r"--no-sandbox"):
        python("open('ran', 'w')", tmp_path)
    assert not (tmp_path / "ran").exists()
    monkeypatch.setenv("LEMMASMITH_SANDBOX", "none")
    assert python("open('ran', 'w')", tmp_path).outcome == "ok"
    assert sandbox.layer().startswith("no sandbox")


def test_a_layer_that_protects_in_part_only_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEMMASMITH_SANDBOX", raising=False)
    monkeypatch.setattr(sandbox.probe, "gives", lambda layer: Gives(True, True, True, True, processes=False))
    monkeypatch.setattr(sandbox.probe, "known_to_give_all", lambda layer: False)
    sandbox._judged.cache_clear()
    try:
        assert sandbox.active() is None
        monkeypatch.setenv("LEMMASMITH_SANDBOX", "namespaces")
        with pytest.raises(UserError, match="processes"):
            sandbox.active()
    finally:
        sandbox._judged.cache_clear()


def test_a_name_that_is_no_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMASMITH_SANDBOX", "bublewrap")
    with pytest.raises(UserError, match="bubblewrap, namespaces, landlock or none"):
        sandbox.active()


def test_a_sandbox_that_cannot_be_made_is_undecided(layer: str, tmp_path: Path) -> None:
    """Here for a folder that is not there; a refusal would say something about the text."""
    nowhere = tmp_path / "nowhere"
    done = sandbox.run(["/bin/true"], env={}, cwd=nowhere, read_only=(), writable=tmp_path)
    assert done.outcome == "crash", done


def test_descriptors_of_any_number_may_be_open(layer: str, tmp_path: Path) -> None:
    """The filter's descriptor inside had the number of the pipe on which bubblewrap tells of its process 1."""
    with contextlib.ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(open(os.devnull))  # noqa: PTH123
            done = python("print('in')", tmp_path)
            assert (done.stdout, done.outcome) == ("in\n", "ok"), done


def _processes_with(argument: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with contextlib.suppress(OSError):
                if argument.encode() in (entry / "cmdline").read_bytes().split(b"\0"):
                    found.append(entry.name)
    return found


@pytest.fixture(autouse=True)
def _own_judgement() -> Iterator[None]:
    yield
    sandbox._judged.cache_clear()
