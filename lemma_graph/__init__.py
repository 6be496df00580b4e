"""Certified memory: lemmas, their certificates and proofs, what uses what, and what was tried."""
