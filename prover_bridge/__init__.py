"""Lean, and nothing but Lean: trying tactics (fast, believed by nobody) and trusting proofs (small, slow to change)."""
