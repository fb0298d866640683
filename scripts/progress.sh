# Steps with elapsed seconds, and one clear line when something fails: sourced by demo.sh and the benchmarks.
#
# The caller sets STEP_LOG, the file that takes the output of the steps.

STEP_LABEL=
STEP_TICKER=
STEP_SECONDS=

heading() {
    printf '\n== %s %s\n\n' "$1" "$(printf '=%.0s' $(seq $((114 - ${#1}))))"
}

# On a terminal the seconds count up in place; in a log file there is one line, printed in two parts.
start_ticker() {
    [ -t 1 ] || return 0
    (
        second=0
        while sleep 1; do
            second=$((second + 1))
            printf '\r   %-88s %6d s ' "$STEP_LABEL" "$second"
        done
    ) &
    STEP_TICKER=$!
}

stop_ticker() {
    [ -n "$STEP_TICKER" ] || return 0
    kill "$STEP_TICKER" 2>/dev/null || true
    wait "$STEP_TICKER" 2>/dev/null || true
    STEP_TICKER=
    printf '\r'
}

# step LABEL COMMAND...: runs the command in this shell, so that a function may set variables. Output goes to STEP_LOG.
# Sets STEP_SECONDS.
step() {
    local begin end
    STEP_LABEL=$1
    shift
    printf '   %-88s ' "$STEP_LABEL"
    begin=$(date +%s%N)
    start_ticker
    : >"$STEP_LOG"
    "$@" >>"$STEP_LOG" 2>&1
    stop_ticker
    end=$(date +%s%N)
    STEP_SECONDS=$(awk -v ns=$((end - begin)) 'BEGIN { printf "%.1f", ns / 1e9 }')
    if [ -t 1 ]; then printf '   %-88s ' "$STEP_LABEL"; fi
    printf '%6s s\n' "$STEP_SECONDS"
    STEP_LABEL=
}

# For "trap report_exit EXIT": says which step failed and why, shows the end of the server's log, stops the server.
report_exit() {
    local status=$? reason
    # When a step ends the shell, its redirection to STEP_LOG is still in force.
    exec >&3 2>&4
    trap - EXIT INT TERM
    stop_ticker
    if [ "$status" -ne 0 ]; then
        reason=
        if [ -s "$STEP_LOG" ]; then
            reason=$(grep -m 1 -E 'ERROR|FATAL|error:' "$STEP_LOG" || tail -n 1 "$STEP_LOG")
        fi
        # Outside a step, whatever failed has printed its own message.
        if [ -n "$STEP_LABEL" ]; then
            printf '\nerror: "%s" failed%s\n' "$STEP_LABEL" "${reason:+: ${reason#error: }}" >&2
        fi
        if [ -n "${CLUSTER_LOG:-}" ] && [ -s "$CLUSTER_LOG" ]; then
            printf 'The last lines of %s:\n' "$CLUSTER_LOG" >&2
            grep -v '^\s' "$CLUSTER_LOG" | tail -n 6 | cut -c 1-160 | sed 's/^/   /' >&2
        fi
        cluster_halt
    fi
    rm -f "$STEP_LOG"
    exit "$status"
}

trap_failures() {
    STEP_LOG=$(mktemp)
    exec 3>&1 4>&2
    trap report_exit EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
}
