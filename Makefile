# Sluice. `make` lists what can be made.

SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PREFIX ?= /usr/local
DESTDIR ?=
SLURM_DIR ?= /tmp/sluice-slurm

# The stamp is newer than every source, and every directory of sources, when the release programs are.
sources := $(shell find Sources) Package.swift scripts/build.sh
stamp := .build/.release-built

.PHONY: help run test test-times quick coverage sweep fuzz slurm-up slurm-down build lint docs install uninstall dist dist-test bench bench-text bench-download bench-scale setup
.PHONY: clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: build ## process the inbox; in an empty workspace, the sample documents (EXECUTOR=local or slurm)
	@EXECUTOR='$(EXECUTOR)' SLURM_DIR='$(SLURM_DIR)' scripts/run.sh

test: ## lint, build the pages, build and test everything
	@scripts/setup.sh run test
	@scripts/test.sh

quick: ## build, and test everything that is not a journey: a minute
	@scripts/setup.sh run test
	@scripts/quick.sh

test-times: ## what each test costs and starts, dearest first: the tests one at a time (TESTS=60 to show)
	@scripts/setup.sh run test
	@scripts/test-times.sh --tests $(or $(TESTS),60)

coverage: ## how many of each module's lines the tests run
	@scripts/setup.sh run test
	@scripts/coverage.sh

sweep: ## kill every verb at every system call, and fail every call (hours; VERBS="kills cleanup")
	@scripts/setup.sh run test
	@scripts/sweep.sh $(VERBS)

fuzz: ## hostile bytes for the parsers of documents and results (SECONDS=600 for each)
	@scripts/setup.sh run test
	@scripts/fuzz.sh $(or $(SECONDS),600)

build: $(stamp) ## build the release programs in .build/release

$(stamp): $(sources) | setup
	@scripts/build.sh
	@touch $@

slurm-up: ## start a Slurm cluster on this machine, as root, and print what to set (SLURM_DIR=/tmp/sluice-slurm)
	@scripts/setup.sh test
	@scripts/slurm/up.sh '$(SLURM_DIR)'

slurm-down: ## end that cluster, its jobs and its daemons
	@scripts/slurm/down.sh '$(SLURM_DIR)'

lint: ## check the style of the sources
	@scripts/lint.sh

docs: ## build the pages of the catalogue in .build/docs
	@scripts/docs.sh

install: build ## install programs, man pages, templates, schemas and completions (PREFIX=/usr/local)
	@scripts/install.sh '$(DESTDIR)$(PREFIX)'

uninstall: ## remove what `make install` installed (PREFIX=/usr/local)
	@scripts/install.sh --remove '$(DESTDIR)$(PREFIX)'

dist: build ## make dist/sluice-<version>-linux-<arch>.tar.gz, which needs neither root nor Swift
	@scripts/dist/make-dist.sh

dist-test: dist ## run that tarball's programs in an empty chroot (as root)
	@scripts/dist/test-dist.sh

bench: build ## print the benchmarks' ratios
	@scripts/setup.sh run bench
	@scripts/bench.sh

bench-text: build ## compare page texts with those of other programs: words, order, routing, recognition, speed
	@scripts/setup.sh run bench
	@scripts/bench-text.sh $(ARGUMENTS)

bench-download: build ## compare transfers with curl, aria2 and wget, from a server on this machine (13 GB of disk)
	@scripts/setup.sh run bench
	@scripts/bench.sh download

bench-scale: build ## measure a workspace of very many items (ITEMS=1000000, 10000 for a quick look)
	@scripts/setup.sh run bench
	@scripts/bench-scale.sh $(ITEMS)

setup: ## install the Debian packages that are missing (as root), or print the command
	@scripts/setup.sh run

clean: ## remove what was built; the workspace is left alone
	rm -rf .build dist
