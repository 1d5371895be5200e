#!/usr/bin/env bash
# Begins a migration: migration.sh NAME, where NAME says the intention (add-campaign-deadline).
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
name=${1:-}
[[ $name =~ ^[a-z0-9]+([-_][a-z0-9]+)*$ ]] ||
  die "make migration NAME=what-it-is-for (lower case letters, digits, - and _), not '$name'"
file=migrations/V$(date -u +%Y%m%d%H%M)__${name//-/_}.sql
[ ! -e "$palisade_home/$file" ] || die "$file is there already"
printf -- '-- %s\n' "${name//[-_]/ }" >"$palisade_home/$file"
echo "$file"
