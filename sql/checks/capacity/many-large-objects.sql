-- id          = "many-large-objects"
-- title       = "Database with very many large objects"
-- severity    = "info"
-- object      = "database"
-- confidence  = "medium"
-- reads       = ["large_objects"]
-- message     = "{{ object_name }} has some {{ objects }} large objects"
-- remediation = "Remove those that no row refers to with vacuumlo; keep files of some MB as bytea, or outside."
-- since       = "0.1.0"
-- tags        = ["operation"]
-- [params.min_objects]
-- default = 1000000
-- about   = "Large objects from which a database is reported."
-- ---
-- ## What it does
-- Reads how many large objects VACUUM or ANALYZE last counted.
--
-- ## Why it matters
-- pg_dump and pg_upgrade handle each as an object of its own, with owner and rights: at millions an upgrade takes
-- hours and much memory. Whose row is deleted leaves its object behind.
--
-- ## How to fix
-- vacuumlo, or a trigger with lo_manage().
--
-- ## False positives
-- Archives that are made of large objects and are never upgraded in a hurry.
--
-- ## Sources
-- PostgreSQL documentation, "Large Objects" and "vacuumlo".

SELECT
    NULL AS schema_name,
    l.qualified AS object_name,
    round(l.row_estimate) AS objects
FROM large_objects AS l
CROSS JOIN params AS p
WHERE l.row_estimate >= p.min_objects
