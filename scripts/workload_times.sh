# Reads and compares the files that sample/run_workload.sh writes (file, calls, milliseconds, name; tab-separated):
# sourced by demo.sh.

workload_size() {
    sed -n 's/^-- calls: //p' "$1"/*.sql |
        awk '{ calls += $1; files++ } END { printf "%d statements, %d calls", files, calls }'
}

total_seconds() {
    awk -F '\t' '{ ms += $3 } END { printf "%.2f", ms / 1000 }' "$1"
}

# print_slowest FILE COUNT
print_slowest() {
    local tab=$'\t'
    printf '   %10s %8s %10s  %s\n' 'total ms' 'calls' 'ms a call' 'statement'
    sort -t "$tab" -k3,3nr "$1" | awk -F '\t' -v count="$2" \
        'NR <= count { printf "   %10.0f %8d %10.2f  %s\n", $3, $2, $3 / $2, $4 }'
}

# print_gains BEFORE AFTER COUNT: the statements that gained most, then the totals.
print_gains() {
    local tab=$'\t'
    printf '   %10s %10s %8s  %s\n' 'before ms' 'after ms' 'change' 'statement'
    join -t "$tab" -o 1.1,1.3,2.3,1.4 "$1" "$2" |
        awk -F '\t' '{ printf "%.3f\t%s\t%s\t%s\n", $2 - $3, $2, $3, $4 }' |
        sort -t "$tab" -k1,1nr |
        awk -F '\t' -v count="$3" \
            'NR <= count { printf "   %10.0f %10.0f %7.0f%%  %s\n", $2, $3, ($3 / $2 - 1) * 100, $4 }'
    awk -F '\t' 'NR == FNR { before += $3; next } { after += $3 }
        END { printf "\n   Total run time of the workload: %.2f s before, %.2f s after: %.1f %% less\n",
                     before / 1000, after / 1000, (1 - after / before) * 100 }' "$1" "$2"
}
