"""The session server for an installed toolchain: its text elaborates against documented signatures of Lean's API."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prover_bridge import modules
from tests.lean_runs import lean

_SERVER = Path(modules.CORE).parent / "session" / "installed" / "LemmasmithSession.lean"
_STAND_IN = Path(__file__).with_name("lean_api_stand_in.lean")
# What native code would want to run or to compile, with an equivalent that is only stated.
_STATED = {
    "import Lean\n": "",
    "initialize parked : IO.Ref (Array State) ← IO.mkRef #[]\n": "axiom parked : IO.Ref (Array State)\n",
    "@[tactic parkTactic]\n": "",
    "@[command_elab serveCommand]\n": "",
}


def _text() -> str:
    server = _SERVER.read_text(encoding="utf-8")
    for given, stated in _STATED.items():
        assert server.count(given) == 1
        server = server.replace(given, stated)
    header, body = re.match(r"(/-!.*?-/\n)(.*)", server, re.DOTALL).groups()  # type: ignore[union-attr]
    assert header
    return _STAND_IN.read_text(encoding="utf-8") + str(body)


def test_it_elaborates(tmp_path: Path) -> None:
    lean(_text(), tmp_path)


def test_a_wrong_call_would_be_seen(tmp_path: Path) -> None:
    text = _text().replace("Meta.ppGoal goal", "Meta.ppGoal state")
    with pytest.raises(AssertionError, match="error"):
        lean(text, tmp_path)


def test_both_servers_speak_of_the_same_words() -> None:
    embedded = _SERVER.parent.parent / "embedded" / _SERVER.name
    words = [
        set(re.findall(r'"(\w+)"', text.read_text(encoding="utf-8").partition("namespace Lemmasmith")[2]))
        for text in (embedded, _SERVER)
    ]
    spoken = {"open", "try", "tactics", "heartbeats", "explain", "drop", "kind", "state", "goals", "text", "limit"}
    spoken |= {"nanoseconds", "running", "printing", "place", "message", "closed", "error", "ready"}
    assert spoken <= words[0] | {"kind"} and spoken <= words[1] | {"kind"}
