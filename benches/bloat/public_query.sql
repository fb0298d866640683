-- The estimate that most tools use, after the published formula (ioguix, "pgsql-bloat-estimation"): sizes of rows from
-- average widths alone, rounded up to 8 bytes as a whole. Negative bloat, which it yields where it takes rows for wider than
-- they are, is counted as none here; TOAST pages, which it adds to those of the table, are left out: both to its advantage.
CREATE VIEW bench.usual_table AS
SELECT c.oid::regclass::text AS object,
       100 * greatest(0, 1 - ceil(c.reltuples / ((8192 - 24) * o.fillfactor / 100.0 / r.row_bytes)) / c.relpages) AS percent
FROM pg_class AS c
CROSS JOIN LATERAL (
    SELECT coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100)
) AS o (fillfactor)
CROSS JOIN LATERAL (
    SELECT 23 + CASE WHEN max(s.null_frac) > 0 THEN (7 + count(*)) / 8 ELSE 0 END AS header,
           sum((1 - s.null_frac) * s.avg_width) AS data
    FROM pg_stats AS s WHERE s.schemaname = 'data' AND s.tablename = c.relname
) AS w
CROSS JOIN LATERAL (
    -- A pointer, and header and data each rounded up.
    SELECT 4 + w.header + w.data + 16
           - CASE WHEN w.header % 8 = 0 THEN 8 ELSE w.header % 8 END
           - CASE WHEN ceil(w.data)::int % 8 = 0 THEN 8 ELSE ceil(w.data)::int % 8 END AS row_bytes
) AS r
WHERE c.relnamespace = 'data'::regnamespace AND c.relkind = 'r' AND c.relpages > 0;

CREATE VIEW bench.usual_index AS
SELECT c.oid::regclass::text AS object,
       100 * greatest(0, 1 - (1 + ceil(c.reltuples * (4 + h.header + w.data + d.padding)
                                       / ((8192 - 16 - 24) * o.fillfactor / 100.0))) / c.relpages) AS percent
FROM pg_class AS c
JOIN pg_index AS i ON i.indexrelid = c.oid
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN pg_am AS m ON m.oid = c.relam AND m.amname = 'btree'
CROSS JOIN LATERAL (
    SELECT coalesce((SELECT option_value::int FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 90)
) AS o (fillfactor)
CROSS JOIN LATERAL (
    SELECT CASE WHEN max(s.null_frac) > 0 THEN 2 + 4 ELSE 2 END AS bitmap,
           sum((1 - s.null_frac) * s.avg_width) AS data
    FROM pg_attribute AS a
    LEFT JOIN pg_attribute AS b ON b.attrelid = i.indrelid AND b.attnum = i.indkey[a.attnum - 1] AND b.attnum > 0
    JOIN pg_stats AS s ON s.schemaname = 'data' AND s.attname = coalesce(b.attname, a.attname)
                      AND s.tablename = CASE WHEN b.attnum IS NULL THEN c.relname ELSE t.relname END
    WHERE a.attrelid = c.oid
) AS w
CROSS JOIN LATERAL (SELECT w.bitmap + 8 - CASE WHEN w.bitmap % 8 = 0 THEN 8 ELSE w.bitmap % 8 END AS header) AS h
CROSS JOIN LATERAL (
    SELECT 8 - CASE WHEN w.data = 0 THEN 8 WHEN w.data::int % 8 = 0 THEN 8 ELSE w.data::int % 8 END AS padding
) AS d
WHERE c.relnamespace = 'data'::regnamespace AND c.relpages > 0;
