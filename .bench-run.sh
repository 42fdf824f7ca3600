#!/bin/sh
# Redress on one machine: ./redress run | test | bench | gate
set -eu
cd "$(dirname "$0")"

say() { printf '%s\n' "$*" >&2; }

java_version() { "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'; }

# Takes the first JDK of 25 or newer among JAVA_HOME, the java on the path, and the usual places.
find_jdk() {
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")"); fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "${HOME:-/}"/.sdkman/candidates/java/* \
    "${HOME:-/}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] || continue
    version=$(java_version "$home")
    if [ -n "$version" ] && [ "$version" -ge 25 ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return
    fi
  done
  say "Redress needs a JDK of version 25 or newer, and none was found. Install one, or set JAVA_HOME to it."
  exit 2
}

# Runs a command with its output in a log, a line of progress meanwhile, and the log's end if it fails.
with_progress() {
  what=$1
  shift
  mkdir -p target
  log=target/$what.log
  "$@" >"$log" 2>&1 &
  pid=$!
  trap 'kill $pid 2>/dev/null; exit 130' INT TERM
  start=$(date +%s)
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 2 ]; then
      printf '\r%s … %ss, %s files downloaded ' "$what" "$(($(date +%s) - start))" \
        "$(grep -c '^.*Downloaded from' "$log" 2>/dev/null || true)" >&2
    fi
    sleep 1
  done
  trap - INT TERM
  if wait "$pid"; then
    if [ -t 2 ]; then printf '\n' >&2; fi
  else
    say ""
    say "$what failed. The end of $log:"
    tail -n 40 "$log" >&2
    exit 1
  fi
}

run() {
  find_jdk
  say "Redress: the first build downloads its libraries and takes a few minutes; later ones take seconds."
  with_progress build ./mvnw -B -Dembedded-postgres.scope=compile quarkus:go-offline compile
  # Why it ended is said by the service itself; Maven would add eight lines about Maven.
  exec ./mvnw -B -q -Dembedded-postgres.scope=compile -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.MavenCli=off \
    -Djvm.args="-Dredress.local=true --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    quarkus:dev -Ddebug=false -Dquarkus.analytics.disabled=true
}

find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
has_fonts() { [ -n "$(find /usr/share/fonts -name 'NotoSansArabic*' 2>/dev/null | head -n 1)" ] || [ "$(uname)" != Linux ]; }

find_clamd() { ls /usr/sbin/clamd /usr/local/sbin/clamd /opt/homebrew/sbin/clamd 2>/dev/null | head -n 1; }

# The tests need a browser, fonts for every script they show, and Node, which drives the browser.
find_test_tools() {
  missing=
  [ -n "$(find_browser)" ] || missing=chromium
  has_fonts || missing="$missing fonts-noto-core"
  command -v radicale >/dev/null || missing="$missing radicale" # a calendar that a person changes meanwhile
  [ -n "$(find_clamd)" ] || missing="$missing clamav-daemon" # looks at what people upload
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing for the tests: $missing"
    apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand."
    # shellcheck disable=SC2086 # one word for each package
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 || true
  fi
  [ -n "$(find_browser)" ] || stop "The tests need Chromium on the path (Debian package: chromium)."
  has_fonts || stop "The tests need the Noto fonts (Debian package: fonts-noto-core)."
  [ -n "$(find_clamd)" ] || stop "The tests need a ClamAV daemon (Debian package: clamav-daemon)."
  node=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  if [ "${node:-0}" -lt 18 ]; then
    case " $* " in
      *" -Pplaywright-bundle "*) ;;
      *) stop "The tests need Node 18 or newer to drive the browser. Install it, or let Maven bring one (200 MB):
./redress test -Pplaywright-bundle" ;;
    esac
  fi
  # Published libraries that check from outside what the service sends; each folder has its lock.
  for lock in src/test/node-*/package-lock.json; do
    (cd "$(dirname "$lock")" && npm ci --silent) >&2 || stop "npm ci failed in $(dirname "$lock"); the tests need what it installs."
  done
}

# The exporters' files are put before the tools that read them: promptfoo, hyparquet, the types of three clients. Types
# and scripts only: nothing is built, and what is optional stays away.
find_node_tools() {
  tools=src/test/node
  if [ ! -f $tools/node_modules/.package-lock.json ] || [ $tools/package-lock.json -nt $tools/node_modules/.package-lock.json ]; then
    say "Installing for the tests: the npm packages of $tools (about 350 MB)"
    command -v npm >/dev/null || stop "The tests of the exporters need npm (Debian package: npm)."
    (cd $tools && npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error >&2) ||
      stop "The tests of the exporters need the npm packages of $tools, and npm ci could not fetch them."
  fi
}

stop() {
  say "$*"
  exit 2
}

