# shellcheck shell=bash
# Finds a JDK without starting a process where it can: the launcher runs this at every start.

readonly JDK_NEEDED=25

# Sets REPLY to the version of the JDK at $1 as one number, 25.0.3 as 25000003, or fails.
jdk_version() {
  local line major minor patch rest
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        line=${line//[\"$'\r']/}
        IFS=. read -r major minor patch rest <<<"${line%%[-+_]*}"
        REPLY=$((10#${major:-0} * 1000000 + 10#${minor:-0} * 1000 + 10#${patch:-0}))
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

jdk_fits() {
  jdk_version "$1" && [ "$REPLY" -ge $((JDK_NEEDED * 1000000)) ]
}

# Sets JDK to the home of the JDK to use: ELANUS_JAVA_HOME, JAVA_HOME, the java on PATH, or else the
# newest in the usual folders. Says what to install and fails if there is none.
find_jdk() {
  local home newest=0
  if [ -n "${ELANUS_JAVA_HOME:-}" ]; then
    if jdk_fits "$ELANUS_JAVA_HOME"; then
      JDK=$ELANUS_JAVA_HOME
      return 0
    fi
    echo "elanus: ELANUS_JAVA_HOME=$ELANUS_JAVA_HOME is not a JDK $JDK_NEEDED or later" >&2
    return 1
  fi
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    JDK=$JAVA_HOME
    return 0
  fi
  if home=$(type -P java) && home=$(readlink -f -- "$home" 2>/dev/null); then
    home=${home%/bin/java}
    if jdk_fits "$home"; then
      JDK=$home
      return 0
    fi
  fi
  JDK=
  for home in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/*; do
    if jdk_fits "$home" && [ "$REPLY" -gt "$newest" ]; then
      newest=$REPLY
      JDK=$home
    fi
  done
  [ -n "$JDK" ] && return 0
  echo "elanus: no JDK $JDK_NEEDED or later found; install one (for instance Temurin $JDK_NEEDED from" \
    "https://adoptium.net) or set ELANUS_JAVA_HOME to its folder" >&2
  return 1
}
