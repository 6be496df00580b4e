"""A Lean file that starts a program while it is elaborated: what the program can do, by the layer of the sandbox.

Without a sandbox every attempt succeeds, which shows that the attempts are real.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from prover_bridge import environment, sandbox, toolchain
from prover_bridge.certify import certify
from prover_bridge.environment import Environment
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.protocol import Hole
from prover_bridge.server_worker import ServerWorker
from prover_bridge.worker import Worker
from tests.trying.test_sandbox import CONFINING, use

TEXT = (Path(__file__).parent / "hostile" / "spawn.lean").read_text(encoding="utf-8")
ATTEMPTS = {"read a secret", "reach the network", "change the toolchain", "write beside"}

_PROGRAM = """
import _socket, os, sys, time
secret, tool, outside, port = sys.argv[1:]
done = []
def attempt(what, act):
    try: act(); done.append(what)
    except OSError: pass
def network(): _socket.socket(2, 1).connect(("127.0.0.1", int(port)))
attempt("read a secret", lambda: open(secret).read())
attempt("reach the network", network)
attempt("change the toolchain", lambda: open(tool, "a").write("changed"))
attempt("write beside", lambda: open(outside + "/made", "w").write("x"))
print("DONE", *done, sep="|", flush=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True:
            for folder in (".", outside):
                try: open(folder + "/alive", "a").write("x")
                except OSError: pass
            time.sleep(0.001)
    os._exit(0)
"""


@dataclass(frozen=True)
class Target:
    """What a program attacks. outside: a folder that everybody may write; tools: one that the sandbox shows."""

    server: socket.socket
    outside: Path
    tools: Path

    def text(self) -> str:
        quoted = _PROGRAM.replace("'", "'\"'\"'")
        words = (self.outside / "secret", self.tools / "tool", self.outside, self.server.getsockname()[1])
        script = f"exec {sys.executable} -I -S -c '{quoted}' {' '.join(map(str, words))}"
        return TEXT.replace('"SCRIPT"', json.dumps(script))

    def reached(self) -> set[str]:
        """What was done to things outside, seen from outside."""
        found = set()
        if (self.outside / "made").exists():
            found.add("write beside")
        if "changed" in (self.tools / "tool").read_text():
            found.add("change the toolchain")
        try:
            self.server.accept()[0].close()
            found.add("reach the network")
        except BlockingIOError:
            pass
        return found

    def is_left_alone(self) -> bool:
        alive = self.outside / "alive"
        before = alive.stat().st_size if alive.exists() else 0
        time.sleep(0.1)
        return (alive.stat().st_size if alive.exists() else 0) == before


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    outside, tools = tmp_path / "outside", tmp_path / "tools"
    outside.mkdir()
    tools.mkdir()
    (outside / "secret").write_text("x")
    (tools / "tool").write_text("")
    for path in (tmp_path, outside, tools):
        path.chmod(0o777)
    (tools / "tool").chmod(0o666)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield Target(server, outside, tools)


@pytest.fixture(scope="module")
def plain() -> Environment:
    return environment.of_text(toolchain.embedded(), TEXT)


@pytest.mark.sandbox_layer
@pytest.mark.parametrize("layer", [*CONFINING, "none"])
def test_a_file_that_attacks_while_it_is_compiled(
    layer: str, target: Target, plain: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(layer, monkeypatch)
    own = tmp_path / "own"
    own.mkdir()
    (own / "file.lean").write_text(target.text(), encoding="utf-8")
    done = sandbox.run(
        [*plain.toolchain.lean, "--json", "-o", str(own / "file.olean"), str(own / "file.lean")],
        env=plain.env(),
        cwd=own,
        read_only=[*plain.read_only, target.tools],
        writable=own,
    )
    assert (done.outcome, done.returncode) == ("ok", 0), done
    told = next(line for line in done.stdout.splitlines() if line.startswith("DONE"))
    expected = ATTEMPTS if layer == "none" else set()
    assert set(told.split("|")[1:]) == expected
    assert target.reached() == expected - {"read a secret"}
    before = (own / "alive").read_bytes() if (own / "alive").exists() else b""
    assert target.is_left_alone()
    assert ((own / "alive").read_bytes() if (own / "alive").exists() else b"") == before


@pytest.mark.sandbox_layer
@pytest.mark.parametrize("kind", ["states in a process", "language server"])
@pytest.mark.parametrize("layer", [*CONFINING, "none"])
def test_a_session_over_a_text_that_attacks(
    layer: str, kind: str, target: Target, plain: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(layer, monkeypatch)
    # Whatever it prints would come between what a server and its worker say to each other.
    quiet = target.text().replace("⟨.null, .inherit, .inherit⟩", "⟨.null, .null, .null⟩")
    whole, _, _ = quiet.partition("theorem harmless")
    _, mark, rest = whole.partition("-- A session has all of the above already.")
    assert mark
    hole = Hole("theorem harmless (p : Prop) (h : p) : p := by\n  ", "", True, 2)

    async def search() -> None:
        worker: Worker = ServerWorker(plain) if kind == "language server" else ProcessWorker(plain)
        try:
            text = whole if kind == "language server" else "open Lemmasmith\n" + rest
            assert len(await worker.open(text, [hole])) == 1
        finally:
            await worker.close()

    asyncio.run(search())
    assert target.reached() == (ATTEMPTS - {"read a secret"} if layer == "none" else set())
    assert target.is_left_alone() or layer == "none"


@pytest.mark.sandbox_layer
@pytest.mark.parametrize("layer", CONFINING)
def test_what_attacks_is_judged_by_its_theorems_only(
    layer: str, target: Target, plain: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attack comes to nothing, and nothing of it counts: the theorem beside it is proved from no axiom."""
    use(layer, monkeypatch)
    verdicts = {verdict.name: verdict for verdict in certify(plain, target.text(), contradictions=False)}
    assert verdicts["harmless"].status == "certified"
    assert verdicts["harmless"].sandbox == sandbox.layer()
    assert target.reached() == set()
    assert os.environ["LEMMASMITH_SANDBOX"] == layer
