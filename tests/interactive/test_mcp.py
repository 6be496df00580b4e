"""`lemmasmith mcp` as a client meets it: the SDK's own client over stdio, the real program, real Lean."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from tests.cli.test_stopping import processes_that_mention

FILE = """/-- Twice the number. -/
def twice (n : Nat) : Nat := n + n

theorem twice_zero : twice 0 = 0 := by
  rfl

theorem both (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  constructor
  · exact hp
  · exact hq

theorem open_one (a b : Nat) (h : a = b) : twice a = b + b ∧ b = a := by
  sorry
"""
SORRY = FILE.split("\n").index("  sorry") + 1


class Server:
    """A client of the running server. Calls give the structured answer; `fails` gives the words of an error."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def __call__(self, tool: str, **arguments: Any) -> Any:
        result = await self.client.call_tool(tool, arguments)
        assert not result.is_error, result.content
        return result.structured_content

    async def fails(self, tool: str, **arguments: Any) -> str:
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error
        [said] = result.content
        assert said.type == "text" and "Traceback" not in said.text
        return said.text


OpenServer = Callable[..., AbstractAsyncContextManager[Server]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "Work.lean").write_text(FILE, encoding="utf-8")
    return folder


@pytest.fixture
def open_server(folder: Path, tmp_path: Path) -> OpenServer:
    @asynccontextmanager
    async def opened(*options: str) -> AsyncIterator[Server]:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        (home / "settings.toml").write_text("[memory]\nharvest_calls = 0\n")
        parameters = StdioServerParameters(
            command=sys.executable,
            args=["-c", "from agent.cli import main; main()", "mcp", str(folder), "--toolchain", "embedded", *options],
            env={**os.environ, "LEMMASMITH_HOME": str(home)},
            cwd=folder,
        )
        async with Client(parameters) as client:
            yield Server(client)
        assert processes_that_mention(str(home)) == []

    return opened


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 120))


def test_the_tools_are_those_that_clients_of_lean_expect(open_server: OpenServer) -> None:
    async def work() -> None:
        async with open_server("--read-only", "--memory", "none") as server:
            tools = {tool.name: tool for tool in (await server.client.list_tools()).tools}
            known = {
                "lean_goal": ["file_path", "line", "column"],
                "lean_diagnostic_messages": ["file_path", "start_line", "end_line", "declaration_name"],
                "lean_hover_info": ["file_path", "line", "column"],
                "lean_multi_attempt": ["file_path", "line", "snippets"],
                "lean_run_code": ["code"],
                "lean_local_search": ["query", "limit"],
                "lean_state_search": ["file_path", "line", "column", "num_results"],
                "lean_verify": ["file_path", "theorem_name"],
                "lean_loogle": ["query", "num_results"],
                "lean_code_actions": ["file_path", "line"],
                "lean_references": ["file_path", "line", "column", "max_results"],
                "lean_completions": ["file_path", "line", "column", "max_completions"],
                "lean_term_goal": ["file_path", "line", "column"],
                "lean_file_outline": ["file_path", "max_declarations"],
            }
            for name, parameters in known.items():
                assert set(parameters) <= set(tools[name].input_schema["properties"]), name
            for tool in tools.values():
                assert tool.description and tool.output_schema and tool.annotations, tool.name
            assert "proof_write" not in tools
            # A union with null is what some clients' models refuse here.
            severity = tools["lean_diagnostic_messages"].input_schema["properties"]["severity"]
            assert severity["type"] == "string" and "anyOf" not in severity and "error" in severity["enum"]
            assert server.client.instructions and "proof_open" in server.client.instructions
            assert "without" not in await server.fails("lemma_search", query="x")

    run(work())


