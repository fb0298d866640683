"""Writes the TPC-H tables and queries, as DuckDB's generator makes them, for PostgreSQL to load.

Usage: generate.py SCALE_FACTOR DIRECTORY
Writes load.sql (tables, \\copy, primary keys), one CSV file a table, and queries.csv (no, query). Neither data nor
query text is kept in the repository: both come from the generator at run time.
"""

import csv
import os
import sys

import duckdb

PRIMARY_KEYS = {
    "customer": "c_custkey",
    "lineitem": "l_orderkey, l_linenumber",
    "nation": "n_nationkey",
    "orders": "o_orderkey",
    "part": "p_partkey",
    "partsupp": "ps_partkey, ps_suppkey",
    "region": "r_regionkey",
    "supplier": "s_suppkey",
}


def main(scale_factor: float, directory: str) -> None:
    database = duckdb.connect()
    database.execute("LOAD tpch")
    database.execute(f"CALL dbgen(sf = {scale_factor})")

    with open(os.path.join(directory, "load.sql"), "w") as script:
        for table, key in PRIMARY_KEYS.items():
            columns = database.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name = ? ORDER BY ordinal_position",
                [table],
            ).fetchall()
            # DuckDB's type names are PostgreSQL's as well.
            definitions = ", ".join(f"{name} {kind} NOT NULL" for name, kind in columns)
            file = os.path.join(directory, f"{table}.csv")
            database.execute(f"COPY {table} TO '{file}' (FORMAT csv, HEADER false)")
            script.write(f"CREATE TABLE {table} ({definitions});\n")
            script.write(f"\\copy {table} FROM '{file}' (FORMAT csv)\n")
            script.write(f"ALTER TABLE {table} ADD CONSTRAINT pk_{table} PRIMARY KEY ({key});\n")

    queries = database.execute("SELECT query_nr, query FROM tpch_queries() ORDER BY query_nr").fetchall()
    with open(os.path.join(directory, "queries.csv"), "w", newline="") as file:
        writer = csv.writer(file)
        for number, query in queries:
            writer.writerow([number, query.strip().rstrip(";")])


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2])
