#!/bin/bash
# `make lint`: the style of Swift sources and the syntax of scripts. Says nothing when all is well.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

shopt -s nullglob

swift format lint -r --strict --parallel Sources Tests Package.swift
for script in .ci/run scripts/*.sh scripts/*/*.sh; do
  bash -n -- "$script"
done