def test_a_file_is_looked_at_as_with_a_language_server(open_server: OpenServer) -> None:
    async def work() -> None:
        async with open_server() as server:
            found = await server("lean_goal", file_path="Work.lean", line=8)
            assert found["line_context"] == "  constructor" and found["status"] == "goals"
            assert found["goals_before"][0].endswith("⊢ p ∧ q") and len(found["goals_after"]) == 2
            found = await server("lean_goal", file_path="Work.lean", line=9, column=5)
            assert len(found["goals"]) == 1 and found["goals"][0].endswith("⊢ p")
            found = await server("lean_goal", file_path="Work.lean", line=1, column=1)
            assert found["status"] == "no_goal_at_position"
            found = await server("lean_term_goal", file_path="Work.lean", line=9, column=11)
            assert found["expected_type"].endswith("⊢ p")
            found = await server("lean_hover_info", file_path="Work.lean", line=4, column=22)
            assert found["symbol"] == "twice" and "Twice the number." in found["info"]
            found = await server("lean_diagnostic_messages", file_path="Work.lean", severity="warning")
            [item] = found["items"]
            assert found["success"] and "sorry" in item["message"] and item["line"] == SORRY - 1
            found = await server("lean_diagnostic_messages", file_path="Work.lean", declaration_name="both")
            assert found["items"] == []
            found = await server("lean_file_outline", file_path="Work.lean")
            assert [each["name"] for each in found["declarations"]] == ["twice", "twice_zero", "both", "open_one"]
            assert found["declarations"][2]["type_signature"] == "both (p q : Prop) (hp : p) (hq : q) : p ∧ q"
            found = await server("lean_completions", file_path="Work.lean", line=4, column=26)
            assert "twice_zero" in [item["label"] for item in found["items"]]
            found = await server("lean_local_search", query="twice")
            assert [each["name"] for each in found["items"]] == ["twice", "twice_zero"]
            found = await server("lean_local_search", query="Nat.add_comm")
            assert found["items"][0]["name"] == "Nat.add_comm"

    run(work())


def test_tactics_and_code_are_tried_without_touching_the_file(open_server: OpenServer, folder: Path) -> None:
    async def work() -> None:
        async with open_server() as server:
            snippets = [
                "constructor",
                "exact ⟨by simp [twice, h], h.symm⟩",
                "nonsense",
                "constructor\n· simp [twice, h]",
            ]
            found = await server("lean_multi_attempt", file_path="Work.lean", line=SORRY, snippets=snippets)
            items = found["items"]
            assert [each["proof_status"] for each in items] == ["open", "completed", "error", "open"]
            assert len(items[0]["goals"]) == 2 and items[2]["diagnostics"][0]["line"] == SORRY
            assert (folder / "Work.lean").read_text() == FILE
            found = await server("lean_run_code", code="#eval 3 + 4\nexample : 1 = 2 := rfl\n")
            assert not found["success"]
            assert [(d["severity"], d["line"]) for d in found["diagnostics"]] == [("info", 1), ("error", 2)]
            found = await server("lean_run_code", code="example : 2 ^ 10 = 1024 := by decide\n")
            assert found == {"success": True, "timed_out": False, "diagnostics": []}
            endless = (
                "def f (n : Nat) : Nat := Id.run do\n  let mut x := n\n  for _ in [0:10^12] do x := x + 1\n  return x\n"
            )
            found = await server("lean_run_code", code=f"{endless}#eval f 1\n", timeout_s=2)
            assert found["timed_out"] or not found["success"]
            found = await server("lean_verify", file_path="Work.lean", theorem_name="both")
            assert found["status"] == "certified" and found["trust"] == "standard"
            found = await server("lean_verify", file_path="Work.lean", theorem_name="open_one")
            assert found["status"] == "refused" and found["trust"] == "incomplete"

    run(work())


def test_theorems_are_found_by_form_and_what_lean_suggests_is_told(open_server: OpenServer, folder: Path) -> None:
    asked = "theorem asked (n : Nat) : n + 0 = n := by\n  simp?\n\ntheorem other : twice 1 = 2 := by\n  rfl\n"
    (folder / "Asked.lean").write_text(FILE.partition("theorem")[0] + asked)

    async def work() -> None:
        async with open_server() as server:
            await server("lemma_add", code="theorem Own.five : (5 : Nat) + 0 = 5 := rfl\n")
            found = (await server("lean_loogle", query="_ + 0 = _"))["items"]
            names = [each["name"] for each in found]
            assert "Nat.add_zero" in names and "Own.five" in [each["module"] for each in found]
            [item] = [each for each in found if each["name"] == "Nat.add_zero"]
            assert item["type"] == "∀ (n : Nat), n + 0 = n" and item["module"].startswith("Init")
            found = (await server("lean_loogle", query='List.map, "append"', num_results=3))["items"]
            assert found and all("append" in each["name"] and "List.map" in each["type"] for each in found)
            assert (await server("lean_loogle", query="No.such.thing"))["items"] == []
            [action] = (await server("lean_code_actions", file_path="Asked.lean", line=5))["actions"]
            [edit] = action["edits"]
            assert edit["new_text"].startswith("simp only") and (edit["start_line"], edit["start_column"]) == (5, 3)
            found = await server("lean_references", file_path="Asked.lean", line=2, column=5)
            assert [each["line"] for each in found["items"]] == [2, 7] and found["total"] == 2

    run(work())


