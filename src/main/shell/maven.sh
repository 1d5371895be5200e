#!/usr/bin/env bash
# Maven with a JDK that fits: maven.sh ARGUMENTS.
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
need_jdk
need_maven
cd "$palisade_home"
exec mvn -B -ntp "$@"
