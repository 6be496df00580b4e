"""Growing: conjectures about a theory, sifted before any proof is tried, proved and kept."""
