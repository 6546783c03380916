# shellcheck shell=bash
# shellcheck disable=SC2034 # the variables are read by whoever sources this file
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
rounds=${BENCH_ROUNDS:-5}
data_set=${BENCH_DATA_SET:-glove-100}
faiss_package='faiss-cpu>=1.15,<1.16'
lite_packages=('milvus-lite>=3.2,<3.3' 'pymilvus>=3,<4' numpy)
venv=build/bench/venv
threads=2 repeats=3
[ -z "${BENCH_ROWS:-}" ] || repeats=1
programs=()
mkdir -p build/bench

# bench_peers PACKAGE...: installs the peers into the virtual environment $venv, which all measurements share
# unless they name another, and sets python to its interpreter. Where that fails the programs that need them do.
bench_peers() {
  python=$venv/bin/python
  [ -e "$python" ] || python3 -m venv "$venv"
  local mark
  mark=$venv/$(printf '%s_' "$@" | tr -c 'a-zA-Z0-9.=_\n' _)ready
  if ! [ -e "$mark" ]; then
    echo "bench: installing $* into $venv" >&2
    if "$venv/bin/pip" install --quiet "$@"; then
      touch "$mark"
    fi
  fi
}

# bench_data [DIR]: makes the data set where it is missing, cuts it to BENCH_ROWS, and sets data to its folder,
# rows, dim, and nlist to a number of lists that suits. Needs a Python with numpy.
bench_data() {
  local cut=()
  data=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/elanus/$data_set}
  scripts/fetch-data "$data_set" "$data"
  if [ -n "${BENCH_ROWS:-}" ]; then
    data_set=$data_set-first-$BENCH_ROWS
    cut=("build/bench/$data_set" "$BENCH_ROWS")
  fi
  read -r rows dim < <("$python" scripts/bench.d/data_set.py "$data" "${cut[@]}")
  data=${cut[0]:-$data}
  nlist=1024
  [ "$rows" -ge 100000 ] || nlist=256
}

# bench_java: compiles the benchmarks and sets java to the command that runs one of their classes, in a JVM as the
# launcher starts it.
bench_java() {
  echo "bench: compiling" >&2
  JAVA_HOME=$JDK mvn -q -B -pl engine/bench -am compile dependency:build-classpath -Dmdep.includeScope=runtime \
    "-Dmdep.outputFile=$PWD/build/bench/classpath" </dev/null >&2
  classes=$PWD/engine/bench/target/classes:$(<build/bench/classpath)
  java=("$JDK/bin/java" --add-modules jdk.incubator.vector -Xlog:disable -XX:+UseSerialGC -Xmx2g -Xmn32m -cp "$classes")
}

# engine_bench CLASS ARGUMENT...: runs a class of the benchmarks that opens a data directory.
engine_bench() {
  "${java[@]:0:1}" --enable-native-access=ALL-UNNAMED "${java[@]:1}" "io.elanus.bench.$1" "${@:2}"
}

# program NAME COMMAND...: has the command run in each round, unless BENCH_SKIP matches the name.
program() {
  if [ -z "${BENCH_SKIP:-}" ] || ! [[ $1 =~ $BENCH_SKIP ]]; then
    programs+=(:: "$@")
  fi
}

# elanus TYPE[:TITLE] [NAME=VALUE...] -- [NAME=VALUE,VALUE...]: one of our indexes, see IndexBench.
elanus() {
  program "elanus $1" "${java[@]}" io.elanus.bench.IndexBench "$data" "$threads" "$repeats" "$@"
}

# faiss default|configured TITLE DESCRIPTION [NAME=VALUE...] -- [NAME=VALUE,VALUE...]: see faiss_bench.py.
faiss() {
  program "faiss $1 $2" "$python" scripts/bench.d/faiss_bench.py "$1" "$data" "$threads" "$repeats" "${@:2}"
}

# jvector HNSW|DISKANN DEGREE BEAM LIST...: see JVectorBench. JVector has the JVM's own collector, which suits
# builds of many objects, and its native library.
jvector() {
  program "jvector $1" "$JDK/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -Xlog:disable -Xmx2g -cp "$classes" io.elanus.bench.JVectorBench "$data" "$threads" "$repeats" "$@"
}

# report NAME NOTE: runs the programs, prints the tables under the note and draws the curves.
report() {
  "$venv/bin/python" scripts/bench.d/report.py "$1" "$2" "$data_set" "$rows" "$dim" "$rounds" "${programs[@]}"
}
