"""Proofs by hand: one engine under the terminal session and the MCP server."""
