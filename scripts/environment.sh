# Sourced by the other scripts: where things are, and as whom PostgreSQL's programs may run.
# Sets ROOT, PG_CONFIG (absolute), PG_MAJOR, PG_FEATURES (cargo arguments), RUN_DIR, PGRX_HOME and UNPRIVILEGED.

PGRX_VERSION=0.18.1
# Where setup.sh puts that version when the user has another one for other projects.
PGRX_ROOT=${XDG_CACHE_HOME:-$HOME/.cache}/dbarch/cargo-pgrx-$PGRX_VERSION
[ ! -d "$PGRX_ROOT/bin" ] || PATH=$PGRX_ROOT/bin:$PATH

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT" || exit 1

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf 'dbarch: %s\n' "$*" >&2; exit 1; }

# PostgreSQL refuses to run as root; its package brings a user that we borrow.
if [ "$(id -u)" -eq 0 ]; then UNPRIVILEGED=postgres; else UNPRIVILEGED=; fi

# as_unprivileged COMMAND...: runs a PostgreSQL program as a user that it accepts, from a folder which that user may
# enter.
as_unprivileged() {
    if [ -n "$UNPRIVILEGED" ]; then
        (cd / && exec runuser -u "$UNPRIVILEGED" -- "$@")
    else
        "$@"
    fi
}

# Below target/ as a rule; a checkout in a closed folder such as /root is out of reach for the unprivileged user, so
# what the server must read then lies elsewhere.
choose_run_dir() {
    RUN_DIR=$ROOT/target/run
    if [ -n "$UNPRIVILEGED" ] && ! as_unprivileged test -x "$ROOT" 2>/dev/null; then
        RUN_DIR=/var/tmp/dbarch-$(printf '%s' "$ROOT" | cksum | cut -d' ' -f1)
        # Anybody may make folders there, and what is in this one gets run.
        mkdir -p -m 755 "$RUN_DIR"
        [ -O "$RUN_DIR" ] && [ ! -L "$RUN_DIR" ] || die "$RUN_DIR is not root's: remove it"
    fi
}

choose_pg_config() {
    PG_CONFIG=$(command -v "${PG_CONFIG:-pg_config}") ||
        die "no pg_config found: run 'make setup', or name one with PG_CONFIG=/path/to/pg_config"
    PG_MAJOR=$("$PG_CONFIG" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')
    case $PG_MAJOR in
    14 | 15 | 16 | 17 | 18) ;;
    *) die "$("$PG_CONFIG" --version) is not supported: name a pg_config of 14 to 18 with PG_CONFIG=" ;;
    esac
    PG_FEATURES=(--no-default-features --features "pg$PG_MAJOR")
    # One home a major: its configuration then never changes, and cargo has no reason to rebuild the bindings.
    PGRX_HOME=$ROOT/target/pgrx/$PG_MAJOR
    export PG_CONFIG PG_MAJOR PGRX_HOME
}

# build.rs asks the linker itself (see there); the same flags for everybody mean that nothing is built twice.
export CARGO_PGRX_DISABLE_GC_SECTIONS_WORKAROUND=1
# Backtraces would leak into the DETAIL of error messages.
unset RUST_BACKTRACE
