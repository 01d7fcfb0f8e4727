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

# Waits up to $1 seconds until a command succeeds; it is asked ten times a second.
within() {
  local turns=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    ((turns-- > 0)) || return 1
    sleep 0.1
  done
}

# The process of a daemon; fails when it does not run. A number that now belongs to another program is not taken for it.
process_of() {
  local process
  process=$(cat -- "$cluster/run/$1.pid" 2>/dev/null) || return 1
  cat -- "/proc/$process/environ" 2>/dev/null | tr '\0' '\n' | grep -qxF "SLUICE_CLUSTER=$cluster" || return 1
  echo "$process"
}

# Starts a daemon that is not running; $1 is its name, the rest its command.
launch() {
  local name=$1
  shift
  process_of "$name" >/dev/null && return
  # Nothing of the caller's is handed on: a daemon that held its pipe or its lock would keep it waiting for ever.
  SLUICE_CLUSTER=$cluster setsid -- "$@" </dev/null >>"$cluster/log/$name.out" 2>&1 3>&- 8>&- 9>&- &
  echo $! >"$cluster/run/$name.pid"
  disown
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
    launch mariadbd mariadbd --no-defaults --user=root --datadir="$cluster/database" --socket="$MYSQL_UNIX_PORT" \
      --skip-networking --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
      --innodb-flush-method=nosync --log-error="$cluster/log/mariadbd.log" --pid-file="$cluster/run/mariadbd.own"
    ;;
  slurmdbd) launch slurmdbd slurmdbd -D ;;
  slurmctld) launch slurmctld slurmctld -D -i ;;
  *)
    grep -qxF -- "$1" "$cluster/nodes" || fail "there is no daemon $1; nodes are: $(paste -sd ' ' "$cluster/nodes")"
    launch "$1" slurmd -D -N "$1"
    ;;
  esac
}

# Ends one daemon, by $2 or in order, and waits until it is gone.
stop_daemon() {
  local process
  process=$(process_of "$1") || return 0
  kill -CONT "$process" 2>/dev/null
  kill "-${2:-TERM}" "$process" 2>/dev/null
  within 5 gone "$1" || { kill -KILL "$process" 2>/dev/null; within 5 gone "$1"; }
  rm -f -- "$cluster/run/$1.pid"
}

gone() { ! process_of "$1" || [[ $(ps -o stat= -p "$(process_of "$1")") == Z* ]]; }

# All daemons of the cluster, in the order in which they are started.
daemons() {
  printf '%s\n' munged mariadbd slurmdbd slurmctld
  cat -- "$cluster/nodes" 2>/dev/null
}
