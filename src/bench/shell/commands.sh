#!/usr/bin/env bash
# Measures whole commands on seeded clusters: commands.sh [FOLDER]. FOLDER/NAME/{manifests,changed} are clusters, and
# FOLDER/NAME/scope.yaml where there is one; without FOLDER the project's own are generated into target/bench (make bench
# compiles the generator). Prints for each the least wall and CPU seconds of RUNS runs (3), the most resident memory, and
# how both grow against the cluster before it of the same letter (p400, p1000, …: their names end in their sizes).
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
need_jdk
[ -x /usr/bin/time ] || die "/usr/bin/time is missing: apt-get install time"
runs=${RUNS:-3}
folder=${1:-}
if [ -z "$folder" ]; then
  folder=$palisade_home/target/bench
  for size in ${SIZES:-100 1000 2000 10000}; do
    [ -d "$folder/own$size" ] || "$JAVA_HOME/bin/java" -cp "$palisade_home/target/test-classes" \
      dev.palisade.bench.SeededCluster "$folder/own$size" "$size" "$size" 1
  done
fi

# The best of several runs as "wall cpu megabytes"; a command that answers no counts, one that fails does not.
best() {
  local run measured=''
  for ((run = 0; run < runs; run++)); do
    measured+=$(/usr/bin/time -f 'measured %e %U %S %M %x' "$palisade_home/palisade" "$@" 2>&1 >/dev/null |
      grep '^measured' || true)$'\n'
  done
  awk '/^measured/ && $6 <= 1 { cpu = $3 + $4; if (!n++ || $2 < wall) wall = $2; if (n == 1 || cpu < least) least = cpu
      if ($5 > memory) memory = $5 }
    END { if (n) printf "%.2f %.2f %.0f", wall, least, memory / 1024; else print "- - -" }' <<<"$measured"
}

row() { # CLUSTER COMMAND ARGUMENTS
  local cluster=$1 what=$2 wall cpu memory
  shift 2
  read -r wall cpu memory <<<"$(best "$@")"
  printf '| %s | %s | %s | %s | %s |\n' "$cluster" "$what" "$wall" "$cpu" "$memory"
}

printf '%s, %s processors, best of %s runs\n\n' "$(uname -sm)" "$(getconf _NPROCESSORS_ONLN)" "$runs"
printf '| cluster | command | wall s | CPU s | MB |\n| --- | --- | --- | --- | --- |\n'
for cluster in $(cd "$folder" && for c in */; do echo "${c%/}"; done | sed 's/^\([^0-9]*\)\([0-9]*\)$/\1 \2 &/' |
  sort -k1,1 -k2,2n | cut -d' ' -f3); do
  here=$folder/$cluster
  size=${cluster//[!0-9]/}
  row "$cluster" 'connectivity --from internet' connectivity --from internet "$here/manifests"
  if [ "$size" -le 10000 ]; then row "$cluster" connectivity connectivity "$here/manifests"; fi
  if [ "$size" -le 2000 ]; then row "$cluster" 'connectivity --level pod' connectivity --level pod "$here/manifests"; fi
  if [ "$size" -le 400 ]; then row "$cluster" 'explain (every pair)' explain "$here/manifests"; fi
  if [ -d "$here/changed" ] && [ "$size" -le 2000 ]; then
    row "$cluster" diff diff "$here/manifests" "$here/changed"
  fi
  if [ -f "$here/scope.yaml" ]; then
    row "$cluster" matrix matrix --scope "$here/scope.yaml" "$here/manifests"
    if [ "$size" -le 10000 ]; then row "$cluster" assess assess --scope "$here/scope.yaml" "$here/manifests"; fi
  fi
done | awk -F'|' '{ print; k = $2; gsub(/[ 0-9]/, "", k); size = $2; gsub(/[^0-9]/, "", size); k = k $3
    if (k in cpu && $5 > 0 && cpu[k] > 0) note[++n] = sprintf("| %s to%s|%s| %.1f | %.1f | %.1f |", at[k], $2, $3, size / sizes[k], $5 / cpu[k], $6 / memory[k])
    cpu[k] = $5; memory[k] = $6; at[k] = $2; gsub(/^ | $/, "", at[k]); sizes[k] = size }
  END { print "\n| growth | command | times as many | times the CPU | times the memory |\n| --- | --- | --- | --- | --- |"
    for (i = 1; i <= n; i++) print note[i] }'
small=$palisade_home/src/main/shell/training/cluster.yaml
printf '\nexplain of one flow in a small file: %s (wall s, CPU s, MB)\n' \
  "$(best explain "$small" --from shop/front --to payment/cards --port TCP/8443)"
