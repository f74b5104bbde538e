# One command each; `make` alone lists them.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help setup serve demo test check lint quality soak bench docs lock
SHELL := /bin/bash
BIN := .venv/bin
SHARED := ../shared
# Tests start some hundred processes: none of them is to compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: ## make .venv and install what tests and serving need (Debian or Ubuntu)
	@.ci/setup test

serve: ## set up, then serve the screens and the API on http://127.0.0.1:8000
	@.ci/setup serve
	@exec $(BIN)/compliance serve

demo: ## set up, then serve with demonstration accounts and print their one-use links
	@.ci/setup serve
	@COMPLIANCE_DEMO=true exec $(BIN)/compliance serve

test: setup lint ## set up, then all checks and all tests (at most 15 minutes)
	@$(BIN)/pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder

check: setup lint ## linters, types, layers and budgets, in seconds
	@$(BIN)/pytest -q tests/house

lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@report=$$($(BIN)/lint-imports --no-logo --no-cache) || { echo "$$report"; exit 1; }

quality: setup ## accuracy on agreements with known answers, as a table in docs/measurements/ (needs ../shared)
	@[ -d $(SHARED)/corpus ] || { echo "The agreements with known answers are not at $(SHARED)/corpus."; exit 1; }
	@$(BIN)/python -m benchmarks.quality_table
	@$(BIN)/pytest -m quality

soak: setup ## load, kill and scale; the output is kept in docs/measurements/
	@$(BIN)/pytest -m soak -s -o faulthandler_timeout=10800 2>&1 | tee docs/measurements/soak-$$(date -u +%Y-%m-%d).txt; exit $${PIPESTATUS[0]}

bench: setup ## speed of reading and of judging, beside the limits of the libraries
	@for script in benchmarks/[a-z]*.py; do $(BIN)/python $$script || exit 1; done

docs: setup ## write the generated parts of the documents
	@$(BIN)/python -m tests.house.generated

lock: ## renew uv.lock after a change of dependencies
	@.ci/setup serve
	@UV_PYTHON_DOWNLOADS=never $(BIN)/uv lock
