# Two commands are enough: `make run` and `make test`. Python 3.11 or later and make are all they need.

PYTHON ?= python3
BIN := .venv/bin
TESTS ?= -n 3 --dist worksteal

# Of what pip says only errors are shown.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes

.PHONY: run test lint format bench prove texts teach clean

run: .venv/.runs
	@exec $(BIN)/python main.py serve

# What was compiled is kept for the next process, of which tests and measurements start many: some machines are told not to.
test bench: export PYTHONDONTWRITEBYTECODE =
test: lint
	@$(BIN)/python -m pytest $(TESTS)

lint: .venv/.tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: .venv/.tests
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: .venv/.tests
	@exec $(BIN)/python -m benchmarks

# A year of reminders, and more than 200 kills: what CI does a little of. It takes five minutes where nothing else is done.
prove: .venv/.tests
	@CARIK_FULL=1 CARIK_MONTHS=12 CARIK_KILLS=34 $(BIN)/python -m pytest -v -p tests.ci -n 2 \
	    tests/prove tests/faults/test_kills.py tests/faults/test_two_processes.py

# Brings locales/*.po up to the texts in the code: new ones are empty, changed ones marked fuzzy, unused ones left out.
# Only id.po is complete; another file keeps what is translated in it (docs/decisions/0006-languages.md).
texts: export DROP_EMPTY = BEGIN { RS = "" } !/\nmsgstr(\[0\])? ""($$|\n[^"])/ { print (n++ ? "\n" : "") $$0 }
texts: .venv/.runs
	@pot=$$(mktemp) && trap 'rm -f "$$pot"' EXIT && \
	$(BIN)/pybabel --quiet extract --no-default-keywords -k _ -k ngettext:1,2 --add-location=file --sort-by-file \
	    --no-wrap --project=Carik --msgid-bugs-address= -o "$$pot" bot handlers && \
	for po in locales/*.po; do \
	    fuzzy=; test "$$po" = locales/id.po || fuzzy=--no-fuzzy-matching; \
	    $(BIN)/pybabel --quiet update --ignore-obsolete --ignore-pot-creation-date --no-wrap $$fuzzy \
	        -l "$$(basename "$$po" .po)" -i "$$pot" -o "$$po" || exit 1; \
	    test -z "$$fuzzy" || { awk "$$DROP_EMPTY" "$$po" > "$$pot.po" && mv "$$pot.po" "$$po"; } || exit 1; \
	done

# Learns what people mean from the words of bot/understanding/data and the sayings, after either was changed.
teach: .venv/.runs
	@$(BIN)/python -m bot.understanding.teach tests/sayings/open.jsonl
	@$(BIN)/python -m tests.understanding.required

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.python:
	@command -v $(PYTHON) >/dev/null && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Carik needs Python 3.11 or later; name one with: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/.runs: requirements.txt | .venv/.python
	@echo "Installing what Carik needs into .venv (once; about a minute)"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.tests: requirements-dev.txt .venv/.runs
	@echo "Installing what the tests need into .venv (once; about a minute)"
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@