def test_a_theorem_is_proved_over_mcp_and_its_lemma_found_again(open_server: OpenServer, folder: Path) -> None:
    heard: list[tuple[float, float | None, str | None]] = []

    async def hear(progress: float, total: float | None, message: str | None) -> None:
        heard.append((progress, total, message))

    async def work() -> None:
        async with open_server() as server:
            proof = await server("proof_open", file_path="Work.lean")
            name = proof["proof_id"]
            assert proof["theorem"] == "open_one" and proof["goals"][0]["goal"] == "twice a = b + b ∧ b = a"
            found = await server("proof_try", proof_id=name, tactics=["constructor", "rfl"])
            assert [each["outcome"] for each in found["items"]] == ["open", "error"]
            assert [goal["goal"] for goal in found["items"][0]["goals"]] == ["twice a = b + b", "b = a"]
            applied = await server("proof_apply", proof_id=name, tactic="constructor")
            assert applied["proof"]["script"] == "constructor\n· sorry\n· sorry"
            applied = await server("proof_apply", proof_id=name, tactic="rfl", goal=1)
            assert applied["tried"]["outcome"] == "error" and applied["tried"]["message"]
            # The agent has the first goal while the client closes the second.
            search = (await server("proof_search_start", proof_id=name, goal=0, seconds=60))["search_id"]
            suggestions = (await server("proof_suggestions", proof_id=name))["items"]
            assert suggestions[0]["closes_goal"] and suggestions[0]["origin"]
            await server("proof_apply", proof_id=name, tactic="exact h.symm", goal=1)
            status = await server.client.call_tool(
                "proof_search_status", {"search_id": search, "wait_seconds": 60}, progress_callback=hear
            )
            assert status.structured_content is not None and status.structured_content["status"] == "proved"
            assert heard[-1] == (60, 60, "proved")
            taken = await server("proof_search_take", search_id=search)
            assert taken["proof"]["finished"]
            await server("proof_undo", proof_id=name)
            state = await server("proof_state", proof_id=name)
            assert len(state["tree"]) == 4 and not state["proof"]["finished"]
            assert "still has" in await server.fails("proof_check", proof_id=name)
            await server("proof_go_to", proof_id=name, step=3)
            check = await server("proof_check", proof_id=name)
            assert check["status"] == "proved" and not check["kept"]
            kept = await server("proof_keep", proof_id=name)
            assert kept["kept"] and kept["write_as"]
            written = await server("proof_write", proof_id=name)
            assert written["finished"] and Path(written["copy_of_the_old"]).read_text() == FILE
            assert "sorry" not in (folder / "Work.lean").read_text()
            await server("proof_close", proof_id=name)
            found = await server("lemma_search", query="twice _ = _")
            assert "open_one" in [each["name"] for each in found["items"]]
            again = FILE.replace("theorem open_one", "theorem again")
            (folder / "Again.lean").write_text(again)
            found = await server("lean_state_search", file_path="Again.lean", line=SORRY, column=3)
            assert "open_one" in [each["name"] for each in found["items"]]
            proof = await server("proof_open", file_path="Again.lean", theorem_name="again")
            applied = await server("proof_apply", proof_id=proof["proof_id"], tactic=f"exact {kept['write_as']} a b h")
            assert applied["proof"]["finished"]
            check = await server("proof_check", proof_id=proof["proof_id"])
            assert check["status"] == "proved" and check["lemmas_used"] == [kept["statement_key"]]

    run(work())


def test_lemmas_are_added_when_they_hold(open_server: OpenServer) -> None:
    async def work() -> None:
        async with open_server() as server:
            found = await server("lemma_add", file_path="Work.lean")
            assert {each["name"]: each["kept"] for each in found["items"]} == {
                "twice_zero": True,
                "both": True,
                "open_one": False,
            }
            found = await server("lemma_add", code="theorem late : (2 : Nat) + 2 = 4 := rfl\n")
            assert found["items"][0]["kept"]
            assert "either" in await server.fails("lemma_add")
            said = await server.fails("lemma_add", code="theorem late : 2 + 2 = 5 := rfl\n")
            assert "the code:1:1: Not a definitional equality" in said

    run(work())


