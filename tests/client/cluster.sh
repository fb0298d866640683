# Throw-away servers for client tests: sourced by tests/client/test_*.sh, never run by itself.
#
# A test may have several servers. Each is a directory WORK/<name> with data/ and server.log; all share one socket
# directory and differ in their port. Output is TAP: "ok N - what" or "not ok N - what", and the plan at the end.

PG_CONFIG=${PG_CONFIG:-pg_config}
PG_BIN=$("$PG_CONFIG" --bindir)
TAP_COUNT=0
TAP_FAILED=0
CLUSTERS=()

# PostgreSQL refuses to run as root, so root hands server commands to the operating-system user postgres.
as_server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        (cd / && "$@")
    else
        (cd / && runuser -u postgres -- "$@")
    fi
}

WORK=$(mktemp -d /tmp/dbarch-test.XXXXXX)
[ "$(id -u)" -ne 0 ] || chown postgres: "$WORK"

finish() {
    local status=$?
    local name
    for name in "${CLUSTERS[@]}"; do
        [ ! -f "$WORK/$name/data/postmaster.pid" ] ||
            as_server_user "$PG_BIN/pg_ctl" -D "$WORK/$name/data" -m immediate -w stop >/dev/null 2>&1
    done
    if [ "$TAP_FAILED" -gt 0 ] || [ "$status" -ne 0 ]; then
        for name in "${CLUSTERS[@]}"; do
            echo "# last lines of the log of server $name:"
            tail -n 40 "$WORK/$name/server.log" 2>/dev/null | sed 's/^/# /'
        done
    fi
    rm -rf "$WORK"
    echo "1..$TAP_COUNT"
    [ "$TAP_FAILED" -eq 0 ] && [ "$TAP_COUNT" -gt 0 ] && [ "$status" -eq 0 ] && exit 0
    exit 1
}
trap finish EXIT
trap 'exit 1' INT TERM

# What to preload: dbarch, and pg_stat_statements if this PostgreSQL has it.
PRELOAD=dbarch
if [ -e "$("$PG_CONFIG" --pkglibdir)/pg_stat_statements.so" ]; then PRELOAD=pg_stat_statements,dbarch; fi

# ok CONDITION-STATUS WHAT [GOT]
ok() {
    TAP_COUNT=$((TAP_COUNT + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $TAP_COUNT - $2"
    else
        TAP_FAILED=$((TAP_FAILED + 1))
        echo "not ok $TAP_COUNT - $2"
        [ -z "${3:-}" ] || printf '%s\n' "$3" | sed 's/^/#   got: /'
    fi
}

# is GOT WANTED WHAT
is() {
    if [ "$1" = "$2" ]; then ok 0 "$3"; else ok 1 "$3" "$1 (wanted: $2)"; fi
}

# until_true SECONDS COMMAND...: 0 as soon as the command succeeds.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# server_configure NAME SETTING...: appends to the configuration.
server_configure() {
    local name=$1
    shift
    printf '%s\n' "$@" | as_server_user tee -a "$WORK/$name/data/postgresql.conf" >/dev/null
}

# server_start NAME
server_start() {
    as_server_user "$PG_BIN/pg_ctl" -D "$WORK/$1/data" -l "$WORK/$1/server.log" -w -t 60 start >/dev/null
}

# server_stop NAME [MODE]
server_stop() {
    as_server_user "$PG_BIN/pg_ctl" -D "$WORK/$1/data" -m "${2:-fast}" -w -t 60 stop >/dev/null
}

server_reload() {
    as_server_user "$PG_BIN/pg_ctl" -D "$WORK/$1/data" reload >/dev/null
}

# server_create NAME SETTING...: initdb, configuration, start.
server_create() {
    local name=$1
    shift
    CLUSTERS+=("$name")
    as_server_user mkdir "$WORK/$name"
    as_server_user "$PG_BIN/initdb" -D "$WORK/$name/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
        >"$WORK/initdb.log" 2>&1 || { cat "$WORK/initdb.log"; exit 1; }
    server_configure "$name" "listen_addresses = ''" "unix_socket_directories = '$WORK'" \
        "port = $((5432 + ${#CLUSTERS[@]}))" "fsync = off" "lc_messages = 'C'" "$@"
    eval "PORT_$name=$((5432 + ${#CLUSTERS[@]}))"
    server_start "$name" || { cat "$WORK/$name/server.log"; exit 1; }
}

# server_replica NAME OF: a streaming standby of OF.
server_replica() {
    local name=$1 port_of=PORT_$2
    CLUSTERS+=("$name")
    as_server_user mkdir "$WORK/$name"
    as_server_user "$PG_BIN/pg_basebackup" -h "$WORK" -p "${!port_of}" -U postgres -D "$WORK/$name/data" -R -c fast \
        --no-sync || exit 1
    eval "PORT_$name=$((5432 + ${#CLUSTERS[@]}))"
    server_configure "$name" "port = $((5432 + ${#CLUSTERS[@]}))"
    server_start "$name" || { cat "$WORK/$name/server.log"; exit 1; }
}

# sql NAME DATABASE STATEMENT [ROLE]: unaligned output without header, errors included.
sql() {
    local port=PORT_$1
    "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$WORK" -p "${!port}" -U "${4:-postgres}" -d "$2" -c "$3" 2>&1
}

# answers NAME DATABASE STATEMENT: whether it returns t.
answers() {
    [ "$(sql "$1" "$2" "$3")" = t ]
}

# log_count NAME PATTERN: lines of the server log that match.
log_count() {
    grep -cE -- "$2" "$WORK/$1/server.log" || true
}

log_has() {
    grep -qE -- "$2" "$WORK/$1/server.log"
}
