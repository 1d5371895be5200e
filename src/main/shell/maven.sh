#!/usr/bin/env bash
# Maven with a JDK that fits: maven.sh ARGUMENTS.
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
need_jdk
need_maven
case " $* " in
  *' quarkus:dev '*)
    found=$(mvn -version | sed -n 's/^.*Apache Maven \([0-9.]*\).*$/\1/p')
    [[ $found =~ ^(3\.(9|[1-9][0-9])|[4-9])(\.|$) ]] || die "make dev needs Maven 3.9 or newer, and this is $found: https://maven.apache.org/download.cgi"
    ;;
esac
cd "$palisade_home"
exec mvn -B -ntp "$@"
