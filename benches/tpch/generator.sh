# The generator of TPC-H tables and queries, in a virtual environment: sourced by run.sh of this folder and of
# ../constants, never run by itself. The caller sets root and PYTHON, and has progress.sh.

VENV=$root/target/tpch-venv

install_generator() {
    if ! "$VENV/bin/python" -c 'import duckdb; assert duckdb.__version__ == "0.9.2"' 2>/dev/null; then
        rm -rf "$VENV"
        "$PYTHON" -m venv "$VENV" || fail "$PYTHON -m venv does not work: install the package python3-venv"
        # The last version whose wheel carries the TPC-H generator inside, so that nothing else is fetched.
        "$VENV/bin/pip" install --quiet --disable-pip-version-check duckdb==0.9.2
    fi
}
