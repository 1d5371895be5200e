# shellcheck shell=bash
# Sourced after tools.sh, with $palisade_home set: builds the jars, and the archive that lets commands start fast.

target=$palisade_home/target
service_jar=$target/quarkus-app/quarkus-run.jar
built=$target/built # as old as the newest build is

is_built() { [ -f "$service_jar" ]; }

is_current() {
  is_built && [ -f "$built" ] || return 1
  [ -z "$(cd "$palisade_home" && find pom.xml src/main migrations report-templates -newer "$built" -print -quit)" ]
}

build() {
  need_jdk
  need_maven
  mkdir -p "$target"
  local log=$target/build.log begun=$target/built.new profile=''
  : >"$begun" # what is changed from here on is newer than this build
  case $(uname -sm) in 'Linux x86_64') ;; *) profile=-Pevery-platform ;; esac
  say "building (some minutes the first time, while libraries are fetched; log: $log)"
  if ! (cd "$palisade_home" && mvn -B -ntp -Dquick -Dmaven.test.skip=true $profile package) >"$log" 2>&1; then
    grep -m 20 -E '^\[ERROR\]' "$log" >&2 || tail -n 20 "$log" >&2
    die "the build failed: see $log"
  fi
  mv "$begun" "$built"
  archive_classes
}

# What commands other than serve and collect need. Short on purpose: every jar on the class path costs time at each start.
libraries=(
  com.fasterxml.jackson.core.jackson-core com.github.librepdf.openpdf com.google.guava info.picocli.picocli
  io.github.java-diff-utils.java-diff-utils io.quarkus.qute.qute-core io.smallrye.reactive.mutiny-[0-9]
  org.bouncycastle org.eclipse.elk org.eclipse.emf org.eclipse.xtext org.jboss.logging.jboss-logging
  org.jctools.jctools-core org.jspecify.jspecify
  org.roaringbitmap.RoaringBitmap org.snakeyaml.snakeyaml-engine
)

# Sets $class_path and $archive_option for commands.
prepare_commands() {
  local jar library
  for jar in "$target"/quarkus-app/app/palisade-*.jar; do class_path=$jar; done
  archive_app=$class_path
  for library in "${libraries[@]}"; do
    # shellcheck disable=SC2231 # a pattern
    for jar in "$target"/quarkus-app/lib/main/$library*.jar "$target"/quarkus-app/lib/boot/$library*.jar; do
      if [ -f "$jar" ]; then class_path=$class_path:$jar; fi
    done
  done
  # An archive serves the one JVM that made it.
  local version='' key value
  while IFS='=' read -r key value; do
    case $key in JAVA_RUNTIME_VERSION | IMPLEMENTOR) version=$version-${value//[^A-Za-z0-9.]/} ;; esac
  done <"$JAVA_HOME/release"
  if [ "$jdk_major" -ge 25 ]; then
    archive=$target/start/commands$version.aot
    archive_option=-XX:AOTCache=$archive
    archive_making=-XX:AOTCacheOutput
  else
    archive=$target/start/commands$version.jsa
    archive_option=-XX:SharedArchiveFile=$archive
    archive_making=-XX:ArchiveClassesAtExit
  fi
}

# Runs the commands of src/main/shell/training and keeps the classes that they loaded, parsed and linked: an explain that
# takes half a second without starts in a quarter of it. Where it fails, commands run without.
archive_classes() {
  prepare_commands
  mkdir -p "$target/start"
  local unfinished=$archive.$$
  if ! "$JAVA_HOME/bin/java" -XX:+UseSerialGC "$archive_making=$unfinished" -cp "$class_path" \
    dev.palisade.cli.StartupTraining "$palisade_home/src/main/shell/training" >"$target/start/training.log" 2>&1; then
    say "warning: commands will start slowly: see $target/start/training.log"
    rm -f "$unfinished"
    : >"$archive" # not tried again before the next build
    return
  fi
  mv "$unfinished" "$archive"
}

is_archived() { [ -f "$archive" ] && [ ! "$archive_app" -nt "$archive" ]; }

# Whether there is so little to read that the second compiler costs more than its code saves: it pays from some seconds of
# work on. (explain on a small folder takes 0.2 s without it, 0.3 s with it; the map of 1,000 pods 0.8 s and 1.1 s; that
# of 10,000 workloads 5 s and 4 s.)
is_little() { # ARGUMENTS
  local argument count little=3072 paths=()
  kilobytes=0 # of what the command reads, for is_big
  case ${1:-} in connectivity | matrix) little=24576 ;; esac # most of their time goes into reading
  for argument in "$@"; do
    case $argument in
      *.gz) [ ! -e "$argument" ] || little=300 ;;
    esac
    [ ! -e "$argument" ] || paths+=("$argument")
  done
  [ ${#paths[@]} -gt 0 ] || return 0
  while read -r count argument; do kilobytes=$((kilobytes + count)); done < <(du -skL -- "${paths[@]}" 2>/dev/null)
  [ "$kilobytes" -le "$little" ]
}

# Whether the input is so big that collecting garbage on one processor alone holds the others up; after is_little.
is_big() { [ "$kilobytes" -gt 32768 ]; }
