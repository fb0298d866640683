-- id          = "vacuum-index-passes"
-- title       = "VACUUM that reads the indexes several times"
-- severity    = "warning"
-- object      = "table"
-- reads       = ["vacuum_runs"]
-- message     = "VACUUM of {{ object_name }} (process {{ pid }}) is at pass {{ passes }} over its indexes, as the dead rows do not fit into its memory{% if percent %}; {{ percent }} % of the table are read{% endif %}"
-- remediation = "Raise {% if is_autovacuum %}autovacuum_work_mem (or maintenance_work_mem){% else %}maintenance_work_mem{% endif %} for the next run, and let it come earlier, with a lower autovacuum_vacuum_scale_factor for the table."
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum"]
-- [params.min_passes]
-- default = 2
-- about   = "Passes over the indexes from which a run is reported."
-- ---
-- ## What it does
-- Looks at running VACUUMs of this database that had to begin another pass over the indexes of the table.
--
-- ## Why it matters
-- Each pass reads all indexes of the table from end to end. Dead rows take 6 bytes each before PostgreSQL 17, and at most
-- 1 GB can be used then; from 17 on they take far less.
--
-- ## How to fix
-- 1 GB holds 178 million dead rows. Smaller, more frequent runs need less.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "VACUUM Progress Reporting". pganalyze reports runs with more than one pass.

SELECT
    r.schema_name,
    r.qualified AS object_name,
    r.pid,
    r.is_autovacuum,
    r.index_passes + CASE WHEN r.phase IN ('scanning heap', 'vacuuming indexes') THEN 1 ELSE 0 END AS passes,
    round(100.0 * r.scanned_pages / NULLIF(r.pages, 0))::bigint AS percent
FROM vacuum_runs AS r
CROSS JOIN params AS p
WHERE r.qualified IS NOT NULL
  AND r.index_passes + CASE WHEN r.phase IN ('scanning heap', 'vacuuming indexes') THEN 1 ELSE 0 END >= p.min_passes
