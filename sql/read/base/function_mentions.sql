-- id = "function_mentions"
-- reads = ["tables", "schemas", "extension_members"]
-- ---
-- How many functions mention a table's name in a body that is kept as text, which a rename does not follow. A word
-- counts wherever it stands, in a comment too; bodies of SQL that PostgreSQL has parsed follow by themselves. The text is
-- cut at everything that stands between names, which is faster than a regular expression.
SELECT t.schema_name, t.table_name, count(DISTINCT w.function_oid) AS functions
FROM (
    SELECT p.oid AS function_oid, x.word
    FROM pg_catalog.pg_proc AS p
    JOIN schemas AS s ON s.schema_oid = p.pronamespace
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang AND l.lanname NOT IN ('internal', 'c')
    CROSS JOIN LATERAL unnest(string_to_array(
        translate(lower(p.prosrc), E'.,;:()[]{}<>=+-*/|!?&%#@"''`~^\\\n\r\t', repeat(' ', 35)), ' ')) AS x (word)
    WHERE p.prosqlbody IS NULL
      AND NOT EXISTS (SELECT FROM extension_members AS e
                      WHERE e.catalog_oid = 'pg_catalog.pg_proc'::regclass AND e.object_oid = p.oid)
) AS w
JOIN tables AS t ON lower(t.table_name) = w.word
WHERE NOT t.is_partition
GROUP BY t.schema_name, t.table_name
