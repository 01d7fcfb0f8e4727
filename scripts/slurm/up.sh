#!/bin/bash
# `make slurm-up`: starts a Slurm cluster of its own on this machine, as root, without systemd and beside any other one.
#
#   scripts/slurm/up.sh DIR [--nodes 4] [--cpus 64] [--memory 64000] [--conf LINE]… [--while PROCESS]
#
# Configuration, database, keys, sockets and logs lie in DIR; ports are free ones. Nodes are called n1, n2 …, and pretend to
# have that many CPUs and megabytes. Each --conf adds a line to slurm.conf, or replaces the one that sets the same thing: a node
# that dies is given up after ten minutes, and with --conf SlurmdTimeout=10 within one.
# With --while the cluster ends when that process does, however it ends. Prints what to set: eval "$(scripts/slurm/up.sh DIR)".
# Started twice it prints the same again. Partitions: work (the default), short (two minutes at most), urgent (its jobs
# preempt those of the others, which are requeued).
set -euo pipefail

cluster=$(realpath -m -- "${1:?usage: scripts/slurm/up.sh DIR [--nodes N] [--cpus N] [--memory MB] [--conf LINE] [--while PID]}")
shift
scripts=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
source -- "$scripts/common.sh"

nodes=4 cpus=64 memory=64000 keeper='' lines=()
while (($#)); do
  case $1 in
  --nodes) nodes=$2 ;;
  --cpus) cpus=$2 ;;
  --memory) memory=$2 ;;
  --conf) lines+=("$2") ;;
  --while) keeper=$2 ;;
  *) fail "unknown option $1" ;;
  esac
  shift 2
done

((EUID == 0)) || fail "a cluster of its own is started as root: its daemons take the user's place on the nodes"
for program in munged mariadbd slurmdbd slurmctld slurmd; do
  command -v "$program" >/dev/null || fail "$program is not installed: scripts/setup.sh test installs it"
