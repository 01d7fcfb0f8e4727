# For the other scripts: `source scripts/quietly.sh`.

# Runs a command; shows what it says only on a terminal or when it fails.
quietly() {
  local log status=0
  if [[ -t 1 ]]; then
    "$@"
    return
  fi
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || cat -- "$log"
  rm -f -- "$log"
  return "$status"
}

# How long it is since $1, a value of SECONDS.
since() {
  local took=$((SECONDS - $1))
  echo "$((took / 60)) min $((took % 60)) s"
}
