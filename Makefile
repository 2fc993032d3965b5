# make demo and make test each work alone on a machine with Python 3.11, make and python3-venv.

PYTHON ?= python3.11
PORT ?= 8400
BROWSER ?= 1
VENV := .venv
BIN := $(VENV)/bin
# Files of tests go to the cores, each as a whole, so that what a file shares is made once; a browser wants them for itself.
CORES := -n auto --maxprocesses 4 --dist loadfile
NO_BROWSER := $(if $(filter 0,$(BROWSER)),--no-browser,)

.PHONY: setup demo test proofs check lint bench docs locks chromium postgresql clean

# What a user needs: no tests, no linters.
$(VENV)/.run: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3-venv is needed"; exit 1; }
	@sh tools/install.sh $(BIN) requirements.lock
	@touch $@

# What a developer needs, tests included.
$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3-venv is needed"; exit 1; }
	@sh tools/install.sh $(BIN) requirements-dev.lock
	@touch $@ $(VENV)/.run

setup: $(VENV)/.dev  ## everything for working on Forlik

demo: $(VENV)/.run  ## the desk with the offline reference figures
	@$(BIN)/forlik demo --port $(PORT) $(NO_BROWSER)

test: $(VENV)/.dev chromium postgresql  ## every test that can run here
	$(BIN)/python -m pytest $(CORES) --ignore=tests/browser
	$(BIN)/python -m pytest tests/browser

proofs: $(VENV)/.dev chromium postgresql  ## what the register promises, tried at length; prints what was counted
	FORLIK_TEST_ROUNDS=200 FORLIK_TEST_KILLS=40 FORLIK_TEST_FLIPS=300 $(BIN)/python -m pytest $(CORES) --counted \
	  tests/access tests/records tests/signin tests/register_pages tests/law/test_people.py \
	  tests/assess/test_question_file.py tests/publish tests/briefs/test_secrecy.py tests/briefs/test_canaries_of_persons.py
	$(BIN)/python -m pytest --counted \
	  tests/browser/test_signing_in.py tests/browser/test_at_the_desk.py tests/browser/test_outbound.py \
	  tests/browser/test_where_and_when.py

chromium:
	@sh tools/chromium.sh

postgresql:
	@sh tools/postgresql.sh

lint: $(VENV)/.dev  ## style, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: $(VENV)/.dev  ## what a new source, measure or page must pass, in about a minute: no browser, no engines, no real files
	$(BIN)/python docs/generate.py
	$(BIN)/python -m forlik.desk.words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/law tests/docs tests/sources tests/measures tests/desk src/forlik/desk/pages

bench: $(VENV)/.dev  ## the headline figures, as tables with ratios
	@for script in bench/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(VENV)/.dev  ## the documentation as a folder of pages
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

locks:  ## resolve the lock files anew
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --group build --group dev --extra spark --extra postgres --extra mcp pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) site
