# shellcheck shell=bash
# Builds Elanus for the launcher: build/NAME with the jars and an AOT cache of the JVM, and
# build/current, which names it. A running Elanus keeps the build that it started from.

# build_elanus HOME JDK KEY: KEY is what chose the JDK; read_current and is_built are the launcher's.
build_elanus() {
  local build=$1/build status
  mkdir -p -- "$build" || return 1
  exec 9>"$build/lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
  read_current
  if is_built; then # another process just built
    status=0
  else
    build_now "$1" "$2" "$3"
    status=$?
  fi
  exec 9>&-
  return "$status"
}

build_now() {
  local home=$1 jdk=$2 key=$3 name seconds=$SECONDS next log=$1/build/maven.log
  command -v mvn >/dev/null || {
    echo "elanus: Maven is missing; install Maven 3.8 or later" >&2
    return 1
  }
  name=elanus-$(date +%Y%m%d-%H%M%S)-$$
  next=$home/build/$name
  printf 'elanus: building, which only the first start needs ... ' >&2
  mkdir -p -- "$next"
  # What changes while Maven runs is newer than the build.
  : >"$next/built"
  if ! (cd -- "$home" && JAVA_HOME=$jdk MAVEN_OPTS="${MAVEN_OPTS:-} -XX:TieredStopAtLevel=1" \
    mvn -B -Dmaven.test.skip=true -pl shell -am package) >"$log" 2>&1 </dev/null; then
    printf 'failed\n' >&2
    grep -m 5 '^\[ERROR\]' "$log" >&2
    echo "elanus: Maven's whole output is in $log" >&2
    rm -rf -- "$next"
    return 1
  fi
  cp -R -- "$home/shell/target/elanus/lib" "$next/lib" &&
    "$jdk/bin/java" "$home/scripts/lib/UpgradeClasses.java" "$next"/lib/*.jar >>"$log" 2>&1 &&
    unpack_libraries "$jdk" "$next" >>"$log" 2>&1 &&
    train "$jdk" "$next" "$home" &&
    printf '%s\n' "$name" "$jdk" "$key" >"$next/current" &&
    mv -f -- "$next/current" "$home/build/current" || return 1
  read_current
  remove_old "$home/build"
  printf 'done in %d s\n' "$((SECONDS - seconds))" >&2
}

# SQLite and JLine would unpack their native libraries from their jars at every start. The launcher names
# the folder native; without a library in it they unpack as ever.
unpack_libraries() {
  local jdk=$1 next=$2
  mkdir -p -- "$next/native" &&
    unpack "$jdk" "$next/native" "$next"/lib/sqlite-jdbc-*.jar org.sqlite.util.OSInfo org/sqlite/native &&
    unpack "$jdk" "$next/native" "$next"/lib/jline-native-*.jar org.jline.nativ.OSInfo org/jline/nativ
}

# unpack JDK TARGET JAR CLASS FOLDER: CLASS of the JAR prints which part of its FOLDER fits this platform.
unpack() {
  local platform
  platform=$5/$("$1/bin/java" -cp "$3" "$4") &&
    (cd -- "$2" && "$1/bin/jar" --extract --file "$3" "$platform") &&
    find "$2/$platform" -type f -exec mv -- {} "$2/" \; &&
    rm -r -- "${2:?}/${5%%/*}"
}

# Runs the commands that most starts need and lets the JVM keep what it loaded and linked. Without
# the cache Elanus starts slower and works the same, so a failure is no more than a line in the log.
# The JVM takes in a whole cache at its start, so --version, which needs three classes, has its own.
train() {
  local jdk=$1 next=$2 home=$3 data
  data=$(mktemp -d) || return 1
  HOME=$data XDG_STATE_HOME=$data "$jdk/bin/java" -XX:+UseSerialGC "-XX:AOTCacheOutput=$next/elanus.aot" \
    "-Dorg.sqlite.lib.path=$next/native" "-Dlibrary.jline.path=$next/native" "-Delanus.home=$home" \
    -Delanus.simd=off -cp "$next/lib/elanus.jar" io.elanus.shell.Training \
    "$data/data" "$home/scripts/lib/training.elanus" \
    >>"$home/build/maven.log" 2>&1 </dev/null
  "$jdk/bin/java" -XX:+UseSerialGC "-XX:AOTCacheOutput=$next/version.aot" -cp "$next/lib/elanus.jar" \
    io.elanus.shell.Main --version >>"$home/build/maven.log" 2>&1 </dev/null
  rm -rf -- "$data"
}

# Keeps the last two builds: a process may still start from the one before.
remove_old() {
  local old kept=0
  for old in $(cd -- "$1" && printf '%s\n' elanus-* | sort -r); do
    kept=$((kept + 1))
    [ "$kept" -le 2 ] || rm -rf -- "${1:?}/$old"
  done
}
