# Parley. Needs Python 3.11 or later and make; what it installs stays below this folder,
# but for Chromium, which `make test` installs by apt where it may.
#   make run        start all of it                PORT=8000 PARLEY_HOME=var
#   make test       the tests, at most 5 minutes   make test-slow: the second tier
#   make check      style, templates, migrations, tests
#   make coverage   the tests, with what they don't reach
#   make format     put Python files and templates in shape
#   make bench      how fast it is here            BENCH_CHATS=3000 BENCH_DATA=file BENCH_SAVE=name
#   make screenshots  the pictures of the README, from the demo data
#   make upgrade-dump  for a release: its database, for the tests of upgrades
#   make lock       write the lock files anew
#   make bench-insights  how good titles and summaries are: docs/insights.md   BENCH_DATA=dialogues

SHELL := /bin/sh
PYTHON_HERE := .venv/bin/python
SETUP = python=$$(sh scripts/find-python) && "$$python" scripts/setup
PYTEST := $(PYTHON_HERE) -m pytest -n 2 --dist worksteal
TEMPLATES = git ls-files 'templates/*.html' '*/templates/*.html'
COMPILE := $(PYTHON_HERE) -m uv pip compile --quiet --upgrade --generate-hashes --universal \
	--python-version 3.11

export UV_CUSTOM_COMPILE_COMMAND := make lock
export UV_PYTHON_DOWNLOADS := never

.PHONY: run test test-slow check coverage format lock screenshots bench bench-insights upgrade-dump

run:
	@$(SETUP) run
	@exec $(PYTHON_HERE) -m embedded up

test:
	@$(SETUP) test
	@$(PYTEST) -m "not slow"

test-slow:
	@$(SETUP) test
	@$(PYTEST) -m slow || test $$? -eq 5

check:
	@$(SETUP) test
	$(PYTHON_HERE) -m ruff check
	$(PYTHON_HERE) -m ruff format --check
	$(TEMPLATES) | xargs -r .venv/bin/djade --target-version 5.2 --check
	$(PYTHON_HERE) -m embedded services --throwaway -- \
		$(PYTHON_HERE) manage.py makemigrations --check --dry-run
	$(PYTEST) -m "not slow"

coverage:
	@$(SETUP) test
	$(PYTEST) -m "not slow" --cov --cov-report=term:skip-covered

format:
	@$(SETUP) test
	$(PYTHON_HERE) -m ruff check --fix
	$(PYTHON_HERE) -m ruff format
	$(TEMPLATES) | xargs -r .venv/bin/djade --target-version 5.2

bench:
	@$(SETUP) test
	@$(PYTHON_HERE) -m bench

screenshots:
	@$(SETUP) test
	@PYTHONPATH=. $(PYTHON_HERE) -m embedded services --throwaway -- \
		$(PYTHON_HERE) scripts/screenshots.py

upgrade-dump:
	@$(SETUP) test
	@$(PYTHON_HERE) -m embedded services --throwaway -- $(PYTHON_HERE) -m scripts.upgrade_dump

lock:
	@$(SETUP) test
	$(COMPILE) requirements-uv.in -o requirements-uv.txt
	$(COMPILE) requirements-node.in -o requirements-node.txt
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true

bench-insights:
	@$(SETUP) test
	@$(PYTHON_HERE) -m bench.insights
