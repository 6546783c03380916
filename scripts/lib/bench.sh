# shellcheck shell=bash
# What the measurements in scripts/bench.d share. Sourced with the project's root as working directory.
# shellcheck source=scripts/lib/jdk.sh
. scripts/lib/jdk.sh
find_jdk || exit 1
for tool in mvn python3; do
  command -v "$tool" >/dev/null || {
    echo "bench: $tool is missing" >&2
    exit 1
  }
done
# shellcheck disable=SC2034 # read by whoever sources this file
rounds=${BENCH_ROUNDS:-5}
venv=build/bench/venv
mkdir -p build/bench

# bench_data [DIR]: sets data to the folder of the GloVe files, which are made where they are missing.
bench_data() {
  data=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/elanus/glove-100}
  scripts/fetch-data "$data"
}

# bench_peers PACKAGE...: installs the peers into the virtual environment $venv, which all measurements share
# unless they name another, and sets python to its interpreter.
bench_peers() {
  python=$venv/bin/python
  [ -e "$python" ] || python3 -m venv "$venv"
  local mark
  mark=$venv/$(printf '%s_' "$@" | tr -c 'a-zA-Z0-9.=_\n' _)ready
  if ! [ -e "$mark" ]; then
    echo "bench: installing $* into $venv" >&2
    "$venv/bin/pip" install --quiet "$@"
    touch "$mark"
  fi
}

# bench_java: compiles the benchmarks and sets java to the command that runs one of their classes.
bench_java() {
  echo "bench: compiling" >&2
  mvn -q -B -pl engine/bench -am compile dependency:build-classpath -Dmdep.includeScope=runtime \
    "-Dmdep.outputFile=$PWD/build/bench/classpath" </dev/null >&2
  local classes
  classes=$PWD/engine/bench/target/classes:$(<build/bench/classpath)
  # shellcheck disable=SC2034 # read by whoever sources this file
  java=("$JDK/bin/java" --add-modules jdk.incubator.vector -Xlog:disable -Xmx2g -cp "$classes")
}
