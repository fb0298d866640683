#!/usr/bin/env bash
# Stops and removes the cluster of demo.sh.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/scripts/cluster.sh"

CLUSTER_LINK=$root/target/demo
if [ ! -L "$CLUSTER_LINK" ] && [ ! -e "$CLUSTER_LINK" ]; then
    echo "No demo cluster is there."
    exit 0
fi
cluster_find_postgres
cluster_remove
echo "The demo cluster is stopped and removed."
