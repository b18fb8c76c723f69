# One place for every command; `make help` lists them. Recipes that run long are `exec`ed, so that
# Ctrl-C and SIGTERM reach the program itself.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
export PORT
# What one process has compiled the next hundred need not compile again.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv/bin
LOCAL := $(VENV)/python -m scorecard.local
ENVIRONMENT := $(PYTHON) -m scorecard.local.environment
PYTEST := $(VENV)/python -m pytest
# Neighbours stay on one worker, which shares what they set up; who has nothing left takes half of it.
SHARED := -n $(WORKERS) --dist worksteal
MARKS = not browser
# The only folders whose tests open a browser (tests/architecture): the others need not be read.
OPENED := tests/browser tests/journeys
CODE := scorecard practices indicators
# Style and type checks read the settings and never connect.
UNCONNECTED := SCORECARD_ENV=test DATABASE_URL=postgresql://unused@localhost/unused
# So do the steps that build the image, with the settings of the real server.
BUILDING := SCORECARD_ENV=production DATABASE_URL=postgresql://unused@localhost/unused \
  SECRET_KEY=only-to-build-the-image-never-to-serve ALLOWED_HOSTS=localhost

.DEFAULT_GOAL := help
.PHONY: help python setup setup-dev demo reset-demo test lint types contracts migrations unit \
  browser-test pictures bench lock secrets image image-packages image-frontend image-static

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

reset-demo: setup ## Throw the demo's data away; the next start makes it again
	@$(LOCAL).reset

setup-dev: python ## Make .venv with everything the tests need
	@$(ENVIRONMENT) requirements-dev.txt
	@$(LOCAL).frontend

test: lint types contracts migrations unit browser-test ## Everything that must be green

lint: setup-dev ## Style of the code and the templates
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/djlint --lint --quiet $(wildcard templates) $(CODE)

types: setup-dev ## Types
	$(UNCONNECTED) $(VENV)/mypy $(CODE) manage.py

contracts: setup-dev ## Imports point down
	$(UNCONNECTED) $(VENV)/lint-imports

migrations: setup-dev ## No model change without its migration
	SCORECARD_ENV=test $(VENV)/python manage.py makemigrations --check --dry-run

unit: setup-dev ## Every test but the browser's (WORKERS=2)
	$(PYTEST) $(SHARED) -m "$(MARKS)"

browser-test: setup-dev ## Journeys in a real browser
	@$(LOCAL).browser
	$(PYTEST) $(SHARED) -m browser $(OPENED)

pictures: setup-dev ## Every page of the demo at three widths, into var/pictures (README=1)
	@$(LOCAL).browser
	$(PYTEST) -q -s tests/browser/pictures.py

bench: ## How fast: one JSON line per figure, with its ratio (SECTIONS=all)
	@$(MAKE) --no-print-directory setup-dev >&2
	@exec $(VENV)/python -m tests.bench $(SECTIONS)

lock: setup-dev ## Compile the locked requirements again (UPGRADE=1 moves versions)
	@$(LOCAL).lock $(if $(UPGRADE),--upgrade)

secrets: python ## Make the secret files docker-compose.yml reads, where missing
	@$(PYTHON) -m scorecard.local.secret_files

image: image-packages image-frontend image-static ## Every step of the Dockerfile, here

image-packages: python
	@$(ENVIRONMENT) requirements.txt

image-frontend:
	@$(LOCAL).frontend

image-static:
	@$(BUILDING) $(VENV)/python manage.py collectstatic --no-input --clear --verbosity=0
