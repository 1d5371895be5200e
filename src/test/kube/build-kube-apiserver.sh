#!/usr/bin/env bash
# Builds a real API server for the tests from its published Go modules: no cluster, image or registry of images is needed.
# usage: build-kube-apiserver.sh [VERSION [DIR]]
# Leaves DIR/k8s/VERSION-OS-ARCH/{kube-apiserver,kubectl,etcd}; does nothing when they are there.
# A cold build takes some seven minutes of CPU, 2 GiB of memory and 3 GB of Go's caches.
# Exit: 0 there, 3 no go or one too old, else the status of what failed.
set -euo pipefail
version=${1:-1.36.3}
dir=${2:-${XDG_CACHE_HOME:-$HOME/.cache}/palisade}

command -v go >/dev/null || {
  echo "kube-apiserver $version: not built, go is missing: https://go.dev/dl" >&2
  exit 3
}
export GOTOOLCHAIN=local GOWORK=off GOFLAGS='-mod=mod -modcacherw' CGO_ENABLED=0
binaries=$dir/k8s/$version-$(go env GOOS)-$(go env GOARCH)
if [[ -x $binaries/kube-apiserver && -x $binaries/kubectl && -x $binaries/etcd ]]; then
  echo "kube-apiserver $version: already in $binaries"
  exit 0
fi

module=$(mktemp -d)
trap 'rm -rf "$module"' EXIT
cd "$module"
go mod init palisade.test/kube 2>/dev/null

# Kubernetes' go.mod replaces each staging module (k8s.io/api and its like) by a folder of its own source tree. Here each is
# replaced by the release of it that goes with the version instead (v1.36.3: v0.36.3). All other versions stay as Kubernetes
# was released with, etcd's among them.
kubernetes=k8s.io/kubernetes@v$version
upstream=$(go mod download -json "$kubernetes" | sed -n 's/^.*"GoMod": "\(.*\)".*$/\1/p')
edits=("-require=$kubernetes" "-go=$(sed -n 's/^go //p' "$upstream")")
while read -r staging; do
  edits+=("-replace=$staging=$staging@v0.${version#1.}")
done < <(sed -n 's#^[[:space:]]*\(k8s\.io/[a-z0-9-]*\) => \./staging/.*$#\1#p' "$upstream")
go mod edit "${edits[@]}"
go list -m >/dev/null || {
  echo "kube-apiserver $version: not built, $(go version) is too old" >&2
  exit 3
}

# without these the server calls itself v0.0.0-master
minor=${version#1.}
flags='-s -w'
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  flags+=" -X $package.gitVersion=v$version -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*}"
  flags+=" -X $package.gitCommit=module -X $package.gitTreeState=clean"
done
echo "kube-apiserver $version: building"
mkdir bin
go build -trimpath -ldflags "$flags" -o bin/ \
  k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl go.etcd.io/etcd/server/v3
mv bin/server bin/etcd
mkdir -p "$binaries"
mv bin/* "$binaries/"
"$binaries/kube-apiserver" --version
