#!/usr/bin/env bash
# setup.sh [--majors]: installs what building and testing dbarch needs (with --majors: what fetching other majors needs
# besides) and the machine lacks; on a machine that has it all, it only looks.
#
# Rust, git and make are expected; PG_CONFIG selects a PostgreSQL that is there already.
set -euo pipefail
. "$(dirname "$0")/environment.sh"

FOR_MAJORS=
if [ "${1:-}" = --majors ]; then FOR_MAJORS=yes; fi

# --- Rust -----------------------------------------------------------------------------------------------------------

need_rust() {
    local wanted found
    command -v cargo >/dev/null && command -v rustc >/dev/null ||
        die "cargo is not on the PATH: install Rust from https://rustup.rs, then run this again"
    wanted=$(sed -nE 's/^rust-version = "(.*)"/\1/p' Cargo.toml)
    found=$(rustc --version | cut -d' ' -f2)
    [ "$(printf '%s\n' "$wanted" "${found%%-*}" | sort -V | head -1)" = "$wanted" ] ||
        die "rustc $found is too old, $wanted is needed: run 'rustup update stable'"
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
        die "rustfmt or clippy is missing: run 'rustup component add rustfmt clippy'"
}

# --- Debian's packages ----------------------------------------------------------------------------------------------

# Looks for what a package brings rather than for its name: names vary, and not everything comes from packages.
missing_tools() {
    command -v cc >/dev/null && [ -e /usr/include/stdio.h ] || echo build-essential
    command -v pkg-config >/dev/null || echo pkg-config
    command -v python3 >/dev/null || echo python3
    has_clang || echo clang libclang-dev
    # cargo-pgrx links it.
    command -v cargo-pgrx >/dev/null || pkg-config --exists openssl 2>/dev/null || echo libssl-dev
    if [ "$FOR_MAJORS" ]; then
        python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
        command -v npm >/dev/null || echo npm
    fi
    # Root needs it to step down to the user that runs the server.
    [ -z "$UNPRIVILEGED" ] || command -v sudo >/dev/null || echo sudo
}

has_clang() {
    { command -v clang || compgen -G '/usr/lib/llvm-*/bin/clang'; } >/dev/null &&
        { [ -n "${LIBCLANG_PATH:-}" ] || compgen -G '/usr/lib/llvm-*/lib/libclang*.so*' ||
            compgen -G '/usr/lib*/libclang*.so*' || compgen -G '/usr/lib/*/libclang*.so*'; } >/dev/null
}

has_postgresql() {
    local found
    found=$(command -v "${PG_CONFIG:-pg_config}") && [ -x "$("$found" --bindir)/postgres" ] &&
        [ -e "$("$found" --includedir-server)/postgres.h" ] &&
        [ -x "$(dirname "$("$found" --pgxs)")/../../src/test/regress/pg_regress" ] &&
        [ -e "$("$found" --sharedir)/extension/pg_stat_statements.control" ]
} 2>/dev/null

# The server's packages: of the major that is installed without its headers, or else of the distribution's own.
postgresql_packages() {
    local major
    major=$(find /usr/lib/postgresql -path '*/bin/postgres' 2>/dev/null | cut -d/ -f5 | sort -n | tail -1)
    [ -n "$major" ] || major=$(apt-cache depends postgresql | sed -nE 's/.*Depends: postgresql-([0-9]+)$/\1/p' | head -1)
    [ -n "$major" ] || die "apt knows no package 'postgresql': check /etc/apt/sources.list"
    echo "postgresql-$major postgresql-server-dev-$major postgresql-contrib"
}

install_packages() {
    local wanted=$1 sudo=()
    command -v apt-get >/dev/null ||
        die "this is not Debian or Ubuntu: install PostgreSQL with its server headers and contrib, clang with libclang, cc and pkg-config, and name PostgreSQL with PG_CONFIG="
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            die "packages are missing and there is no sudo: as root run 'apt-get install $wanted'"
        [ -t 0 ] || sudo -n true 2>/dev/null ||
            die "packages are missing and sudo asks for a password: as root run 'apt-get install $wanted'"
        sudo=(sudo)
    fi
    say "installing packages (apt-get update first)"
    "${sudo[@]}" apt-get update -q >&2 || say "apt-get update failed; trying with the lists that are there"
    case " $wanted " in *" postgresql "*) wanted="${wanted/postgresql/$(postgresql_packages)}" ;; esac
    # Debian would create and start a server on port 5432, which nobody asked for.
    local no_cluster=/etc/postgresql-common/createcluster.d/dbarch-setup.conf
    "${sudo[@]}" mkdir -p "${no_cluster%/*}"
    echo 'create_main_cluster = false' | "${sudo[@]}" tee "$no_cluster" >/dev/null
    local status=0
    # shellcheck disable=SC2086 # a list of names
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l \
        apt-get install -y -q --no-install-recommends $wanted </dev/null >&2 || status=$?
    "${sudo[@]}" rm -f "$no_cluster"
    [ "$status" -eq 0 ] || die "apt-get could not install: $wanted (its message is above)"
}

need_packages() {
    local wanted
    wanted=$(missing_tools | tr '\n' ' ')
    if ! has_postgresql; then
        [ "${PG_CONFIG:-pg_config}" = pg_config ] ||
            die "PG_CONFIG=$PG_CONFIG: not a PostgreSQL with server, headers, pg_regress and contrib"
        wanted+=postgresql
    fi
    [ -z "${wanted// /}" ] && return
    install_packages "$wanted"
    hash -r
    has_postgresql || die "the pg_config on the PATH is not the installed PostgreSQL's: name that with PG_CONFIG="
}

# --- cargo-pgrx -----------------------------------------------------------------------------------------------------

need_pgrx() {
    [ "$(cargo pgrx --version 2>/dev/null)" = "cargo-pgrx $PGRX_VERSION" ] && return
    local where=()
    # Another version serves other projects: it stays.
    if command -v cargo-pgrx >/dev/null; then where=(--root "$PGRX_ROOT"); fi
    say "installing cargo-pgrx $PGRX_VERSION (once; takes some minutes)"
    cargo install --locked "${where[@]}" "cargo-pgrx@$PGRX_VERSION" >&2 ||
        die "cargo could not install cargo-pgrx $PGRX_VERSION (its message is above)"
}

# Tells pgrx which PostgreSQL to build and test against: the private copy that tests install into.
need_pgrx_home() {
    local staged
    staged=$(PG_CONFIG=$PG_CONFIG "$ROOT/scripts/stage.sh" test)
    grep -qsxF "pg$PG_MAJOR = \"$staged\"" "$PGRX_HOME/config.toml" && return
    mkdir -p "$PGRX_HOME"
    cargo pgrx init --no-run "--pg$PG_MAJOR" "$staged" >&2
}

[ ! -e target ] || [ -O target ] ||
    die "$ROOT/target belongs to another user: remove it ('sudo rm -rf $ROOT/target') or run this as that user"
need_rust
need_packages
choose_pg_config
need_pgrx
need_pgrx_home
