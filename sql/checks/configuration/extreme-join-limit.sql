-- id          = "extreme-join-limit"
-- title       = "Order of joins that the planner may not choose, or chooses for ever"
-- severity    = "info"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}: {{ effect }}"
-- remediation = "{% if fix_sql %}Set it back to {{ default_value }} and {{ activation }}.{% else %}Set it back to {{ default_value }} where it was set: {{ source }}.{% endif %} Set it for single queries with SET LOCAL."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.max_tables]
-- default = 20
-- about   = "Largest limit that is not reported."
-- ---
-- ## What it does
-- Compares join_collapse_limit and from_collapse_limit with 1 and with `max_tables`, and looks for geqo = off while
-- one of them is above 12.
--
-- ## Why it matters
-- At 1 the joins run in the order in which they are written. At large values planning time grows exponentially with
-- the number of tables, unless the genetic optimizer takes over.
--
-- ## How to fix
-- Keep the defaults of 8; they can be raised to 12 or so where plans of large joins are bad.
--
-- ## False positives
-- A data warehouse whose queries run for minutes.
--
-- ## Sources
-- PostgreSQL documentation, "Controlling the Planner with Explicit JOIN Clauses".

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    s.default_value,
    s.source,
    s.activation,
    CASE WHEN s.value::int = 1 THEN 'joins run in the order in which queries name them'
         ELSE 'planning a query with many tables may take seconds' END AS effect,
    CASE WHEN s.is_alterable THEN format('ALTER SYSTEM SET %I = %s', s.name, s.default_value) END AS fix_sql,
    CASE WHEN s.is_alterable THEN s.revert_sql END AS undo_sql
FROM settings AS s
CROSS JOIN params AS p
WHERE s.name IN ('join_collapse_limit', 'from_collapse_limit')
  AND (s.value::int = 1 OR s.value::int > p.max_tables
       OR s.value::int > 12 AND EXISTS (SELECT FROM settings AS g WHERE g.name = 'geqo' AND g.value = 'off'))
