PYTHON ?= python3
DB ?= workbench.db

.PHONY: run test bench model

run: .venv/runtime $(DB)
	.venv/bin/workbench --db $(DB)

$(DB): | .venv/runtime
	rm -f $@.new*
	.venv/bin/workbench --db $@.new import seeds
	.venv/bin/workbench --db $@.new suggest
	mv $@.new $@

test: .venv/dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest -n auto --dist worksteal

bench: .venv/dev
	.venv/bin/python -m benchmarks

model: .venv/dev
	.venv/bin/python -m scripts.train_base

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements.lock
	.venv/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: requirements-dev.lock .venv/runtime
	.venv/bin/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The workbench needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
