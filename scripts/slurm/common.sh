# For the scripts beside it: `source scripts/slurm/common.sh`, after `cluster=DIR` names the cluster's directory.
#
# A cluster is a directory: slurm.conf, slurmdbd.conf, the database, keys, sockets, logs, spools, and in run/ one file with the
# process of each daemon. A daemon is started in the foreground in a session of its own, so its process is known from the start.

PATH=$PATH:/usr/sbin:/sbin
export SLURM_CONF=$cluster/slurm.conf MYSQL_UNIX_PORT=$cluster/mysql.sock

fail() {
  printf 'slurm: %s\n' "$@" >&2
  exit 1
}

# Seconds after which what has not come will not come: the one limit of all waits here, far above what a slow machine takes.
# Waits end early by what they are for, or because the daemon that should bring it has ended; never by a number of looks.
readonly patience=900

# Waits until a command succeeds, asked ten times a second; fails when one of the daemons $1 names has ended, or after all
# that time.
await() {
  local daemons=$1 daemon end=$((SECONDS + patience))
  shift
  until "$@" >/dev/null 2>&1; do
    for daemon in $daemons; do process_of "$daemon" >/dev/null || return 1; done
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

# The process of a daemon; fails when it does not run. A number that now belongs to another program is not taken for it.
process_of() {
  local process
  process=$(cat -- "$cluster/run/$1.pid" 2>/dev/null) || return 1
  grep -qzxF -- "SLUICE_CLUSTER=$cluster" "/proc/$process/environ" 2>/dev/null || return 1
  echo "$process"
}

# Starts a daemon that is not running; $1 is its name, the rest its command.
launch() {
  local name=$1
  shift
  process_of "$name" >/dev/null && return
  # Nothing of the caller's is handed on: a daemon that held its pipe or its lock would keep it waiting for ever.
  SLUICE_CLUSTER=$cluster setsid -- "$@" </dev/null >>"$cluster/log/$name.out" 2>&1 3>&- 8>&- 9>&- &
  local process=$!
  echo "$process" >"$cluster/run/$name.pid"
  disown
  # From here on it is known by its environment, which is not its own before the program is there.
  until process_of "$name" >/dev/null || ! kill -0 "$process" 2>/dev/null; do sleep 0.01; done
}

# Starts one daemon by its name: munged, mariadbd, slurmdbd, slurmctld, or a node's.
start_daemon() {
  case $1 in
  munged)
    process_of munged >/dev/null || rm -f -- "$cluster"/munge.sock*
    launch munged munged --foreground --force --key-file="$cluster/munge.key" --socket="$cluster/munge.sock" \
      --pid-file="$cluster/run/munged.own" --log-file="$cluster/log/munged.log" --seed-file="$cluster/munge.seed"
    ;;
  mariadbd)
    process_of mariadbd >/dev/null || rm -f -- "$MYSQL_UNIX_PORT"
    # Temporary tables of its own: a server that starts removes all that it finds, those of others in /tmp as well.
    launch mariadbd mariadbd --no-defaults --user=root --datadir="$cluster/database" --tmpdir="$cluster/tmp" \
      --socket="$MYSQL_UNIX_PORT" --skip-networking --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 \
      --innodb-doublewrite=0 --innodb-flush-method=nosync --log-error="$cluster/log/mariadbd.log" --pid-file="$cluster/run/mariadbd.own"
    ;;
  slurmdbd) launch slurmdbd slurmdbd -D ;;
  slurmctld) launch slurmctld slurmctld -D -i ;;
  *)
    grep -qxF -- "$1" "$cluster/nodes" || fail "there is no daemon $1; nodes are: $(paste -sd ' ' "$cluster/nodes")"
    launch "$1" slurmd -D -N "$1"
    ;;
  esac
}

# Ends one daemon, by $2 or in order, and waits until it is gone. It is not killed for being slow: a controller that is ends
# without having written what it knows.
stop_daemon() {
  local process
  process=$(process_of "$1") || return 0
  kill -CONT "$process" 2>/dev/null
  kill "-${2:-TERM}" "$process" 2>/dev/null
  await '' gone "$1" || { kill -KILL "$process" 2>/dev/null; await '' gone "$1"; }
  rm -f -- "$cluster/run/$1.pid"
}

gone() { ! process_of "$1" || [[ $(ps -o stat= -p "$(process_of "$1")") == Z* ]]; }

# All daemons of the cluster, in the order in which they are started.
daemons() {
  printf '%s\n' munged mariadbd slurmdbd slurmctld
  cat -- "$cluster/nodes" 2>/dev/null
}
