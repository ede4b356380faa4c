# Each target sets up .venv on first use; nothing outside this folder is touched.
PYTHON ?= python3
STAMP := .venv/.installed

.PHONY: demo test test-all lint clean

demo: $(STAMP)
	examples/demo .venv/bin/hasten

test: $(STAMP)
	.venv/bin/python -m pytest -q -m "not slow and not quality"

test-all: $(STAMP)
	.venv/bin/python -m pytest -q

lint: $(STAMP)
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf .venv .hasten .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
