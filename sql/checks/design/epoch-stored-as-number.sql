-- id          = "epoch-stored-as-number"
-- title       = "Moments stored as seconds"
-- severity    = "info"
-- object      = "column"
-- confidence  = "high"
-- reads       = ["column_statistics", "columns"]
-- message     = "{{ table_name }}.{{ column_name }} is {{ type_name }}{% if unit %} and holds {{ unit }} since 1970{% else %}, but its name is that of a moment{% endif %}"
-- remediation = "Change it to timestamptz."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- [params.min_rows]
-- default = 1000
-- about   = "Rows from which a table is judged."
-- ---
-- ## What it does
-- Looks for columns of a number type whose name is that of a moment, such as created_at, login_time or timestamp, and
-- of which ANALYZE has seen no value outside of the years 2000 to 2100, counted in seconds, milliseconds or
-- microseconds since 1970. A bigint called ..._at of which nothing is known is reported with low confidence.
-- Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- Nobody can read the values, and nobody can tell seconds from milliseconds. Each query converts, now() - column
-- means nothing, and partitions and retention by time need arithmetic. timestamptz takes the same eight bytes.
--
-- ## How to fix
-- ALTER COLUMN ... TYPE timestamptz USING to_timestamp(column), divided by 1000 for milliseconds. It rewrites the
-- table under an exclusive lock.
--
-- ## False positives
-- Values of a program that counts in seconds itself, such as those of an embedded device.
--
-- ## Sources
-- PostgreSQL documentation, "Date/Time Types" and "pg_stats".

WITH moments AS (
    SELECT
        c.*,
        s.row_estimate >= p.min_rows AS is_known,
        COALESCE(s.common_values, '{}') || COALESCE(s.histogram, '{}') AS known_values
    FROM columns AS c
    CROSS JOIN params AS p
    LEFT JOIN column_statistics AS s ON s.table_oid = c.table_oid AND s.ordinal = c.ordinal
    WHERE c.base_type IN ('integer', 'bigint', 'numeric', 'double precision')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
      AND lower(c.column_name) ~ '(_at|_ts|_time|_date|_on|timestamp|_epoch)$|^(ts|time|date|epoch|timestamp)$'
), ranged AS (
    SELECT m.*, r.low, r.high
    FROM moments AS m
    LEFT JOIN LATERAL (
        SELECT min(k.known::numeric) AS low, max(k.known::numeric) AS high
        FROM unnest(m.known_values) AS k (known)
        WHERE k.known ~ '^[0-9]'
    ) AS r ON true
), judged AS (
    SELECT r.*,
           CASE WHEN NOT r.is_known THEN NULL
                WHEN r.low >= 946684800 AND r.high < 4102444800 THEN 'seconds'
                WHEN r.low >= 946684800e3 AND r.high < 4102444800e3 THEN 'milliseconds'
                WHEN r.low >= 946684800e6 AND r.high < 4102444800e6 THEN 'microseconds'
           END AS unit
    FROM ranged AS r
)
SELECT
    j.schema_name,
    j.qualified AS object_name,
    j.table_name,
    j.column_name,
    j.type_name,
    j.unit,
    CASE WHEN j.unit IS NULL THEN 'low' END AS confidence
FROM judged AS j
WHERE j.unit IS NOT NULL
   OR (j.low IS NULL AND j.is_known IS NOT TRUE AND j.base_type = 'bigint' AND lower(j.column_name) LIKE '%\_at')
