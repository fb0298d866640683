-- id          = "entity-attribute-value"
-- title       = "Table of attributes and values"
-- severity    = "info"
-- object      = "table"
-- confidence  = "medium"
-- reads       = ["columns"]
-- message     = "{{ table_name }} stores attributes as rows: {{ entity_column }} says of what, {{ attribute_column }} which, {{ value_column }} the value"
-- remediation = "Give attributes that most entities have columns of their own, and keep the rest in one jsonb column."
-- since       = "0.1.0"
-- tags        = ["maintainability", "performance"]
-- [params.max_columns]
-- default = 12
-- about   = "Columns that such a table has at most."
-- ---
-- ## What it does
-- Looks for tables of at most `max_columns` columns that consist of a column which points to an entity (..._id), one
-- that names an attribute (attribute, property, field, meta_key, key and the like) and one for the value (value,
-- meta_value, value_text and the like). Partitions, heirs and foreign tables are left out.
--
-- ## Why it matters
-- The database knows neither type nor NOT NULL nor CHECK nor foreign key of an attribute. A question about three
-- attributes joins the table three times, and the planner cannot estimate any of it.
--
-- ## How to fix
-- Add the columns, fill them with one pass (max(value) FILTER (WHERE attribute = ...)), and keep a view of the old
-- shape for programs that write it.
--
-- ## False positives
-- Preferences of users, translations and other attributes that are read one at a time; measurements by sensor.
--
-- ## Sources
-- sqlcheck goes by the word attribute. No other tool looks at the structure.

WITH valued AS MATERIALIZED (
    -- Few tables have such a column: only their other columns are looked at.
    SELECT c.table_oid, min(c.column_name) AS value_column
    FROM columns AS c
    WHERE c.column_name ILIKE '%val%'
      AND lower(c.column_name) ~ ('^((attribute|attr|property|prop|field|meta|option|setting|param|parameter)_?)?(value|val)$'
                                  || '|^(value|val)_(text|string|str|int|integer|num|number|numeric|decimal|float|double|date'
                                  || '|datetime|timestamp|bool|boolean|json|jsonb)$')
      AND NOT c.in_partition AND NOT c.is_inherited AND c.table_kind <> 'foreign table'
    GROUP BY c.table_oid
), roles AS (
    SELECT
        c.*,
        v.value_column,
        CASE
            WHEN x.name ~ ('^(attribute|attr|property|prop|field|custom_field|meta|metadata|option|setting|param|parameter)'
                           || '(_?(name|key|id|code|type|type_id|definition_id))?$|^key$') THEN 'attribute'
            WHEN x.name ~ '[a-z_]id$' AND c.identity_kind IS NULL THEN 'entity'
        END AS role
    FROM valued AS v
    JOIN columns AS c ON c.table_oid = v.table_oid
    CROSS JOIN LATERAL (SELECT lower(c.column_name) AS name) AS x
)
SELECT
    r.schema_name,
    r.table_qualified AS object_name,
    r.table_name,
    min(r.column_name) FILTER (WHERE r.role = 'entity') AS entity_column,
    (array_agg(r.column_name ORDER BY r.column_name ~* 'id$', r.ordinal) FILTER (WHERE r.role = 'attribute'))[1]
        AS attribute_column,
    r.value_column
FROM roles AS r
GROUP BY r.schema_name, r.table_qualified, r.table_name, r.value_column
HAVING count(*) <= (SELECT p.max_columns FROM params AS p)
   AND bool_or(r.role = 'entity') AND bool_or(r.role = 'attribute')
