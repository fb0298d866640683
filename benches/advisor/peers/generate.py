"""Writes the tables and queries of TPC-H or TPC-DS, as DuckDB's generators make them, for PostgreSQL to load.

Usage: generate.py tpch|tpcds SCALE_FACTOR DIRECTORY
Writes load.sql (tables, \\copy, primary keys), one CSV file a table, and queries.csv (no, query). The queries are those
of the published study, which leaves out a few that no advisor can do anything about or that run without end.
"""

import csv
import os
import sys

import duckdb

GENERATORS = {"tpch": "dbgen", "tpcds": "dsdgen"}
LEFT_OUT = {"tpch": {2, 17, 20}, "tpcds": {4, 6, 9, 10, 11, 32, 35, 41, 95}}
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
DS_PRIMARY_KEYS = {
    "call_center": "cc_call_center_sk",
    "catalog_page": "cp_catalog_page_sk",
    "catalog_returns": "cr_item_sk, cr_order_number",
    "catalog_sales": "cs_item_sk, cs_order_number",
    "customer": "c_customer_sk",
    "customer_address": "ca_address_sk",
    "customer_demographics": "cd_demo_sk",
    "date_dim": "d_date_sk",
    "household_demographics": "hd_demo_sk",
    "income_band": "ib_income_band_sk",
    "inventory": "inv_date_sk, inv_item_sk, inv_warehouse_sk",
    "item": "i_item_sk",
    "promotion": "p_promo_sk",
    "reason": "r_reason_sk",
    "ship_mode": "sm_ship_mode_sk",
    "store": "s_store_sk",
    "store_returns": "sr_item_sk, sr_ticket_number",
    "store_sales": "ss_item_sk, ss_ticket_number",
    "time_dim": "t_time_sk",
    "warehouse": "w_warehouse_sk",
    "web_page": "wp_web_page_sk",
    "web_returns": "wr_item_sk, wr_order_number",
    "web_sales": "ws_item_sk, ws_order_number",
    "web_site": "web_site_sk",
}
# DuckDB knows text without a length only; a CHAR(n) takes more room and does not deduplicate in an index.
CHARACTERS = {
    "c_phone": 15, "c_mktsegment": 10, "l_returnflag": 1, "l_linestatus": 1, "l_shipinstruct": 25, "l_shipmode": 10,
    "n_name": 25, "r_name": 25, "o_orderstatus": 1, "o_orderpriority": 15, "o_clerk": 15, "p_mfgr": 25, "p_brand": 10,
    "p_container": 10, "s_name": 25, "s_phone": 15,
}  # fmt: skip
KEYS = {"tpch": PRIMARY_KEYS, "tpcds": DS_PRIMARY_KEYS}


def main(benchmark: str, scale_factor: float, directory: str) -> None:
    database = duckdb.connect()
    database.execute(f"LOAD {benchmark}")
    database.execute(f"CALL {GENERATORS[benchmark]}(sf = {scale_factor})")

    with open(os.path.join(directory, "load.sql"), "w") as script:
        for table, key in KEYS[benchmark].items():
            columns = database.execute(
                "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
                " WHERE table_name = ? ORDER BY ordinal_position",
                [table],
            ).fetchall()
            required = {name.strip() for name in key.split(",")} if benchmark == "tpcds" else None

            def definition(name: str, kind: str) -> str:
                # DuckDB's type names are PostgreSQL's as well.
                not_null = required is None or name in required
                if benchmark == "tpch" and name in CHARACTERS:
                    kind = f"CHAR({CHARACTERS[name]})"
                return f"{name} {kind}" + (" NOT NULL" if not_null else "")

            definitions = ", ".join(definition(name, kind) for name, kind, _ in columns)
            file = os.path.join(directory, f"{table}.csv")
            database.execute(f"COPY {table} TO '{file}' (FORMAT csv, HEADER false)")
            script.write(f"CREATE TABLE {table} ({definitions});\n")
            script.write(f"\\copy {table} FROM '{file}' (FORMAT csv)\n")
            script.write(f"\\! rm '{file}'\n")
            script.write(f"ALTER TABLE {table} ADD PRIMARY KEY ({key});\n")

    queries = database.execute(f"SELECT query_nr, query FROM {benchmark}_queries() ORDER BY query_nr").fetchall()
    with open(os.path.join(directory, "queries.csv"), "w", newline="") as file:
        writer = csv.writer(file)
        for number, query in queries:
            if number not in LEFT_OUT[benchmark]:
                writer.writerow([number, query.strip().rstrip(";")])


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