done
# 108 bytes is what a socket's name may have (unix(7)).
((${#cluster} <= 80)) || fail "$cluster is too long a name for the sockets in it"

tell() {
  printf 'export SLURM_CONF=%q\n' "$SLURM_CONF"
}

# No time-out is short enough to be reached because the machine is busy: no node is given up, no launch and no answer missed.
write_conf() {
  local ports=$1 host
  host=$(hostname -s)
  cat >"$SLURM_CONF" <<END
ClusterName=sluice
MailProg=/bin/true
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$ports
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.sock
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool/%n
SlurmctldPidFile=$cluster/run/slurmctld.own
SlurmdPidFile=$cluster/run/slurmd-%n.own
SlurmctldLogFile=$cluster/log/slurmctld.log
SlurmdLogFile=$cluster/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=100
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((ports + 1))
AccountingStoragePass=$cluster/munge.sock
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=2,max_rpc_cnt=0
SlurmctldTimeout=600
SlurmdTimeout=600
MessageTimeout=100
TCPTimeout=60
BatchStartTimeout=600
UnkillableStepTimeout=900
InactiveLimit=0
KillWait=30
MinJobAge=300
MaxJobCount=20000
ReturnToService=2
TreeWidth=50
MpiDefault=none
SwitchType=switch/none
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
MaxArraySize=1001
END
  local line
  for line in ${lines[@]+"${lines[@]}"}; do
    case $line in
    PartitionName=* | NodeName=* | Include*) ;;
    *) sed -i "/^${line%%=*}=/d" "$SLURM_CONF" ;;
    esac
    printf '%s\n' "$line" >>"$SLURM_CONF"
  done
  local node list=''
  : >"$cluster/nodes"
  for ((node = 1; node <= nodes; node++)); do
    list+=${list:+,}n$node
    echo "n$node" >>"$cluster/nodes"
    echo "NodeName=n$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((ports + 1 + node)) CPUs=$cpus RealMemory=$memory" \
      >>"$SLURM_CONF"
  done
  cat >>"$SLURM_CONF" <<END
PartitionName=work Nodes=$list Default=YES MaxTime=01:00:00 DefaultTime=00:10:00 PriorityTier=1
PartitionName=short Nodes=$list MaxTime=00:02:00 PriorityTier=1
PartitionName=urgent Nodes=$list MaxTime=01:00:00 PriorityTier=10 PreemptMode=off
END
  cat >"$cluster/slurmdbd.conf" <<END
AuthType=auth/munge
AuthInfo=socket=$cluster/munge.sock
DbdHost=$host
DbdAddr=127.0.0.1
DbdPort=$((ports + 1))
MessageTimeout=100
SlurmUser=root
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=root
StorageLoc=slurm_acct_db
LogFile=$cluster/log/slurmdbd.log
PidFile=$cluster/run/slurmdbd.own
END
  chmod 600 "$cluster/slurmdbd.conf"
}

# A block of ports nobody listens on, below those that the kernel gives to outgoing connections.
free_ports() {
  local first port free
  while true; do
    first=$((20000 + RANDOM % 187 * 64))
    free=yes
    for ((port = first; port < first + nodes + 2; port++)); do
      ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { free=; break; }
    done
    [[ ! $free ]] || { echo "$first"; return; }
  done
}

make_database() {
  rm -rf -- "$cluster/database.new"
  mkdir -- "$cluster/database.new"
  mariadb-install-db --no-defaults --user=root --datadir="$cluster/database.new" --tmpdir="$cluster/tmp" \
    --auth-root-authentication-method=normal --skip-test-db >"$cluster/log/install-db.out" 2>&1 ||
    fail "the database was not made: $cluster/log/install-db.out"
  mv -T -- "$cluster/database.new" "$cluster/database"
}

is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
nodes_are_up() { (($(sinfo -h -N -p work -t idle,mixed,allocated -o %N | sort -u | wc -l) == nodes)); }

has_association() { [[ $(sacctmgr -nP list assoc account=sluice user=root format=user) ]]; }

# Needs no port: several clusters do it at the same time.
start_database() {
  mkdir -p -m 755 -- "$cluster"/{run,log,state,spool,tmp}
  touch "$cluster/.sluice-cluster"
  chmod 755 "$cluster"
  # First, so that a start that is interrupted leaves nothing running either.
  if [[ $keeper ]]; then
    launch keeper bash -c 'tail --pid="$1" -f /dev/null; exec env -u SLUICE_CLUSTER "$2/down.sh" "$3"' keeper "$keeper" "$scripts" "$cluster"
  fi
  [[ -f $cluster/munge.key ]] || dd if=/dev/urandom of="$cluster/munge.key" bs=1024 count=1 status=none
  chmod 600 "$cluster/munge.key"
  start_daemon munged
  [[ -d $cluster/database ]] || make_database
  start_daemon mariadbd
  await mariadbd test -S "$MYSQL_UNIX_PORT" || fail "the database did not start: $cluster/log/mariadbd.log"
  await munged test -S "$cluster/munge.sock" || fail "munged did not start: $cluster/log/munged.log"
}

start() {
  local ports node
  # One cluster at a time until it listens on a port of its block, so that two do not choose the same.
  exec 9<"$scripts/up.sh"
  flock 9
  ports=$(free_ports)
  write_conf "$ports"
  start_daemon slurmdbd
  await slurmdbd is_listening $((ports + 1)) || return 1
  exec 9<&-
  await slurmdbd sacctmgr -i -n list cluster || return 1
  sacctmgr -i add cluster sluice >/dev/null 2>&1 || true
  sacctmgr -i add account sluice >/dev/null 2>&1 || true
  sacctmgr -i add user root account=sluice >/dev/null 2>&1 || true
  await slurmdbd has_association || return 1
  start_daemon slurmctld
  while read -r node; do start_daemon "$node"; done <"$cluster/nodes"
  await "slurmdbd slurmctld $(paste -sd ' ' "$cluster/nodes")" nodes_are_up || return 1
}

# One start in a directory at a time.
mkdir -p -- "$cluster"
exec 8<"$cluster"
flock 8
if [[ -f $cluster/.sluice-cluster ]] && nodes_are_up 2>/dev/null; then
  tell
  exit
fi
# What is left of one that was killed, or half of which was stopped: its jobs' history is kept, its ports are not.
"$scripts/down.sh" "$cluster" --keep
for attempt in 1 2 3; do
  start_database
  # Somebody else may have taken a port between the look and the start.
  if start; then
    tell
    exit
  fi
  "$scripts/down.sh" "$cluster" --keep
done
tail -n 3 -- "$cluster"/log/* >&2
fail "the cluster did not start; its logs are in $cluster/log"
