-- id = "partitions"
-- reads = ["tables"]
-- ---
-- Partitions with their bounds as text. `lower_bound` and `upper_bound` are those of a range over one key, NULL for
-- MINVALUE, MAXVALUE and all else; written in the session's DateStyle, in which they can be read again.
-- Foreign tables and partitioned partitions are among them.
SELECT
    t.*,
    h.inhparent AS parent_oid,
    format('%I.%I', n.nspname, r.relname) AS parent_qualified,
    r.relname::text AS parent_name,
    h.inhdetachpending AS is_detach_pending,
    b.bound,
    b.bound = 'DEFAULT' AS is_default,
    CASE WHEN b.ends[1] <> 'MINVALUE' THEN replace(btrim(b.ends[1], ''''), '''''', '''') END AS lower_bound,
    CASE WHEN b.ends[2] <> 'MAXVALUE' THEN replace(btrim(b.ends[2], ''''), '''''', '''') END AS upper_bound,
    substring(b.bound FROM 'modulus (\d+), remainder \d+\)$')::int AS modulus
FROM tables AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.table_oid
JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = c.oid
JOIN pg_catalog.pg_class AS r ON r.oid = h.inhparent
JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = r.oid
CROSS JOIN LATERAL (
    SELECT
        x.bound,
        CASE WHEN p.partstrat = 'r' AND p.partnatts = 1
             THEN regexp_match(x.bound, '^FOR VALUES FROM \((.*)\) TO \((.*)\)$') END AS ends
    FROM (SELECT pg_get_expr(c.relpartbound, c.oid) AS bound) AS x
) AS b
WHERE t.is_partition
