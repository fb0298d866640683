#!/usr/bin/env bash
# How good are the sets that the solver finds, and how long does it take? benches/README.md explains the figures.
#
# MATRICES="FILE..." are the published problems: JSON, see crates/core/examples/solve_published.rs.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
. "$root/scripts/environment.sh"

if [ -z "${MATRICES:-}" ]; then
    echo 'error: say MATRICES="FILE...": benches/README.md tells where to find them' >&2
    exit 1
fi
# Word splitting is how several files are given.
# shellcheck disable=SC2086
cd "$root" && exec cargo run -q --release -p dbarch-core --example solve_published -- $MATRICES
