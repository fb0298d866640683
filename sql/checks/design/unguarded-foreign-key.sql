-- id          = "unguarded-foreign-key"
-- title       = "Foreign key whose triggers are switched off"
-- severity    = "error"
-- object      = "constraint"
-- reads       = ["constraints", "partition_ancestors", "triggers"]
-- message     = "{{ constraint_name }} on {{ table_qualified }} is not enforced: the triggers that guard it are off on {{ trigger_tables }}"
-- remediation = "Enable them as a superuser, look for rows without a parent, and correct those: VALIDATE does not check a key that claims to be valid, so drop it and add it again."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Looks for constraints whose internal triggers are disabled, or fire only when session_replication_role is replica.
-- Foreign keys and deferrable unique constraints are guarded by such triggers. A partition's is reported only if its
-- parent's is guarded.
--
-- ## Why it matters
-- ALTER TABLE ... DISABLE TRIGGER ALL switches foreign keys off with all other triggers. The schema still shows a key,
-- the planner believes it, and rows without a parent come in.
--
-- ## How to fix
-- ENABLE TRIGGER names each of them; the triggers come back, but not the check of rows written meanwhile.
--
-- ## False positives
-- None known. During a bulk load the finding is true.
--
-- ## Sources
-- PostgreSQL documentation, "ALTER TABLE", DISABLE TRIGGER: integrity of the constraint is not guaranteed while its
-- triggers are off.

WITH off AS MATERIALIZED (
    SELECT
        k.constraint_oid,
        k.table_oid,
        k.schema_name,
        k.qualified,
        k.constraint_name,
        k.kind,
        k.table_name,
        k.table_qualified,
        k.is_inherited,
        string_agg(DISTINCT g.table_qualified, ', ') AS trigger_tables,
        string_agg(format('ALTER TABLE %s ENABLE TRIGGER %I', g.table_qualified, g.trigger_name), '; '
                   ORDER BY g.trigger_name) AS fix_sql,
        string_agg(format('ALTER TABLE %s %s TRIGGER %I', g.table_qualified,
                          CASE g.fires WHEN 'never' THEN 'DISABLE' ELSE 'ENABLE REPLICA' END, g.trigger_name), '; '
                   ORDER BY g.trigger_name) AS undo_sql
    FROM triggers AS g
    JOIN constraints AS k ON k.constraint_oid = g.constraint_oid
    WHERE g.is_internal AND g.fires IN ('never', 'replica')
    GROUP BY k.constraint_oid, k.table_oid, k.schema_name, k.qualified, k.constraint_name, k.kind, k.table_name,
             k.table_qualified, k.is_inherited
)
SELECT
    o.schema_name,
    o.qualified AS object_name,
    o.constraint_name,
    o.kind,
    o.table_name,
    o.table_qualified,
    o.trigger_tables,
    o.fix_sql,
    o.undo_sql
FROM off AS o
WHERE NOT (o.is_inherited
           AND EXISTS (SELECT
                       FROM off AS x
                       WHERE NOT x.is_inherited
                         AND (x.table_oid = o.table_oid
                              OR EXISTS (SELECT FROM partition_ancestors AS a
                                         WHERE a.descendant_oid = o.table_oid AND a.ancestor_oid = x.table_oid))))
