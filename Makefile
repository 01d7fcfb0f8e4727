# Sluice. `make` lists what can be made.

SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

PREFIX ?= /usr/local
DESTDIR ?=

# The stamp is newer than every source, and every directory of sources, when the release programs are.
sources := $(shell find Sources) Package.swift scripts/build.sh
stamp := .build/.release-built

.PHONY: help run test sweep build lint install uninstall dist dist-test bench setup clean

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

run: build ## process the inbox; in an empty workspace, the sample documents (EXECUTOR=local)
	@EXECUTOR='$(EXECUTOR)' scripts/run.sh

test: ## lint, build and test everything
	@scripts/setup.sh run test
	@scripts/test.sh

sweep: ## kill every verb at every system call, and fail every call (about an hour)
	@scripts/setup.sh run test
	@scripts/sweep.sh

build: $(stamp) ## build the release programs in .build/release

$(stamp): $(sources) | setup
	@scripts/build.sh
	@touch $@

lint: ## check the style of the sources
	@scripts/lint.sh

install: build ## install programs, templates, schemas and completions (PREFIX=/usr/local)
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

setup: ## install the Debian packages that are missing (as root), or print the command
	@scripts/setup.sh run

clean: ## remove what was built; the workspace is left alone
	rm -rf .build dist
