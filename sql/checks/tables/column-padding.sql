-- id          = "column-padding"
-- title       = "Space lost between columns"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "heap_columns", "partition_ancestors", "tables"]
-- message     = "In another order of its columns {{ qualified }} would be about {{ saved_bytes | bytes }} smaller ({{ saved_percent }} %, {{ saved_row_bytes }} bytes a row)"
-- remediation = "The order can only be changed by making the table anew, so do it when that is done anyway. Better is: {{ better_order }}."
-- since       = "0.1.0"
-- tags        = ["performance", "storage"]
-- [params.min_percent]
-- default = 10
-- about   = "Share of the table, in percent, from which a loss is reported."
-- [params.min_bytes]
-- default = 104857600
-- about   = "Loss, in bytes, below which a table is not reported."
-- ---
-- ## What it does
-- Computes what a row takes with its columns in their order, and with those that are always there and of fixed length
-- first, by alignment, then those that may be NULL, then those of varying length. Widths and NULLs are those that
-- ANALYZE found. Partitions count for their root.
--
-- ## Why it matters
-- A bigint begins at a multiple of 8 bytes, so one after a boolean costs 7 bytes of nothing in each row. That is read,
-- cached and backed up with every row, and no VACUUM removes it.
--
-- ## How to fix
-- New tables can have the better order from the start. Existing ones have to be copied.
--
-- ## False positives
-- Behind values that vary in length the loss is a mean, and lengths that are alike may shift it a little.
--
-- ## Sources
-- PostgreSQL documentation, "Database Page Layout"; heap_compute_data_size() in heaptuple.c. postgres_dba computes the
-- same from the types alone.

