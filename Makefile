# make run    reads the sample archive (ARCHIVE=/your/folder OUT=/where/to to read another)
# make test   ruff, mypy, pytest          make bench  how fast          make lock  newer versions
PYTHON ?= python3
ARCHIVE ?= corpora/sample
OUT ?= outputs/sample

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/ready

.PHONY: run test bench lock clean

run: $(READY)
	@$(BIN)/baocao ingest "$(ARCHIVE)" --out "$(OUT)"
	@$(BIN)/baocao models "$(OUT)" --quiet >/dev/null
	@$(BIN)/baocao audit "$(OUT)" --quiet >/dev/null
	@$(BIN)/baocao export "$(OUT)" --format xlsx --quiet >/dev/null
	@echo
	@echo "Open:"
	@echo "  $(OUT)/models_by_commune.xlsx   the models of every commune (workbook, in Vietnamese)"
	@echo "  $(OUT)/models_by_commune.html   the same at a glance, in any browser"
	@echo "  $(OUT)/audit.xlsx    what does not hold in the documents that the reports cite (workbook, in Vietnamese)"
	@echo "  $(OUT)/audit.html    the same by report, each passage with its words marked"
	@echo "  $(OUT)/overview.html what the archive holds, and what could not be read"
	@echo "  $(OUT)/tables.xlsx   all tables, a sheet each (Excel, LibreOffice)"
	@echo "  $(OUT)/tables/       the same as Parquet (pandas, DuckDB)"
	@echo "  outputs/README.md    what every column means"
	@echo "and to check each row beside its words:  $(BIN)/baocao review \"$(OUT)\""

test: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --ignore=tests/bench

bench: $(READY)
	$(BIN)/python -m pytest tests/bench -s
	$(BIN)/python -m tests.bench.peers 1000 build/peers.svg
	$(BIN)/python -m tests.bench.growth 1000 10000

# Versions with hashes, for every system and Python 3.11-3.13; it names no host.
lock:
	@set -e; home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; \
	$(PYTHON) -m venv "$$home"; "$$home/bin/pip" install --quiet uv; \
	"$$home/bin/uv" pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade --quiet \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) outputs/sample

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "baocao needs Python 3.11 or later. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null && $(PYTHON) -m venv $(VENV); \
	  else \
	    echo "Python cannot make a virtual environment. Install it: sudo apt-get install python3-venv" >&2; exit 1; \
	  fi; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
