"""What a feature costs while clients work: switches it on and off within one run of pgbench.

Usage: toggle.py PGBENCH WORKLOAD ON OFF SECONDS DIRECTORY
WORKLOAD is "select", "prepared" or "tpcb"; ON and OFF are SQL that switches the feature; where the server is says the
environment (PGHOST, PGPORT, ...). Prints as CSV: microseconds a transaction while the feature is off, what it costs in
per cent of the throughput, the same of "off" against "off again", which is the noise, and how often it was compared.

Each client draws one of four scripts again and again: switch on, off, off again, or some transactions, which are timed.
What was timed between two switches is compared with what the same client did before the last one: whatever else the
machine does, and however its speed changes, within milliseconds it is the same, and the median of many such ratios is
what the feature costs.
"""

import glob
import math
import os
import statistics
import subprocess
import sys
import time
from itertools import groupby

SELECT = """\
\\set aid random(1, 100000 * :scale)
SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
"""

# The script that pgbench has built in as "tpcb-like". Each client has branches and tellers of its own: to wait for the
# other one's lock takes longer than what is to be measured.
TPCB = """\
\\set aid random(1, 100000 * :scale)
\\set bid 2 * random(1, :scale / 2) - :client
\\set tid 2 * random(1, 10 * :scale / 2) - :client
\\set delta random(-5000, 5000)
BEGIN;
UPDATE pgbench_accounts SET abalance = abalance + :delta WHERE aid = :aid;
SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
UPDATE pgbench_tellers SET tbalance = tbalance + :delta WHERE tid = :tid;
UPDATE pgbench_branches SET bbalance = bbalance + :delta WHERE bid = :bid;
INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (:tid, :bid, :aid, :delta, CURRENT_TIMESTAMP);
END;
"""

# Protocol, transaction, how many are timed together, and how many follow a switch untimed: what has just been switched
# on is not in the processor's caches, which is not what it costs while it stays on.
WORKLOADS = {
    "select": ("simple", SELECT, 40, 10),
    "prepared": ("prepared", SELECT, 40, 10),
    "tpcb": ("simple", TPCB, 6, 2),
}
ON, OFF, AGAIN, TIMED = range(4)


def scripts(workload: str, on: str, off: str) -> list[str]:
    """Of all scripts, by their number. A statement that is prepared while the feature is off may stay unknown to it, so
    nobody switches it off before all are prepared."""
    _, transaction, timed, untimed = WORKLOADS[workload]
    guarded = f"\\if :prepared\n{off};\n\\endif\n" + transaction * untimed
    return [on + ";\n" + transaction * untimed, guarded, guarded, transaction * timed + "\\set prepared true\n"]


def keep_together(client: int, program: subprocess.Popen, psql: str) -> None:
    """Each client shares a CPU with its session: to wake each other across two takes longer, at random."""
    cpus = sorted(os.sched_getaffinity(0))
    if len(cpus) < 2:
        return
    wanted = {cpus[client]}
    os.sched_setaffinity(program.pid, wanted)
    time.sleep(0.3)
    query = f"SELECT pid FROM pg_stat_activity WHERE application_name = 'client {client}'"
    found = subprocess.run([psql, "-XAtc", query], check=True, capture_output=True, text=True).stdout
    for session in found.split():
        os.sched_setaffinity(int(session), wanted)


def run_clients(pgbench: str, workload: str, on: str, off: str, seconds: str, directory: str) -> None:
    command = [pgbench, "-n", "-M", WORKLOADS[workload][0], "-T", seconds, "-s", "10", "-D", "prepared=false", "-l"]
    for number, text in enumerate(scripts(workload, on, off)):
        file = os.path.join(directory, f"{number}.sql")
        with open(file, "w") as script:
            script.write(text)
        command += ["-f", f"{file}@{6 if number == TIMED else 1}"]
    for old in glob.glob(os.path.join(directory, "log.*")):
        os.remove(old)
    programs = []
    for client in range(2):
        log = ["--log-prefix", os.path.join(directory, f"log.{client}"), "-D", f"client={client}"]
        environment = {**os.environ, "PGAPPNAME": f"client {client}"}
        programs.append(subprocess.Popen(command + log, env=environment, stdout=subprocess.DEVNULL))
    for client, program in enumerate(programs):
        keep_together(client, program, os.path.join(os.path.dirname(pgbench), "psql"))
    if any([program.wait() for program in programs]):
        sys.exit("error: pgbench has failed")


def stretches(log: str, timed: int) -> list[tuple[int, float]]:
    """What was switched on or off, and the microseconds of a transaction until the next switch."""
    with open(log) as lines:
        # Column 2 has the time, column 3 the number of the script.
        columns = [line.split() for line in lines]
    runs = [(int(column[3]), int(column[2]) / timed) for column in columns]
    first = next((n for n, (script, _) in enumerate(runs) if script == TIMED), len(runs))
    found: list[tuple[int, float]] = []
    switch = None
    for is_timed, group in groupby(runs[first:], lambda run: run[0] == TIMED):
        last = list(group)
        if not is_timed:
            switch = last[-1][0]
        elif switch is not None:
            found.append((switch, statistics.median(us for _, us in last)))
    return found


def compare(directory: str, timed: int) -> None:
    off_us: list[float] = []
    costs: list[float] = []
    noises: list[float] = []
    for log in glob.glob(os.path.join(directory, "log.*")):
        found = stretches(log, timed)
        off_us += [us for switch, us in found if switch != ON]
        for (one, one_us), (other, other_us) in zip(found, found[1:]):
            ratio = math.log(one_us / other_us)
            if (one == ON) != (other == ON):
                costs.append(ratio if one == ON else -ratio)
            elif one != other:
                noises.append(ratio if one == AGAIN else -ratio)
    if min(len(costs), len(noises)) < 50:
        sys.exit("error: too few transactions to compare")
    # In a closed loop the time of a transaction is all that decides how many there are.
    cost, noise = (100 * (1 - math.exp(-statistics.median(ratios))) for ratios in (costs, noises))
    print(f"{statistics.median(off_us):.3f},{cost:.4f},{noise:.4f},{len(costs)}")


if __name__ == "__main__":
    run_clients(*sys.argv[1:])
    compare(sys.argv[6], WORKLOADS[sys.argv[2]][2])
