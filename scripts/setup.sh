#!/bin/bash
# Sees to it that this machine has what Sluice needs: Debian packages and Swift.
#
#   scripts/setup.sh [run] [test] [bench]      what for; run when nothing is said
#
# As root it installs what is missing; otherwise it prints the command and stops with status 1.
# When nothing is missing it says nothing. SLUICE_SKIP_SETUP=1 skips it (other distributions).
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
source scripts/quietly.sh

readonly swift_major=6 swift_minor=2

fail() {
  printf 'setup: %s\n' "$1" >&2
  (($# == 1)) || printf '%s\n' "${@:2}" >&2
  exit 1
}

# The packages of scripts/debian-packages.txt for the purposes named.
wanted_packages() {
  local purpose package rest
  while read -r purpose package rest; do
    [[ " $* " == *" $purpose "* ]] && printf '%s\n' "$package"
  done <scripts/debian-packages.txt
  return 0
}

# Those of the packages named that are not installed.
missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' "$@" 2>/dev/null |
    sed -n 's/^ii *\([^:]*\).*/\1/p') || true
  for package in "$@"; do
    grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
  done
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  local install=(apt-get install -y -qq --no-install-recommends "$@")
  echo "Installing Debian packages: $*"
  "${install[@]}" >/dev/null 2>&1 </dev/null && return
  # The lists may be missing or old: fetch them once, then try again.
  quietly apt-get update -qq || fail "apt-get update failed; its words are above"
  quietly "${install[@]}" || fail "apt-get install failed; its words are above"
}

check_packages() {
  command -v dpkg-query >/dev/null || fail \
    "this is no Debian system. Install what scripts/debian-packages.txt lists by hand," \
    "then: SLUICE_SKIP_SETUP=1 make …"
  local missing
  mapfile -t missing < <(missing_packages $(wanted_packages "$@"))
  ((${#missing[@]})) || return 0
  if ((EUID == 0)); then
    install_packages "${missing[@]}"
  else
    fail "Debian packages are missing. Type" "" "  sudo apt-get install ${missing[*]}" "" "and then the same command again."
  fi
}

# Asking swift for its version takes a third of a second, so the answer is kept with the compiler it came from.
check_swift() {
  local program stamp answer version
  program=$(command -v swift) || fail \
    "Swift is not installed, or not in PATH. Sluice needs Swift $swift_major.$swift_minor or newer:" \
    "https://www.swift.org/install/linux/"
  stamp=$(stat -L -c '%n %s %Y' -- "$program")
  [[ -f .build/.swift-checked && $(<.build/.swift-checked) == "$stamp" ]] && return
  answer=$(swift --version 2>&1) || fail "$program does not run. It says:" "$answer"
  [[ $answer =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || fail "cannot read the version of $program: $answer"
  version=${BASH_REMATCH[1]}.${BASH_REMATCH[2]}
  if ((BASH_REMATCH[1] < swift_major || (BASH_REMATCH[1] == swift_major && BASH_REMATCH[2] < swift_minor))); then
    fail "$program is Swift $version; Sluice needs $swift_major.$swift_minor or newer: https://www.swift.org/install/linux/"
  fi
  mkdir -p .build
  printf '%s\n' "$stamp" >.build/.swift-checked
}

[[ ${SLUICE_SKIP_SETUP:-} == 1 ]] && exit 0
check_packages "${@:-run}"
check_swift
