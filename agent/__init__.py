"""Decides what to try: proposers, search, budgets, and the command line."""
