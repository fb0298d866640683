#!/usr/bin/env bash
# build.sh debug|release NAME [FEATURE]: builds dbarch and installs it into the private copy NAME of PostgreSQL (see
# stage.sh).
# Progress goes to stderr; prints the pg_config of that copy.
set -euo pipefail
profile=${1:?usage: build.sh debug|release NAME} name=${2:?usage: build.sh debug|release NAME}
. "$(dirname "$0")/environment.sh"
choose_pg_config
[ -z "${3:-}" ] || PG_FEATURES+=(--features "$3")

staged=$("$ROOT/scripts/stage.sh" "$name")
[ "$profile" = release ] && options=(--release) || options=()
# A server that runs keeps the library it has; writing into that file would crash it.
rm -f "$("$staged" --pkglibdir)/dbarch.so"
say "building dbarch ($profile) for PostgreSQL $PG_MAJOR"
cargo pgrx install "${options[@]}" --pg-config "$staged" "${PG_FEATURES[@]}" >&2
# The umask may be strict, and the server runs as somebody else.
[ -z "$UNPRIVILEGED" ] || chmod a+rx "$("$staged" --pkglibdir)/dbarch.so"
[ -z "$UNPRIVILEGED" ] || chmod a+r "$("$staged" --sharedir)"/extension/dbarch*
echo "$staged"
