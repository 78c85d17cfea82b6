# Each target sets up .venv first. Another interpreter: make serve PYTHON=python3.12
.DEFAULT_GOAL := help
.PHONY: help serve test site check bench lock
export NO_MKDOCS_2_WARNING := 1

FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do "$$p" -c '$(FITS)' 2>/dev/null && echo "$$p" && exit; done; echo python3)
RUN := .venv/bin/python -m
READY := .venv/ready

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

serve: $(READY) ## read both languages at http://127.0.0.1:8000, reloaded as you save
	$(RUN) mkdocs serve

test: $(READY) ## every example, figure and stated result
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) pytest

site: $(READY) ## strict build of the hosted site into site/
	$(RUN) mkdocs build --strict

check: $(READY) ## what is too heavy for `make test`
	$(RUN) pytest -m check
	$(RUN) mkdocs build --strict

bench: $(READY) ## how long builds take, beside other ways to build the same pages
	.venv/bin/python tests/benchmarks/build.py

lock: $(READY) ## renew requirements.txt from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --upgrade --group test --output-file requirements.txt pyproject.toml

$(READY): requirements.txt
	@"$(PYTHON)" -c 'import platform as p, sys; fits = (3, 11) <= sys.version_info[:2] <= (3, 13) \
	  and (p.system(), p.machine()) in {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "arm64")}; \
	  fits or sys.exit("Needs Python 3.11, 3.12 or 3.13 on Linux (x86-64, ARM) or macOS (Apple silicon); " \
	  f"$(PYTHON) is Python {p.python_version()} on {p.system()} {p.machine()}. Try: make PYTHON=python3.13")'
	"$(PYTHON)" -m venv .venv
	$(RUN) pip install --require-hashes --requirement requirements.txt
	@# snippets import draw when run alone; the path is relative, so the checkout may move
	@.venv/bin/python -c 'import pathlib, sysconfig; \
	  pathlib.Path(sysconfig.get_path("purelib"), "snippets.pth").write_text("../../../../snippets\n")'
	@touch $@
