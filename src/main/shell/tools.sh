# shellcheck shell=bash
# Sourced: finds what the scripts need, and names in one line what is missing and how to get it.
# Plain enough for the bash 3.2 of macOS.

say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 3
}

need() { # PROGRAM HOW-TO-GET-IT
  command -v "$1" >/dev/null 2>&1 || die "$1 is missing: $2"
}
need_maven() { need mvn "apt-get install maven, brew install maven, or https://maven.apache.org/download.cgi (3.8 or newer)"; }
need_git() { need git "apt-get install git, or brew install git"; }

# Major version of the JDK in folder $1 as $jdk_major; fails where there is no compiler, such as in a JRE.
jdk_major=
read_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  local key value
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value//\"/}
      jdk_major=${value%%[.+-]*}
      [ "$jdk_major" = 1 ] && jdk_major=8
      return 0
    fi
  done <"$1/release"
  return 1
}

# Exports JAVA_HOME: as it is when that is a JDK of 21 or newer, else 25 (what CI builds with), else the newest older one,
# else the oldest newer one.
need_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && read_jdk "$JAVA_HOME" && [ "$jdk_major" -ge 21 ]; then
    export JAVA_HOME
    return
  fi
  local best='' best_rank=0 rank too_old='' folder on_path=''
  if command -v javac >/dev/null 2>&1; then
    on_path=$(readlink -f "$(command -v javac)" 2>/dev/null) || on_path=
    on_path=${on_path%/bin/javac}
  fi
  for folder in "$on_path" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -z "$folder" ] || ! read_jdk "$folder"; then continue; fi
    if [ "$jdk_major" -lt 21 ]; then
      too_old=" (found: $jdk_major in $folder)"
      continue
    elif [ "$jdk_major" -le 25 ]; then
      rank=$((1000 + jdk_major))
    else
      rank=$((1000 - jdk_major))
    fi
    if [ "$rank" -gt "$best_rank" ]; then
      best=$folder
      best_rank=$rank
    fi
  done
  if [ -z "$best" ] && [ -x /usr/libexec/java_home ]; then
    best=$(/usr/libexec/java_home -v 21+ 2>/dev/null) || best=
  fi
  [ -n "$best" ] || die "a JDK of 21 or newer is missing: get one from https://adoptium.net, or brew install openjdk@21, and set JAVA_HOME if it lies elsewhere$too_old"
  export JAVA_HOME=$best
  read_jdk "$JAVA_HOME"
}