# Names every test that did not run, so that a green result is never taken for more than it is.
tell_skipped() {
  skipped=$(awk '
    /<testcase / {
      name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
      of = $0; sub(/.* classname="/, "", of); sub(/".*/, "", of)
    }
    /<skipped/ { why = /message="/ ? $0 : ""; sub(/.*message="/, "", why); sub(/".*/, "", why); print "  " of "." name "  " why }
  ' target/surefire-reports/TEST-*.xml target/failsafe-reports/TEST-*.xml 2>/dev/null || true)
  [ -z "$skipped" ] || say "
################ SKIPPED TESTS ################
$skipped
###############################################"
}

# Further arguments go to Maven: ./redress test -Dtest=PackagesTest
run_tests() {
  find_jdk
  find_test_tools "$@"
  find_node_tools
  rm -rf target/surefire-reports target/failsafe-reports
  status=0
  case " $* " in
    *" -Dtest="*) ./mvnw -B verify -DskipITs "$@" || status=$? ;; # one class is asked for, and no kill -9
    *) ./mvnw -B verify "$@" || status=$? ;;
  esac
  tell_skipped
  exit "$status"
}

# The programs of PostgreSQL: Debian keeps all but psql off the path.
find_postgres() {
  for dir in $(pg_config --bindir 2>/dev/null || true) /usr/lib/postgresql/*/bin /usr/local/bin /usr/bin \
    /opt/homebrew/opt/postgresql*/bin; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/pgbench" ] && [ -x "$dir/psql" ]; then postgres=$dir; fi
  done
  [ -n "${postgres:-}" ]
}

# A server of its own, in a temporary directory on a real disk: on tmpfs a commit would cost nothing. PostgreSQL does
# not run as root.
start_postgres() {
  bench_dir=$(mktemp -d "${REDRESS_BENCH_DIR:-/var/tmp}/redress-bench.XXXXXX")
  trap 'as_postgres "$postgres/pg_ctl" -D "$bench_dir/data" -m immediate -W stop >/dev/null 2>&1; rm -rf "$bench_dir"' EXIT
  trap 'exit 130' INT TERM
  PGHOST=127.0.0.1 PGPORT=${REDRESS_BENCH_PORT:-54329} PGUSER=bench PGDATABASE=postgres
  PGPASSWORD=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  export PGHOST PGPORT PGUSER PGDATABASE PGPASSWORD
  printf '%s\n' "$PGPASSWORD" >"$bench_dir/password"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$bench_dir"; fi
  as_postgres "$postgres/initdb" -D "$bench_dir/data" -U bench -A scram-sha-256 --pwfile="$bench_dir/password" \
    -E UTF8 --locale=C >"$bench_dir/log"
  cat >>"$bench_dir/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $PGPORT
unix_socket_directories = ''
fsync = on
synchronous_commit = on
max_connections = 200
shared_buffers = 512MB
max_wal_size = 4GB
checkpoint_timeout = 30min
END
  as_postgres "$postgres/pg_ctl" -D "$bench_dir/data" -l "$bench_dir/data/log" -w start >/dev/null || {
    cat "$bench_dir/data/log" >&2
    stop "PostgreSQL did not start. Is port $PGPORT in use? REDRESS_BENCH_PORT sets another."
  }
  # Fast compression for both sides where the server has it; Redress compresses by itself and hardly gains.
  "$postgres/psql" -X -q -A -t -c "SELECT format('ALTER SYSTEM SET %I = lz4', name) FROM pg_settings
    WHERE name IN ('default_toast_compression', 'wal_compression') AND 'lz4' = ANY (enumvals)" |
    while read -r statement; do "$postgres/psql" -X -q -c "$statement" -c 'SELECT pg_reload_conf()' >/dev/null; done
}

as_postgres() { (cd / && if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi); }

# The ratios of docs/performance.md, in about seven minutes. REDRESS_BENCH_SECONDS (4) is how long one measurement takes.
bench() {
  find_jdk
  if ! find_postgres && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing for the bench: postgresql postgresql-contrib"
    apt-get update -qq >&2 || say "apt-get update failed; trying with the lists at hand."
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql postgresql-contrib >&2 || true
  fi
  find_postgres || stop "The bench needs initdb, psql and pgbench of PostgreSQL 15 or newer (Debian packages: postgresql postgresql-contrib)."
  [ -d /proc/self ] || stop "The bench reads processor times from /proc and runs on Linux only."

  start_postgres
  # A small heap and the collector with the least memory; REDRESS_BENCH_FLAGS adds others to try.
  # shellcheck disable=SC2086 # one word for each flag
  "$JAVA_HOME/bin/java" src/test/java/dev/redress/bench/Bench.java "$postgres" "$(head -n 1 "$bench_dir/data/postmaster.pid")" \
    "$bench_dir" "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m \
    -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED -Djava.util.logging.manager=org.jboss.logmanager.LogManager ${REDRESS_BENCH_FLAGS:-}
}

case "${1:-}" in
  run) run ;;
  test)
    shift
    run_tests "$@"
    ;;
  bench) bench ;;
  gate)
    shift
    exec ./redress-gate "$@"
    ;;
  *)
    say "Usage: ./redress run | test | bench | gate"
    exit 64
    ;;
esac
