# Everything a newcomer needs, in two commands: `make extract` and `make test`.

PYTHON ?= python3
VENV   ?= .venv
OUT    ?= out
# Where training keeps what it can go on from after a kill; outside the repository.
WORK   ?= $(HOME)/.cache/nianbao-ie-train
# Where `make learn` keeps your answers and your models.
LEARN  ?= learn
# A folder of reports of your own; empty means the sample reports shipped with the project.
REPORTS ?=
SECONDS ?= 300
# `make mutate`: how many changes to the code are tried, and by which draw.
COUNT ?= 200
SEED ?= 9

PIP       := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet
VENV_MADE := $(VENV)/.made
BASE_MADE := $(VENV)/.installed
DEV_MADE  := $(VENV)/.installed-dev
REVIEW_MADE := $(VENV)/.installed-review
TRAIN_MADE := $(VENV)/.installed-train
INPUTS     = $(if $(REPORTS),"$(REPORTS)",annotations/own/*.txt)

.DEFAULT_GOAL := help
.PHONY: help extract test soak score review wheel train train-linear learn benchmark benchmark-speed benchmark-batch fuzz audit mutate coverage docs clean

help: ## show these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

extract: $(BASE_MADE) ## read the sample reports, or REPORTS=folder, into OUT=out
	@$(VENV)/bin/ie extract $(INPUTS) -o "$(OUT)"

test: $(DEV_MADE) ## check style, types and behaviour
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/python -m pytest -q

soak: $(DEV_MADE) ## the long tests: 20 kills of 1,000 reports, 20,000 through one worker, 10,000 round trips, the worst inputs at n to 8n, one report in every kind
	IE_KILLS=20 IE_KILL_REPORTS=1000 IE_MEMORY_REPORTS=20000 $(VENV)/bin/python -m pytest -q tests/batch
	IE_ROUND_TRIPS=10000 $(VENV)/bin/python -m pytest -q tests/interchange
	$(VENV)/bin/python -m tests.growth
	$(VENV)/bin/python -m training.throughput.same --count 200 $(addprefix --files ,$(TEXTS))

score: $(BASE_MADE) ## hold the records in OUT=out against the gold
	@test -f "$(OUT)/reports.jsonl" || { echo "$(OUT)/reports.jsonl is not there; run: make extract" >&2; exit 2; }
	@$(VENV)/bin/ie score annotations "$(OUT)/reports.jsonl" --texts annotations/own

benchmark: $(DEV_MADE) ## every tagger and rival on every gold set: models/results, README tables, docs/layouts.md; TEXTS=folder of real texts
	$(VENV)/bin/python -m training.evaluation $(addprefix --texts ,$(TEXTS)) $(if $(DATE),--date $(DATE)) --write-docs

review: $(REVIEW_MADE) ## open the review page over the records in OUT=out
	@$(VENV)/bin/ie review "$(OUT)"

benchmark-speed: $(BASE_MADE) ## print reports a second, cold start and memory
	@$(VENV)/bin/python -m ie.bench

benchmark-batch: $(DEV_MADE) ## print what 10,000 mixed reports cost by each reader, tagger and engine, and what a million would
	@mkdir -p "$(OUT)"
	@$(VENV)/bin/python -m training.throughput --reports 10000 --json "$(OUT)/throughput.json"
	@$(VENV)/bin/python -m training.throughput.cost "$(OUT)/throughput.json"

train: $(TRAIN_MADE) ## train the transformer tagger anew into models/transformer; windows and checkpoints lie in WORK
	$(VENV)/bin/python -m training.transformer --work "$(WORK)"

train-linear: $(TRAIN_MADE) ## train the shipped jieba-linear model anew, to the same bytes, into models/jieba_linear
	OMP_NUM_THREADS=1 $(VENV)/bin/python -m training.linear.train $(addprefix --texts ,$(TEXTS)) $(if $(DATE),--date $(DATE))

fuzz: $(DEV_MADE) ## every reader and rebuilding under atheris, SECONDS=300 each; findings are kept outside the repository
	$(PIP) install --editable '.[fuzz]'
	$(VENV)/bin/python -m tests.fuzz --seconds $(SECONDS)

audit: $(DEV_MADE) ## known holes in the dependencies (asks the index), and their licences into docs/licences.md
	$(PIP) install --editable '.[data,train,review,cluster,serve,dev,fuzz,audit,mutate]'
	$(VENV)/bin/pip-audit --skip-editable
	$(VENV)/bin/python -m training.licences --check

mutate: $(DEV_MADE) ## change the deciding code in COUNT=200 places drawn by SEED=9, and see which changes no test notices: docs/mutation.md
	$(PIP) install --editable '.[mutate]'
	$(VENV)/bin/python -m tests.mutation --count $(COUNT) --seed $(SEED) --page docs/mutation.md

coverage: $(DEV_MADE) ## run the tests and show what they reach of ie/, workers and commands included; fails under 90 %
	@rm -rf "$(OUT)/coverage" && mkdir -p "$(OUT)/coverage"
	COVERAGE_FILE="$(abspath $(OUT))/coverage/data" $(VENV)/bin/coverage run -m pytest -q
	@COVERAGE_FILE="$(abspath $(OUT))/coverage/data" $(VENV)/bin/coverage combine --quiet
	@COVERAGE_FILE="$(abspath $(OUT))/coverage/data" $(VENV)/bin/coverage json --quiet -o "$(OUT)/coverage/coverage.json"
	@$(VENV)/bin/python -m tests.covered "$(OUT)/coverage/coverage.json"

learn: $(TRAIN_MADE) ## correct the reports of REPORTS=folder that teach most, train on them, keep the model in LEARN=learn if it is no worse
	@test -n "$(REPORTS)" || { echo "name the folder of your reports: make learn REPORTS=folder" >&2; exit 2; }
	$(PIP) install --editable '.[review]'
	$(VENV)/bin/python -m training.active "$(REPORTS)" -o "$(LEARN)" $(addprefix --texts ,$(TEXTS)) $(addprefix --answers ,$(ANSWERS))

wheel: $(VENV_MADE) ## build into dist/ a wheel whose plain Python is compiled by mypyc: a fifth faster, the same records; needs a C compiler
	@rm -rf dist
	$(PIP) install 'hatchling>=1.26,<2'
	$(VENV)/bin/python -m hatchling build -t sdist -d dist
	HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(PIP) wheel --no-deps --wheel-dir dist dist/*.tar.gz

docs: $(DEV_MADE) ## write the parts of the documentation that follow from the code: picture, library, sample record
	$(VENV)/bin/python -m training.docs

clean: ## remove the environment, the output and every cache
	rm -rf "$(VENV)" "$(OUT)" build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find ie tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is written last, so that an installation broken half-way is done again.
$(VENV_MADE):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, and $(PYTHON) is %d.%d; run: make PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv --clear "$(VENV)"
	@touch $@

$(BASE_MADE): pyproject.toml $(VENV_MADE)
	$(PIP) install --editable .
	@touch $@

$(DEV_MADE): pyproject.toml $(VENV_MADE)
	$(PIP) install --editable '.[dev,data,train,cluster,serve,review]'
	@touch $(BASE_MADE) $@

$(REVIEW_MADE): pyproject.toml $(VENV_MADE)
	$(PIP) install --editable '.[review]'
	@touch $(BASE_MADE) $@

$(TRAIN_MADE): pyproject.toml $(VENV_MADE)
	$(PIP) install --editable '.[train]'
	@touch $(BASE_MADE) $@
