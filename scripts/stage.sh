#!/usr/bin/env bash
# stage.sh NAME: a private copy of PostgreSQL's folders to install dbarch into; prints its pg_config.
#
# Tests and the demo must not write into the system's folders (no sudo, no clash between two checkouts, and a library
# replaced under a running server would crash it). PostgreSQL finds its folders relative to its programs, so programs
# are copied and all the rest are links.
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_pg_config
choose_run_dir

name=${1:?usage: stage.sh NAME}
# What was fetched for tests is private already.
case $PG_CONFIG in "$RUN_DIR"/majors/*) echo "$PG_CONFIG" && exit ;; esac
tree=$RUN_DIR/$name-$PG_MAJOR

bin=$("$PG_CONFIG" --bindir) lib=$("$PG_CONFIG" --pkglibdir) share=$("$PG_CONFIG" --sharedir)
include=$("$PG_CONFIG" --includedir) server=$("$PG_CONFIG" --includedir-server) libdir=$("$PG_CONFIG" --libdir)

# link_entries FROM: links each entry of FROM at the same place below the tree. Not a dbarch that the system has
# installed, and not the folder that extensions are installed into, which is made for real.
link_entries() {
    mkdir -p "$tree$1"
    find "$1" -mindepth 1 -maxdepth 1 ! -name 'dbarch*' ! -name extension ! -path "$lib" -exec ln -sfn -t "$tree$1" {} +
}

mkdir -p "$tree$bin"
cp --update --preserve=mode,timestamps --remove-destination "$bin"/* "$tree$bin/"
link_entries "$lib"
link_entries "$share"
link_entries "$share/extension"
for folder in "$include" "$server" "$libdir"; do
    [ -e "$tree$folder" ] || { mkdir -p "$(dirname "$tree$folder")" && ln -sfn "$folder" "$tree$folder"; }
done
# A self-contained build finds its own libraries there.
[ -L "$tree$libdir" ] || link_entries "$libdir"

staged=$tree$bin/pg_config
[ "$("$staged" --pkglibdir)" = "$tree$lib" ] || die "$PG_CONFIG cannot be staged: its folders do not move with it"
echo "$staged"
