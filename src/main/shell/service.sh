#!/usr/bin/env bash
# The evaluation service in the background: service.sh up | down | logs. DATA and PORT choose data folder and port.
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
. "$palisade_home/src/main/shell/build.sh"

mkdir -p "${DATA:=$HOME/.palisade}"
data=$(cd "$DATA" && pwd)
port=${PORT:-8080}
ready=$data/ready.json
pid_file=$data/service.pid
log=$data/service.log
patience=300 # seconds until make up gives up on a service that neither gets ready nor dies

# Number of our running service as $pid. A number that went to another program is not ours.
is_running() {
  pid=$(cat "$pid_file" 2>/dev/null) && [ -n "$pid" ] && is_service "$pid"
}
is_service() {
  if [ -r "/proc/$1/cmdline" ]; then
    tr '\0' ' ' <"/proc/$1/cmdline" | grep -q -- "serve .*--data $data"
  else
    ps -o command= -p "$1" 2>/dev/null | grep -q -- "serve .*--data $data"
  fi
}

is_ready() { [ -f "$ready" ] && [ "$(field pid)" = "$pid" ]; }
field() { sed -n 's/.*"'"$1"'" *: *"\{0,1\}\([^",]*\).*/\1/p' "$ready"; }

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

up() {
  case $port in '' | *[!0-9]*) die "PORT=$port is not a port number" ;; esac
  if is_running; then
    is_current || say "note: the running service is older than its sources: make down, then make up"
    await_ready
    return
  fi
  if port_answers; then die "port $port is in use: make up PORT=$((port + 1))"; fi
  is_current || build
  need_jdk
  rm -f "$ready"
  : >"$log" # there from the start: it is read before the service has opened it
  say "starting (log: $log)"
  # a session of its own where the system can: what ends this shell, or its terminal, leaves the service alone
  local session=''
  command -v setsid >/dev/null 2>&1 && session=setsid
  cd "$palisade_home"
  nohup $session ./palisade serve --demo --port "$port" --data "$data" </dev/null >>"$log" 2>&1 &
  pid=$!
  echo "$pid" >"$pid_file"
  await_ready
}

# Prints what the service says of its progress until it is ready; the end of its log when it died instead.
await_ready() {
  local seen=0 lines end=$((SECONDS + patience))
  is_ready && seen=$(wc -l <"$log")
  while ! is_ready; do
    lines=$(wc -l <"$log")
    sed -n "$((seen + 1)),${lines}p" "$log" | sed -n 's/^.*INFO  \[dev\.pal[^]]*\] ([^)]*) /  /p' >&2
    seen=$lines
    if ! kill -0 "$pid" 2>/dev/null; then
      rm -f "$pid_file"
      tail -n 30 "$log" >&2
      die "the service ended before it was ready: its log is $log"
    fi
    [ "$SECONDS" -lt "$end" ] || die "the service is not ready after $patience s: its log is $log"
    sleep 0.2
  done
  summary
}

summary() {
  local tokens
  tokens=$(field tokensFile)
  printf 'Palisade is ready at %s\n' "$(field address)"
  if [ -f "$tokens" ]; then
    printf '\ntokens, from %s:\n' "$tokens"
    while read -r role token; do printf '  %-20s %s\n' "$role" "$token"; done <"$tokens"
  fi
  local artifacts
  artifacts=$(sed -n '/"artifacts"/,/\]/p' "$ready" | grep -o '"[^"]*"' | tr -d '"' | sed -n '2,$s/^/  /p')
  [ -z "$artifacts" ] || printf '\nwritten:\n%s\n' "$artifacts"
  local bundle
  bundle=$(sed -n 's/^ *"\(.*\.zip\)",\{0,1\}$/\1/p' "$ready" | head -n 1)
  [ -z "$bundle" ] || printf '\nevidence is verified without the service:\n  ./palisade verify %s --key %s\n' "$bundle" "$(dirname "$bundle")/keys.txt"
  printf '\nmake logs shows its log, make down stops it\n'
}

down() {
  if ! is_running; then
    rm -f "$pid_file"
    say "nothing is running on $data"
    return
  fi
  kill "$pid"
  local end=$((SECONDS + 60))
  while is_service "$pid"; do
    if [ "$SECONDS" -ge "$end" ]; then
      kill -9 "$pid"
      die "the service had to be killed after 60 s: its log is $log"
    fi
    sleep 0.2
  done
  rm -f "$pid_file"
  say "stopped"
}

logs() {
  [ -f "$log" ] || die "there is no log yet in $data: make up"
  if [ -t 1 ]; then exec tail -n 200 -f "$log"; else exec cat "$log"; fi
}

case ${1:-} in
  up | down | logs) "$1" ;;
  *) die "service.sh up | down | logs" ;;
esac
