#!/usr/bin/env bash
# A throw-away S3 server for the tests: Ceph with one monitor, one store in memory and two gateways. It needs no root,
# listens on 127.0.0.1 only, takes about 150 MB, and leaves nothing behind.
#
#   scripts/ceph.sh run COMMAND...   starts it, runs the command with its settings in the environment, stops it
#   scripts/ceph.sh up               starts it, and prints its settings as lines of NAME=value
#   scripts/ceph.sh down             stops it
#
# On Debian: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd
# CEPH_DIR (short: sockets live in it) and CEPH_PORT (it and the 39 after it) may be set.
set -euo pipefail
umask 077

readonly DIR=${CEPH_DIR:-${TMPDIR:-/tmp}/everterm-ceph} PORT=${CEPH_PORT:-7480} GATEWAYS=2
readonly CONF=$DIR/ceph.conf SETTINGS=$DIR/settings
readonly MONITOR="[v2:127.0.0.1:$((PORT + 8)),v1:127.0.0.1:$((PORT + 9))]"

die() {
  echo "ceph.sh: $*" >&2
  exit 1
}

uuid() { cat /proc/sys/kernel/random/uuid; }

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# eventually TENTHS COMMAND...: until the command succeeds, for so many tenths of a second.
eventually() {
  local left=$1
  shift
  until "$@"; do
    ((left-- > 0)) || return 1
    sleep 0.1
  done
}

# A process that was started with our configuration, whoever may have its number by now.
alive() { grep -zxqsF -e "$CONF" "/proc/$1/cmdline"; }
gone() { ! alive "$1"; }

configuration() {
  cat <<EOF
[global]
fsid = $1
mon host = $MONITOR
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
# The default of a gateway, "secure", is impossible without authentication: it would try for 300 s without a word.
ms mon client mode = crc
ms bind port min = $((PORT + 10))
ms bind port max = $((PORT + 39))
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
# A disk that is fairly full would stop the monitor.
mon data avail crit = 1
mon data avail warn = 2
run dir = $DIR/run
admin socket = $DIR/run/\$name.asok
pid file = $DIR/run/\$name.pid
log file = $DIR/log/\$name.log
[mon]
mon data = $DIR/mon
mon cluster log file = $DIR/log/cluster.log
[osd]
osd data = $DIR/osd
osd objectstore = memstore
memstore device bytes = 1073741824
EOF
}

monitor() {
  monmaptool --create --fsid "$1" --addv a "$MONITOR" "$DIR/monmap"
  ceph-mon -i a --mkfs --monmap "$DIR/monmap" -c "$CONF"
  : >"$DIR/mon/keyring"
  ceph-mon -i a -c "$CONF"
}

store() {
  timeout 30 ceph -c "$CONF" osd new "$1" 0
  ceph-osd -i 0 --mkfs --osd-uuid "$1" -c "$CONF"
  ceph-osd -i 0 -c "$CONF"
}

# One after the other: the first makes the pools.
gateway() {
  local port=$((PORT + $1 - 1))
  timeout 60 radosgw -n "client.rgw.$1" -c "$CONF" --rgw-data "$DIR/rgw$1" --rgw-frontends "beast endpoint=127.0.0.1:$port"
  eventually 150 listening "$port"
}

settings() {
  local number
  for ((number = 1; number <= GATEWAYS; number++)); do
    echo "EVERTERM_S3_ENDPOINT_$number=http://127.0.0.1:$((PORT + number - 1))"
  done
  printf 'EVERTERM_S3_%s\n' REGION=us-east-1 ACCESS_KEY=everterm SECRET_KEY="$1"
}

launch() {
  local fsid secret number
  fsid=$(uuid)
  secret=$(uuid)
  configuration "$fsid" >"$CONF"
  monitor "$fsid"
  store "$(uuid)"
  for ((number = 1; number <= GATEWAYS; number++)); do gateway "$number"; done
  timeout 60 radosgw-admin -c "$CONF" user create --uid=everterm --display-name=everterm --access-key=everterm --secret-key="$secret"
  settings "$secret" >"$SETTINGS"
}

up() {
  local tool port
  if [[ -e $SETTINGS ]]; then
    cat "$SETTINGS"
    return
  fi
  for tool in monmaptool ceph-mon ceph-osd ceph radosgw radosgw-admin; do
    command -v "$tool" >/dev/null || die "$tool is missing: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd"
  done
  for port in "$PORT" $((PORT + 1)) $((PORT + 8)) $((PORT + 9)); do
    if listening "$port"; then die "port $port is taken: set CEPH_PORT"; fi
  done
  down
  mkdir -p "$DIR"/{mon,osd,run,log}
  # Apart from our own input and output, which the daemons would keep open; and where `set -e` is heard.
  if ! bash -euo pipefail "$0" launch </dev/null >"$DIR/log/start.log" 2>&1; then
    tail -5 "$DIR/log/start.log" >&2
    down
    die 'it did not start'
  fi
  cat "$SETTINGS"
}

# Gateways before the store, and the store before the monitor: without that it would not listen to SIGTERM. Not by their
# pid files, which a daemon that hangs at its start has not written.
down() {
  local name process pid comm
  for name in radosgw ceph-osd ceph-mon; do
    for process in /proc/[0-9]*; do
      read -r comm 2>/dev/null <"$process/comm" || continue
      pid=${process#/proc/}
      if [[ $comm != "$name" ]] || gone "$pid"; then continue; fi
      kill "$pid" || true
      eventually 50 gone "$pid" || kill -9 "$pid"
    done
  done
  # Only what looks like our work is deleted.
  if [[ -e $CONF ]]; then rm -rf -- "$DIR"; fi
}

run() {
  local setting
  trap down EXIT
  while read -r setting; do export "${setting?}"; done < <(up)
  [[ -v EVERTERM_S3_ENDPOINT_1 ]] || exit 1
  "$@"
}

case ${1:-} in
  up | down | launch) "$1" ;;
  run) shift && run "$@" ;;
  *) die 'usage: ceph.sh up|down|run COMMAND...' ;;
esac
