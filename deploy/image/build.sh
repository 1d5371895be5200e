#!/usr/bin/env bash
# Builds the container image: build.sh [TAG [BASE]], where BASE is an image with a Java runtime of 21 or newer.
set -euo pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$palisade_home/src/main/shell/tools.sh"
. "$palisade_home/src/main/shell/build.sh"
tag=${1:-palisade:latest}
need docker "https://docs.docker.com/get-docker"
is_current || build
docker build -t "$tag" ${2:+--build-arg "BASE=$2"} -f "$palisade_home/deploy/image/Dockerfile" "$target/quarkus-app"
echo "$tag"
