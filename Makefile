# Each target sets up .venv on first use; nothing outside this folder is touched.
PYTHON ?= python3
STAMP := .venv/.installed
DEMO_STAMP := .venv/.installed-without-tools

.PHONY: demo test test-all lint clean

demo: $(DEMO_STAMP)
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
	@touch $@ $(DEMO_STAMP)

# What the demo needs is a third of what the tests need.
$(DEMO_STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

clean:
	rm -rf .venv .hasten .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
