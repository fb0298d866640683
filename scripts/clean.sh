#!/usr/bin/env bash
# Removes what was built, also where it lies outside the checkout (see environment.sh).
set -euo pipefail
. "$(dirname "$0")/environment.sh"
choose_run_dir
rm -rf "$RUN_DIR"
cargo clean
