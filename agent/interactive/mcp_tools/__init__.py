"""The tools of the MCP server: Lean files, proofs in hand, and the lemma graph."""
