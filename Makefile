# Each target does all of its own set-up; only Python 3.11 or later, git and make must be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: setup demo test test-model test-long bench bench-grow lint clean

setup: .venv/ready
	@$(BIN)/lemmasmith doctor --quiet

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: setup
	@$(BIN)/python -m agent.demo

test: setup
	$(BIN)/python -m pytest

test-model: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[model-test]'
	$(BIN)/python -m pytest -m real_model

test-long: setup
	$(BIN)/python -m pytest -m long

bench: setup
	$(BIN)/python benchmarks/tactics.py
	$(BIN)/python benchmarks/reuse.py
	$(BIN)/python benchmarks/lanes.py
	$(BIN)/python benchmarks/goals.py challenges
	$(BIN)/python benchmarks/goals.py growth
	$(BIN)/python benchmarks/sessions.py
	$(BIN)/python benchmarks/session.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/core.py
	$(BIN)/python benchmarks/certify.py
	$(BIN)/python benchmarks/fuzz.py --files 2000
	$(BIN)/python benchmarks/prune.py
	$(BIN)/python benchmarks/grow.py rates
	$(BIN)/python benchmarks/grow.py night

# Twenty minutes from definitions alone to the usual laws; an hour of memory over time.
bench-grow: setup
	$(BIN)/python benchmarks/grow.py laws --minutes 20
	$(BIN)/python benchmarks/grow.py soak --minutes 60

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
