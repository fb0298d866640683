#!/usr/bin/env bash
# Packs the installable files: target/package/dbarch-VERSION-pgMAJOR.tar.gz, to be unpacked at /.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config

version=$(sed -nE 's/^version = "(.*)"/\1/p' Cargo.toml | head -1)
name=dbarch-$version-pg$PG_MAJOR
out=$ROOT/target/package
rm -rf "${out:?}/$name"
mkdir -p "$out"
cargo pgrx package --pg-config "$PG_CONFIG" --out-dir "$out/$name" "${PG_FEATURES[@]}"
tar --create --gzip --file "$out/$name.tar.gz" --directory "$out/$name" --owner=0 --group=0 .
say "$out/$name.tar.gz"