def test_what_a_client_must_not_do_is_refused_in_a_sentence(
    open_server: OpenServer, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "secret.lean"
    outside.write_text("theorem secret : True := trivial\n")
    (folder / "link.lean").symlink_to(outside)
    (folder / "notes.txt").write_text("nothing")

    async def work() -> None:
        async with open_server() as server:
            for path in ("../secret.lean", str(outside), "link.lean", "/etc/passwd"):
                assert "outside" in await server.fails("lean_goal", file_path=path, line=1)
                assert "outside" in await server.fails("proof_open", file_path=path)
                assert "outside" in await server.fails("lemma_add", file_path=path)
            assert "no Lean file" in await server.fails("lean_goal", file_path="notes.txt", line=1)
            assert "There is no file" in await server.fails("lean_goal", file_path="None.lean", line=1)
            assert "no path" in await server.fails("lean_goal", file_path="a\0b", line=1)
            assert "no line 999" in await server.fails("lean_goal", file_path="Work.lean", line=999)
            assert "There is no theorem nope" in await server.fails(
                "proof_open", file_path="Work.lean", theorem_name="nope"
            )
            assert "There is no proof" in await server.fails("proof_apply", proof_id="x" * 9999, tactic="rfl")
            assert "There is no search" in await server.fails("proof_search_status", search_id="x")
            await server.fails("lean_goal", file_path="Work.lean", line=0)
            # Code of a client sees nothing of this machine.
            code = f'#eval (do IO.println (← IO.FS.readFile "{outside}") : IO Unit)\n'
            found = await server("lean_run_code", code=code)
            assert "secret : True" not in str(found)
            name = (await server("proof_open", file_path="Work.lean"))["proof_id"]
            applied = await server("proof_apply", proof_id=name, tactic="exact sorry")
            assert applied["tried"]["outcome"] == "error"
            (folder / "Work.lean").write_text(FILE + "\n-- changed\n")
            await server("proof_apply", proof_id=name, tactic="constructor")
            assert "changed outside" in await server.fails("proof_write", proof_id=name)

    run(work())


def test_a_call_that_the_client_gives_up_leaves_the_server_at_work(open_server: OpenServer) -> None:
    async def work() -> None:
        async with open_server() as server:
            name = (await server("proof_open", file_path="Work.lean"))["proof_id"]
            long = server("proof_apply", proof_id=name, tactic="repeat (first | rfl | (have := h; skip))")
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(long, 1.5)
            applied = await server("proof_apply", proof_id=name, tactic="constructor")
            assert applied["tried"]["outcome"] == "open" and applied["proof"]["step"] == 1
            await server("proof_search_start", proof_id=name, seconds=1000)  # it ends with the connection

    run(work())


def test_a_client_that_is_gone_takes_the_server_and_its_leans_along(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [
        sys.executable,
        "-c",
        "from agent.cli import main; main()",
        "mcp",
        str(folder),
        "--toolchain",
        "embedded",
    ]
    environment = {**os.environ, "LEMMASMITH_HOME": str(home)}
    server = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
    assert server.stdin is not None and server.stdout is not None

    def ask(number: int, method: str, **parameters: Any) -> dict[str, Any]:
        assert server.stdin is not None and server.stdout is not None
        said = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        server.stdin.write(json.dumps(said).encode() + b"\n")
        server.stdin.flush()
        while True:
            answer: dict[str, Any] = json.loads(server.stdout.readline())
            if answer.get("id") == number:
                return answer

    client = {"name": "test", "version": "1"}
    ask(1, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo=client)
    server.stdin.write(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
    ask(2, "tools/call", name="proof_open", arguments={"file_path": "Work.lean"})
    ask(3, "tools/call", name="proof_search_start", arguments={"proof_id": "proof-1", "seconds": 1000})
    long = {"proof_id": "proof-1", "tactic": "repeat (first | rfl | (have := h; skip))"}
    last = {"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {"name": "proof_apply", "arguments": long}}
    server.stdin.write(json.dumps(last).encode() + b"\n")
    server.stdin.flush()
    assert processes_that_mention(str(home))
    server.stdout.close()  # as when the client was killed: nobody reads, nobody writes
    server.stdin.close()
    server.wait(timeout=60)
    deadline = time.monotonic() + 30
    while processes_that_mention(str(home)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_that_mention(str(home)) == []


def test_a_folder_that_is_none_ends_the_program_with_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from agent.cli import main; main()", "mcp", str(tmp_path / "nowhere")]
    environment = {**os.environ, "LEMMASMITH_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1 and "is no folder" in done.stderr
