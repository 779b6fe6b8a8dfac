# Everyday commands; `make` lists them. Each sets up all it needs in .venv, from exact versions with hashes.

PYTHON ?= python3
ADDRESS ?= 127.0.0.1:8000
PROJECT ?= .
ARGS ?=
UPGRADE ?=

venv := .venv
python := $(venv)/bin/python

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Sitemaps and archives carry dates: the commit's, not the clock's, so that the same commit gives the same bytes.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)
endif
export SOURCE_DATE_EPOCH

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help serve site guide test check shots bench bench-growth bench-styles bench-search lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# --livereload is said aloud: with some releases of click, mkdocs takes its own default for "no".
serve: $(venv)/site.stamp ## Show the site at http://127.0.0.1:8000/ and rebuild it on every change (PROJECT=guide: the guide)
	$(python) -m mkdocs serve --livereload --dev-addr $(ADDRESS) --config-file $(PROJECT)/mkdocs.yml

site: $(venv)/site.stamp ## Build the site into site/; any warning is an error
	$(python) -m mkdocs build --strict --site-dir site

guide: $(venv)/site.stamp ## Build the guide for authors into guide/site/; any warning is an error
	$(python) -m mkdocs build --strict --config-file guide/mkdocs.yml

# Each worker builds the site for itself, so more of them than this gain nothing.
workers = --numprocesses auto --maxprocesses 4 --dist worksteal

test: $(venv)/dev.stamp check ## Run `make check`, then all tests (ARGS="-k words")
	@browser=$$(PYTHON=$(python) tools/chromium) || exit 1; \
	echo "$(python) -m pytest $(workers) $(ARGS)"; BIREVIEW_CHROMIUM="$$browser" $(python) -m pytest $(workers) $(ARGS)

check: $(venv)/dev.stamp ## Check code style, types, and the review's text and data
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	$(venv)/bin/bireview check
	$(venv)/bin/bireview check --strict guide

shots: $(venv)/dev.stamp site ## Take pictures of each kind of page into shots/ (ARGS="words": only names that hold one)
	@browser=$$(PYTHON=$(python) tools/chromium) || exit 1; test "$$browser" != none || exit 1; \
	BIREVIEW_CHROMIUM="$$browser" $(python) tools/shots site shots $(ARGS)

bench: $(venv)/dev.stamp ## Run the benchmarks (ARGS=... is handed on)
	$(python) bench/run.py $(ARGS)

bench-growth: $(venv)/dev.stamp ## Compare builds with other tools as sites grow (ARGS="--sizes 2000:10000 --limit 3600")
	$(python) bench/growth.py $(ARGS)

bench-styles: $(venv)/dev.stamp ## Compare the reference styles with outside sources, and time them (ARGS="--differences")
	$(python) bench/styles.py $(ARGS)

bench-search: $(venv)/dev.stamp ## Measure the search in a real Chromium (ARGS="--throttle 4")
	@browser=$$(PYTHON=$(python) tools/chromium) || exit 1; \
	BIREVIEW_CHROMIUM="$$browser" $(python) bench/search.py $(ARGS)

# Versions stay as they are unless pyproject.toml asks for others or UPGRADE is set. Python 3.11 is the oldest supported;
# --universal adds the markers for newer ones and for other systems.
lock: $(venv)/dev.stamp ## Write the requirements files from pyproject.toml (UPGRADE=1: newest versions)
	$(compile) --extra site --group build --output-file requirements.txt
	$(compile) --extra site --group build --group lock --group test --group check \
	  --constraints requirements.txt --output-file requirements-dev.txt
	$(python) -m uv pip compile bench/growth-requirements.in $(compile_options) --output-file bench/growth-requirements.txt

compile = $(python) -m uv pip compile pyproject.toml $(compile_options)
compile_options = --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)

clean: ## Remove what these commands made: .venv, site/, guide/site/, shots/ and caches
	rm -rf $(venv) site guide/site shots .mypy_cache .pytest_cache .ruff_cache
	find bench hooks src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(venv)/venv.stamp:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "bireview needs Python 3.11 or newer, and there is no '$(PYTHON)'. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "bireview needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(venv)
	@touch $@

# The development requirements hold all that the site needs, at the same versions.
install = $(python) -m pip install --quiet --require-hashes -r $(1) && \
	  $(python) -m pip install --quiet --no-deps --no-build-isolation -e . && touch $@

$(venv)/site.stamp: requirements.txt pyproject.toml $(venv)/venv.stamp
	$(call install,requirements.txt)

$(venv)/dev.stamp: requirements-dev.txt pyproject.toml $(venv)/venv.stamp
	$(call install,requirements-dev.txt)
