-- id          = "outdated-collation-version"
-- title       = "Collation that sorts otherwise than when indexes were built"
-- severity    = "error"
-- object      = "collation"
-- reads       = ["collation_versions"]
-- message     = "{% if kind == 'database' %}The default collation of {{ object_name }}{% else %}Collation {{ object_name }}{% endif %} was made with version {{ version }} of its library, and the server now has {{ actual_version }}: indexes on text may be wrong"
-- remediation = "Rebuild the indexes that depend on it with REINDEX INDEX CONCURRENTLY, check constraints and partitions by text, then run: {{ refresh_sql }}"
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Compares the recorded version of the default collation of this database, from PostgreSQL 15 on, and of other
-- collations in use with the version of the library. Collations without a version, such as C, cannot change.
--
-- ## Why it matters
-- When the library of the operating system or ICU sorts otherwise than before, an index on text is out of order:
-- look-ups miss rows, unique indexes let duplicates in, and merge joins lose rows.
--
-- ## How to fix
-- REINDEX first, REFRESH VERSION last: it only notes that all has been done. amcheck finds the indexes that are
-- really damaged.
--
-- ## False positives
-- Texts whose order did not change; amcheck can tell.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER COLLATION", "ALTER DATABASE" and "REINDEX".

SELECT
    NULL AS schema_name,
    v.qualified AS object_name,
    CASE WHEN v.kind = 'database' THEN 'database' END AS object_kind,
    v.kind,
    v.version,
    v.actual_version,
    v.refresh_sql
FROM collation_versions AS v
WHERE v.actual_version IS NOT NULL AND v.version <> v.actual_version
