"""The MCP server over proofs in hand."""

from __future__ import annotations

from mcp.server.mcpserver import MCPServer

from agent.interactive.mcp_tools import lean_tools, lemma_tools, library_tools, proof_tools
from agent.interactive.mcp_tools.desk import Desk

INSTRUCTIONS = """Lemmasmith proves theorems in Lean 4 and keeps what is proved.
Files are looked at with the lean_ tools. To prove a theorem that has a `sorry`: proof_open, then proof_suggestions,
proof_try and proof_apply until no goal is open, proof_check for a certificate, proof_write to put it into the file.
proof_search_start sets the agent on a goal in the background. lemma_search finds certified lemmas; a tactic names one
by its `write_as`, and what a proof uses is written into the file with it.
Nothing is proved before proof_check or lean_verify says so."""


def build(desk: Desk, version: str, *, may_write: bool = True) -> MCPServer:
    """A server with all tools. may_write: whether proofs may be put into their files."""
    server = MCPServer(
        "lemmasmith", title="Lemmasmith", instructions=INSTRUCTIONS, version=version, log_level="WARNING"
    )
    lean_tools.register(server, desk)
    library_tools.register(server, desk)
    proof_tools.register(server, desk, may_write=may_write)
    lemma_tools.register(server, desk)
    return server
