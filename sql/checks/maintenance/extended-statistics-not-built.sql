-- id          = "extended-statistics-not-built"
-- title       = "Extended statistics that were never filled"
-- severity    = "warning"
-- object      = "statistics"
-- reads       = ["extended_statistics"]
-- message     = "{{ qualified }} on {{ table_qualified }} holds nothing yet: no ANALYZE has run since it was created"
-- remediation = "Analyse the table{% if is_partitioned %}; autovacuum does not do so for partitioned tables{% endif %}."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- ---
-- ## What it does
-- Looks for objects of CREATE STATISTICS without content. Those with a statistics target of 0, and those on tables
-- without rows, are left out. Before PostgreSQL 15 it can only tell them for tables never analysed. What is hidden from
-- the caller is one row a schema, `insufficient_privilege`.
--
-- ## Why it matters
-- CREATE STATISTICS itself computes nothing. Until ANALYZE runs, plans are as bad as before.
--
-- ## How to fix
-- ANALYZE reads a sample and blocks neither reads nor writes.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "CREATE STATISTICS" and "pg_stats_ext".

SELECT
    x.schema_name,
    x.qualified AS object_name,
    NULL AS object_kind,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    x.qualified,
    x.table_qualified,
    x.is_partitioned,
    format('ANALYZE %s', x.table_qualified) AS fix_sql
FROM extended_statistics AS x
WHERE NOT x.is_built
  AND x.row_estimate IS DISTINCT FROM 0
  AND x.statistics_target IS DISTINCT FROM 0
UNION ALL
SELECT
    x.schema_name,
    quote_ident(x.schema_name),
    'schema',
    'insufficient_privilege',
    format('The content of %s extended statistics of schema %I is hidden from %I', count(*), x.schema_name, current_user),
    'Grant SELECT on their tables to the role, or run the check as a role that has it.',
    NULL, NULL, NULL, NULL
FROM extended_statistics AS x
WHERE x.is_built IS NULL
GROUP BY x.schema_name
