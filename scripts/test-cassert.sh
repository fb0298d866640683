#!/usr/bin/env bash
# test-cassert.sh: SQL tests and the randomised tests on a PostgreSQL with assertions, which checks itself where the
# packaged one trusts: memory contexts, node trees, reference counts, locks.
#
# Builds it from Debian's source package of PG_CONFIG's major, once, into PREFIX (default /opt/pgNN-cassert). Needs a
# Debian or Ubuntu whose sources of packages can be had; SEED, INDEXES and QUERIES are those of test_random_whatif.sh.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config
PREFIX=${PREFIX:-/opt/pg$PG_MAJOR-cassert}
CONTRIB=(pg_trgm btree_gin btree_gist pg_stat_statements auto_explain pageinspect)

# apt with its own lists: what the machine's administrator has set up stays as it is.
own_apt() {
    local command=$1
    shift
    "$command" -q -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/sources" \
        -o Dir::State::lists="$work/lists" -o Dir::Cache="$work" -o APT::Sandbox::User=root -o Debug::NoLocking=1 "$@"
}

download() {
    local file version
    mkdir -p "$work/sources" "$work/lists/partial" "$work/archives/partial"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
        [ ! -s "$file" ] || sed -E 's/^Types:.*/Types: deb-src/; s/^deb /deb-src /' "$file" >"$work/sources/${file##*/}"
    done
    own_apt apt-get update >&2
    # A mirror may announce a version that it no longer has.
    for version in $(own_apt apt-cache showsrc "postgresql-$PG_MAJOR" | sed -n 's/^Version: //p' | sort -Vru); do
        (cd "$work" && own_apt apt-get source --download-only "postgresql-$PG_MAJOR=$version") >&2 && return
    done
    die "no source package postgresql-$PG_MAJOR to be had: build PostgreSQL with --enable-cassert into $PREFIX yourself"
}

build_server() {
    local work status=0 contrib
    # Up to 16 the package has the generated parsers.
    [ "$PG_MAJOR" -lt 17 ] || command -v bison flex perl >/dev/null || die "install bison, flex and perl first"
    work=$(mktemp -d /var/tmp/dbarch-cassert.XXXXXX)
    say "building PostgreSQL $PG_MAJOR with assertions into $PREFIX (once; takes some minutes)"
    (
        download
        mkdir "$work/source"
        tar -xf "$work"/postgresql-*.orig.tar.* -C "$work/source" --strip-components=1
        cd "$work/source"
        ./configure --quiet --prefix="$PREFIX" --enable-cassert --enable-debug CFLAGS=-O1 --without-readline --without-zlib \
            $([ "$PG_MAJOR" -lt 16 ] || echo --without-icu)
        make -s -j"$(nproc)" && make -s install
        for contrib in "${CONTRIB[@]}"; do make -s -C "contrib/$contrib" install; done
    ) >&2 || status=$?
    rm -rf "$work"
    [ "$status" -eq 0 ] || die "PostgreSQL could not be built (messages above)"
}

[ -x "$PREFIX/bin/pg_config" ] || build_server
"$PREFIX/bin/pg_config" --configure | grep -q enable-cassert || die "$PREFIX is no PostgreSQL with assertions: set PREFIX="

export PG_CONFIG=$PREFIX/bin/pg_config
# Bindings are made for one installation; sharing the folder would rebuild them at every change to and fro.
export CARGO_TARGET_DIR=$ROOT/target/cassert
staged=$(scripts/build.sh debug cassert)
status=0
PG_CONFIG=$staged scripts/regress.sh || status=1
PG_CONFIG=$staged scripts/client-tests.sh tests/client/test_{random_whatif,isolation,leak}.sh || status=1
exit $status
