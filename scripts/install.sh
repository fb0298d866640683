#!/usr/bin/env bash
# Installs a release build into the PostgreSQL of PG_CONFIG, or below DESTDIR as packagers want it.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

options=(--pg-config "$PG_CONFIG" "${PG_FEATURES[@]}")
if [ -n "${DESTDIR:-}" ]; then
    exec cargo pgrx package --out-dir "$DESTDIR" "${options[@]}"
fi
# Only the copying runs as root: what is built stays ours.
if [ ! -w "$("$PG_CONFIG" --pkglibdir)" ]; then
    command -v sudo >/dev/null ||
        die "$("$PG_CONFIG" --pkglibdir) is not writable and there is no sudo: run 'make install' as root"
    options+=(--sudo)
fi
cargo pgrx install --release "${options[@]}"
say "installed; to run the background worker, add dbarch to shared_preload_libraries and restart the server"
