-- id          = "inconsistent-foreign-key-column"
-- title       = "Reference that is called otherwise than in most tables"
-- severity    = "info"
-- object      = "column"
-- confidence  = "low"
-- identity    = ["referenced"]
-- reads       = ["foreign_key_columns"]
-- message     = "{{ described }} refers to {{ referenced }}: {{ following }} of {{ judged }} tables call that column {{ usual }}"
-- remediation = "If it is a plain reference, call it {{ usual }} as elsewhere, together with the code that names it. If it is a role, leave it or say both, as in owner_{{ usual }}."
-- opinionated = true
-- since       = "0.1.0"
-- tags        = ["readability"]
-- [params.min_tables]
-- default = 5
-- about   = "As many tables must refer to the same table."
-- [params.min_percent]
-- default = 80
-- about   = "A usual name needs at least this share of them, in percent."
-- [params.exempt]
-- default = ["parent%", "%\\_by", "%\\_by\\_id"]
-- about   = "Patterns (LIKE) of names that are roles."
-- ---
-- ## What it does
-- Looks at the columns by which tables refer to one table. Where most tables call that column alike, looks for those that
-- call it otherwise. Left out are tables that refer to it twice, where the names must say roles, and to themselves, and names that
-- end with the usual one (`billing_customer_id`).
--
-- ## Why it matters
-- A search for `customer_id` is how people find what hangs on a customer, before they delete or anonymise one. The
-- table that says `client_id` is missed.
--
-- ## How to fix
-- `ALTER TABLE ... RENAME COLUMN ...` is instant once it gets its lock; the code that names the column is the work.
--
-- ## False positives
-- Roles: `author_id` for a user. They are why this check has low confidence and wants a large majority.
--
-- ## Sources
-- Opinion: a majority of 80 percent leaves room for roles. That the name agrees with the referenced table is the matter of foreign-key-column-naming.

WITH plain AS (
    -- Each column once, and only tables that refer to the other table by one column.
    SELECT f.schema_name, f.table_name, f.table_qualified, f.referenced_qualified,
           min(f.column_name) AS column_name, min(f.qualified) AS qualified
    FROM foreign_key_columns AS f
    CROSS JOIN params AS p
    WHERE f.table_qualified <> f.referenced_qualified
      AND f.column_name NOT LIKE ALL (p.exempt)
    GROUP BY f.schema_name, f.table_name, f.table_qualified, f.referenced_qualified
    HAVING count(DISTINCT f.column_name) = 1
), usual AS (
    SELECT DISTINCT ON (n.referenced_qualified) n.referenced_qualified, n.column_name, n.following, n.judged
    FROM (
        SELECT p.referenced_qualified, p.column_name, count(*) AS following,
               sum(count(*)) OVER (PARTITION BY p.referenced_qualified) AS judged
        FROM plain AS p
        GROUP BY p.referenced_qualified, p.column_name
    ) AS n
    CROSS JOIN params AS p
    WHERE n.judged >= p.min_tables AND n.following * 100 >= p.min_percent * n.judged
    ORDER BY n.referenced_qualified, n.following DESC, n.column_name
)
SELECT
    f.schema_name,
    f.qualified AS object_name,
    f.column_name AS name,
    format('%s.%s', f.table_name, f.column_name) AS described,
    f.referenced_qualified AS referenced,
    u.column_name AS usual,
    u.following,
    u.judged,
    NULL AS fix_sql,
    NULL AS undo_sql
FROM plain AS f
JOIN usual AS u ON u.referenced_qualified = f.referenced_qualified
WHERE f.column_name <> u.column_name
  AND right(f.column_name, length(u.column_name) + 1) <> '_' || u.column_name