WITH RECURSIVE known AS MATERIALIZED (
    SELECT
        t.table_oid,
        h.ordinal,
        c.quoted_name,
        (1 - h.null_fraction) AS presence,
        h.avg_width::float8 AS width,
        h.byte_length > 0 AS is_fixed,
        -- Short values of varying length have no alignment.
        CASE WHEN h.byte_length < 0 AND h.avg_width < 127 THEN 1 ELSE h.alignment END AS alignment,
        CASE WHEN h.byte_length < 0 THEN 2 WHEN c.is_not_null THEN 0 ELSE 1 END AS place_class
    FROM heap_columns AS h
    JOIN tables AS t ON t.qualified = h.table_qualified
    JOIN columns AS c ON c.table_oid = t.table_oid AND c.ordinal = h.ordinal
    CROSS JOIN params AS p
    WHERE NOT h.is_dropped AND t.bytes >= p.min_bytes
), complete AS (
    SELECT k.table_oid FROM known AS k GROUP BY k.table_oid HAVING count(*) > 1 AND bool_and(k.width IS NOT NULL)
), orders AS MATERIALIZED (
    SELECT
        k.table_oid,
        o.is_better,
        array_agg(k.presence ORDER BY o.rank, k.ordinal) AS presences,
        array_agg(k.width ORDER BY o.rank, k.ordinal) AS widths,
        array_agg(k.is_fixed ORDER BY o.rank, k.ordinal) AS fixed,
        array_agg(k.alignment ORDER BY o.rank, k.ordinal) AS alignments,
        string_agg(k.quoted_name, ', ' ORDER BY o.rank, k.ordinal) AS names
    FROM known AS k
    JOIN complete AS c ON c.table_oid = k.table_oid
    CROSS JOIN LATERAL (VALUES (false, 0), (true, 10 * k.place_class - k.alignment)) AS o (is_better, rank)
    GROUP BY k.table_oid, o.is_better
), walk AS (
    -- From column to column. Whichever values are absent or long, the offset leaves `residue` when divided by `multiple`,
    -- which begins as the 8 bytes that the header is aligned to.
    SELECT o.table_oid, o.is_better, 0 AS place, 0::float8 AS row_bytes, 8 AS multiple, 0 AS residue FROM orders AS o
    UNION ALL
    SELECT
        w.table_oid,
        w.is_better,
        w.place + 1,
        w.row_bytes + s.presence * (g.padding + s.width),
        n.multiple,
        n.residue % n.multiple
    FROM walk AS w
    JOIN orders AS o ON o.table_oid = w.table_oid AND o.is_better = w.is_better
    CROSS JOIN LATERAL (
        SELECT
            o.presences[w.place + 1] AS presence,
            o.widths[w.place + 1] AS width,
            o.fixed[w.place + 1] AS is_fixed,
            o.alignments[w.place + 1] AS alignment
    ) AS s
    CROSS JOIN LATERAL (
        -- The mean, where the alignment is finer than what is known of the offset.
        SELECT CASE WHEN s.alignment <= w.multiple THEN (s.alignment - w.residue % s.alignment) % s.alignment
                    WHEN w.residue = 0 THEN (s.alignment - w.multiple) / 2.0
                    ELSE (s.alignment + w.multiple) / 2.0 - w.residue
               END AS padding
    ) AS g
    CROSS JOIN LATERAL (
        SELECT
            GREATEST(s.alignment, w.multiple) AS multiple,
            CASE WHEN s.alignment <= w.multiple THEN w.residue + g.padding::int + s.width::int ELSE s.width::int END AS residue
    ) AS f
    CROSS JOIN LATERAL (
        SELECT CASE WHEN NOT s.is_fixed THEN 1
                    WHEN s.presence = 1 THEN f.multiple
                    -- What holds both with the value and without it.
                    ELSE gcd(gcd(w.multiple, f.multiple), abs(f.residue - w.residue))
               END AS multiple,
               CASE WHEN s.is_fixed AND s.presence = 1 THEN f.residue ELSE w.residue END AS residue
    ) AS n
    WHERE w.place < cardinality(o.widths)
), row_sizes AS (
    SELECT
        o.table_oid,
        o.is_better,
        o.names,
        -- Up to the next multiple of 8.
        w.row_bytes + CASE WHEN w.residue = 0 THEN (8 - w.multiple) / 2.0 ELSE (8 + w.multiple) / 2.0 - w.residue END
            AS row_bytes
    FROM orders AS o
    JOIN walk AS w ON w.table_oid = o.table_oid AND w.is_better = o.is_better AND w.place = cardinality(o.widths)
), losses AS (
    SELECT COALESCE(r.ancestor_oid, n.table_oid) AS root_oid, t.bytes, n.row_bytes - b.row_bytes AS saved_row_bytes,
           LEAST((n.row_bytes - b.row_bytes) * t.row_estimate, t.bytes) AS saved_bytes, b.names
    FROM row_sizes AS n
    JOIN row_sizes AS b ON b.table_oid = n.table_oid AND b.is_better
    JOIN tables AS t ON t.table_oid = n.table_oid
    LEFT JOIN LATERAL (
        SELECT a.ancestor_oid
        FROM partition_ancestors AS a JOIN tables AS p ON p.table_oid = a.ancestor_oid AND NOT p.is_partition
        WHERE a.descendant_oid = t.table_oid AND t.is_partition
    ) AS r ON true
    WHERE NOT n.is_better
), roots AS (
    SELECT l.root_oid, sum(l.bytes) AS bytes, sum(l.saved_bytes) AS saved_bytes, max(l.saved_row_bytes) AS saved_row_bytes,
           min(l.names) AS better_order
    FROM losses AS l
    GROUP BY l.root_oid
)
SELECT
    t.schema_name,
    t.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    t.qualified,
    r.bytes::bigint AS bytes,
    r.saved_bytes::bigint AS saved_bytes,
    round(100 * r.saved_bytes / r.bytes)::bigint AS saved_percent,
    round(r.saved_row_bytes)::bigint AS saved_row_bytes,
    r.better_order
FROM roots AS r
JOIN tables AS t ON t.table_oid = r.root_oid
CROSS JOIN params AS p
WHERE r.saved_bytes >= p.min_bytes AND 100 * r.saved_bytes >= p.min_percent * r.bytes
UNION ALL
SELECT
    NULL,
    NULL,
    'database',
    'insufficient_evidence',
    format('Of %s large tables the widths of some columns are not known: not analysed, or hidden from %I', count(*), current_user),
    'Analyse these tables, or run the check as a role that may read them.',
    NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT k.table_oid FROM known AS k GROUP BY k.table_oid HAVING bool_or(k.width IS NULL)) AS x
HAVING count(*) > 0
