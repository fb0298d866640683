-- id          = "missing-audit-column"
-- title       = "Table without the audit columns of the others"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns", "key_columns", "reference_columns", "tables"]
-- message     = "{{ table_name }} has no {{ missing }}, unlike {{ usual_percent }} % of the tables of the schema"
-- remediation = "Add the column, with now() as default: that is instant, and rows that are there get the time of the change."
-- since       = "0.1.0"
-- tags        = ["maintainability"]
-- [params.min_tables]
-- default = 10
-- about   = "Tables that a schema must have for something to be usual in it."
-- [params.min_percent]
-- default = 80
-- about   = "Share of tables, in percent, that must have the column."
-- ---
-- ## What it does
-- Finds out whether most tables of a schema (`min_percent`, of `min_tables` or more) say when a row was made or last
-- changed, and looks for those that do not. Usual names are known: created_at, created_on, date_created, inserted_at,
-- updated_at, modified_at, last_modified and the like. Tables of fewer than three columns outside of keys and foreign
-- keys are left out, as they only connect others; so are partitions, heirs and foreign tables.
--
-- ## Why it matters
-- Whoever looks for the cause of a wrong row, or loads what has changed since yesterday, needs the column in all
-- tables, not in most.
--
-- ## How to fix
-- ALTER TABLE ... ADD COLUMN created_at timestamptz NOT NULL DEFAULT now() rewrites nothing. Give updated_at the
-- trigger that the other tables have.
--
-- ## False positives
-- Lists that never change, and tables of tools.
--
-- ## Sources
-- schemalint and tbls check for columns that one lists; neither finds out what is usual.

WITH times AS (
    SELECT
        c.table_oid, c.column_name,
        CASE
            WHEN c.base_type NOT LIKE 'timestamp%' AND c.base_type <> 'date' THEN NULL
            WHEN x.name ~ ('^(row_?)?(date_?)?(created|inserted|added|creation)_?(at|on|date|time|timestamp|ts|utc)?$'
                           || '|^create_?(d|date|time)$')
                THEN 'created'
            WHEN x.name ~ ('^(row_?)?(date_?|last_?)?(updated|modified|changed|update|change)_?'
                           || '(at|on|date|time|timestamp|ts|utc)?$')
                THEN 'updated'
        END AS purpose,
        k.table_oid IS NULL AND r.table_oid IS NULL AS is_content
    FROM columns AS c
    CROSS JOIN LATERAL (SELECT lower(c.column_name) AS name) AS x
    LEFT JOIN (SELECT DISTINCT u.table_oid, u.ordinal FROM key_columns AS u WHERE u.is_primary) AS k
           ON k.table_oid = c.table_oid AND k.ordinal = c.ordinal
    LEFT JOIN (SELECT DISTINCT u.table_oid, u.ordinal FROM reference_columns AS u) AS r
           ON r.table_oid = c.table_oid AND r.ordinal = c.ordinal
    WHERE NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
), judged AS MATERIALIZED (
    SELECT
        t.schema_name, t.qualified, t.table_name,
        s.has_created, s.has_updated, s.created_name, s.updated_name
    FROM (
        SELECT
            m.table_oid,
            bool_or(m.purpose = 'created') IS TRUE AS has_created,
            bool_or(m.purpose = 'updated') IS TRUE AS has_updated,
            min(m.column_name) FILTER (WHERE m.purpose = 'created') AS created_name,
            min(m.column_name) FILTER (WHERE m.purpose = 'updated') AS updated_name
        FROM times AS m
        GROUP BY m.table_oid
        HAVING count(*) FILTER (WHERE m.is_content) >= 3
    ) AS s
    JOIN tables AS t ON t.table_oid = s.table_oid
), usual AS (
    SELECT
        j.schema_name,
        count(*) AS table_count,
        count(*) FILTER (WHERE j.has_created) * 100 / count(*) AS created_percent,
        count(*) FILTER (WHERE j.has_updated) * 100 / count(*) AS updated_percent,
        mode() WITHIN GROUP (ORDER BY j.created_name) AS created_name,
        mode() WITHIN GROUP (ORDER BY j.updated_name) AS updated_name
    FROM judged AS j
    GROUP BY j.schema_name
)
SELECT
    j.schema_name,
    j.qualified AS object_name,
    j.table_name,
    concat_ws(' and no ', CASE WHEN m.created THEN u.created_name END, CASE WHEN m.updated THEN u.updated_name END)
        AS missing,
    LEAST(CASE WHEN m.created THEN u.created_percent END, CASE WHEN m.updated THEN u.updated_percent END) AS usual_percent
FROM judged AS j
JOIN usual AS u ON u.schema_name = j.schema_name
CROSS JOIN params AS p
CROSS JOIN LATERAL (
    SELECT NOT j.has_created AND u.created_percent >= p.min_percent AS created,
           NOT j.has_updated AND u.updated_percent >= p.min_percent AS updated
) AS m
WHERE u.table_count >= p.min_tables AND (m.created OR m.updated)
