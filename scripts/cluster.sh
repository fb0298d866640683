# A throw-away PostgreSQL cluster: sourced by demo.sh, demo-stop.sh and the benchmarks, never run by itself.
#
# The caller sets CLUSTER_LINK (where the checkout shows the cluster, such as target/demo) and may set PG_CONFIG. The
# directory holds data/, socket/, server.log and the marker file that cluster_remove asks for before it deletes.

PG_CONFIG=${PG_CONFIG:-pg_config}
CLUSTER_MARKER=dbarch-throw-away-cluster

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Sets PG_BIN. A server of another installation may come first on PATH, so every program is called by its full path.
cluster_find_postgres() {
    command -v "$PG_CONFIG" >/dev/null ||
        fail "no pg_config: install the PostgreSQL server and development packages, or set PG_CONFIG=/path/to/pg_config"
    PG_BIN=$("$PG_CONFIG" --bindir)
    local program
    for program in initdb pg_ctl postgres psql pgbench; do
        [ -x "$PG_BIN/$program" ] ||
            fail "$PG_BIN/$program is missing: install the PostgreSQL server package that $PG_CONFIG belongs to"
    done
}

# PostgreSQL refuses to run as root, so root hands server commands to the operating-system user postgres.
as_server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif command -v runuser >/dev/null; then
        (cd / && runuser -u postgres -- "$@")
    else
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- "$@")
    fi
}

# Creates the directory and sets CLUSTER_DIR. It lies in the checkout when the server's user can get there and when
# the path is short enough for a Unix socket (107 bytes); otherwise in /tmp, with a link in the checkout.
cluster_make_directory() {
    local parent
    parent=$(dirname "$CLUSTER_LINK")
    mkdir -p "$parent"
    CLUSTER_DIR=$CLUSTER_LINK
    if [ "${#CLUSTER_LINK}" -gt 70 ] || ! as_server_user test -x "$parent"; then
        CLUSTER_DIR=$(mktemp -d "/tmp/dbarch-$(basename "$CLUSTER_LINK").XXXXXX")
        ln -sfn "$CLUSTER_DIR" "$CLUSTER_LINK"
    fi
    mkdir -p "$CLUSTER_DIR/socket"
    touch "$CLUSTER_DIR/$CLUSTER_MARKER"
    chmod 755 "$CLUSTER_DIR"
    if [ "$(id -u)" -eq 0 ]; then
        id postgres >/dev/null 2>&1 || fail "there is no system user postgres: install the PostgreSQL server package"
        chown -R postgres: "$CLUSTER_DIR"
    fi
}

# The first port from $1 on that nobody listens on. Our server opens no TCP port; a number of its own still keeps its
# socket file and its line in monitoring apart from other servers.
free_port() {
    local port=$1
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        port=$((port + 1))
    done
    echo "$port"
}

# cluster_create FIRST_PORT [SETTING...]: initdb, configuration, start. Sets CLUSTER_PORT and CLUSTER_SOCKET.
cluster_create() {
    local first_port=$1
    shift
    cluster_make_directory
    CLUSTER_PORT=$(free_port "$first_port")
    CLUSTER_SOCKET=$CLUSTER_DIR/socket
    CLUSTER_LOG=$CLUSTER_DIR/server.log
    as_server_user "$PG_BIN/initdb" -D "$CLUSTER_DIR/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
        >"$CLUSTER_DIR/initdb.log" 2>&1 || { tail -n 5 "$CLUSTER_DIR/initdb.log" >&2; fail "initdb failed"; }
    # Authentication is "trust", so nobody but the owner (and root) may reach the socket, and no TCP port is open. The
    # rest of the configuration stays as delivered: advice is for the server people have.
    {
        echo "port = $CLUSTER_PORT"
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$CLUSTER_SOCKET'"
        echo "unix_socket_permissions = 0700"
        printf '%s\n' "$@"
    } | as_server_user tee -a "$CLUSTER_DIR/data/postgresql.conf" >/dev/null
    # The server outlives this script; with copies of its output (progress.sh) it would keep a pipe behind it open.
    as_server_user "$PG_BIN/pg_ctl" -D "$CLUSTER_DIR/data" -l "$CLUSTER_LOG" -w -t 60 start >/dev/null 3>&- 4>&- ||
        fail "the server did not start, see $CLUSTER_LOG"
}

# Stops the server at once and keeps its files, so that the log of a failure can be read.
cluster_halt() {
    local dir=${CLUSTER_DIR:-}
    if [ -n "$dir" ] && [ -f "$dir/data/postmaster.pid" ]; then
        as_server_user "$PG_BIN/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    fi
}

# Stops and deletes what an earlier run left behind CLUSTER_LINK. Only a directory with our marker is deleted.
cluster_remove() {
    if [ -e "$CLUSTER_LINK" ]; then
        CLUSTER_DIR=$(readlink -f "$CLUSTER_LINK")
        [ -e "$CLUSTER_DIR/$CLUSTER_MARKER" ] || fail "$CLUSTER_LINK is not a throw-away cluster; move it away"
        cluster_halt
        rm -rf "$CLUSTER_DIR"
    fi
    # A link may be left without its target, when /tmp was cleaned.
    rm -f "$CLUSTER_LINK"
}

# psql and pgbench as the cluster's superuser, without the user's own ~/.psqlrc.
cluster_psql() {
    "$PG_BIN/psql" -X -h "$CLUSTER_SOCKET" -p "$CLUSTER_PORT" -U postgres -v ON_ERROR_STOP=1 "$@"
}

# cluster_finish REPORT DATABASE: how a benchmark ends. KEEP=1 leaves the cluster running and says how to connect. Succeeds
# if the last line of the report is "passed".
cluster_finish() {
    local verdict
    verdict=$(tail -n 1 "$1")
    if [ "${KEEP:-0}" = 1 ]; then
        printf '\nThe cluster keeps running: %s -h %s -p %s -U postgres %s\n' \
            "$PG_BIN/psql" "$CLUSTER_SOCKET" "$CLUSTER_PORT" "$2"
        # A figure that misses its target is no failure to stop the server for.
        CLUSTER_DIR='' CLUSTER_LOG=''
    else
        cluster_remove
    fi
    [ "$verdict" = passed ]
}
