# One place for every command; `make help` lists them. Recipes that run long are `exec`ed, so that
# Ctrl-C and SIGTERM reach the program itself.

PYTHON ?= python3
PORT ?= 8000
export PORT

VENV := .venv/bin
LOCAL := $(VENV)/python -m scorecard.local
ENVIRONMENT := $(PYTHON) -m scorecard.local.environment

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo frontend lock

help: ## List the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Stopped: $(PYTHON) is missing or older than Python 3.11." \
	       "Install Python 3.11 or newer, then run make PYTHON=/path/to/python3." >&2; exit 1; }

setup: python ## Make .venv and fetch the front-end files
	@$(ENVIRONMENT) requirements-local.txt
	@$(LOCAL).frontend

demo: setup ## Run the whole product with demo data (PORT=8000)
	@exec $(LOCAL).demo

setup-dev: python ## The same, with everything the tests need
	@$(ENVIRONMENT) requirements-dev.txt
	@$(LOCAL).frontend

lock: setup-dev ## Compile the locked requirements again (versions move only with UPGRADE=1)
	@$(VENV)/python -m scorecard.local.lock $(if $(UPGRADE),--upgrade)
