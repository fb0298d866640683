-- id          = "differing-collation"
-- title       = "Database that sorts otherwise than its neighbours"
-- severity    = "info"
-- object      = "database"
-- confidence  = "low"
-- reads       = ["databases"]
-- message     = "Database {{ object_name }} has collation {{ collation }}, and {{ others }} of the {{ total }} databases of this server have {{ usual }}"
-- remediation = "Decide which is meant. A collation cannot be changed: dump, and load into a database created with the right one."
-- since       = "0.1.0"
-- tags        = ["correctness"]
-- ---
-- ## What it does
-- Compares encoding, collation, character type and provider of this database with those that most databases of the
-- server have, templates left out. Nothing is said as long as there are less than three.
--
-- ## Why it matters
-- Often one database was created with the locale of the shell, C or POSIX, by mistake: it sorts capitals first, and
-- an application behaves otherwise there.
--
-- ## How to fix
-- Create databases with an explicit locale.
--
-- ## False positives
-- Databases that have a language or a use of their own.
--
-- ## Sources
-- PostgreSQL documentation, "Locale Support".

WITH forms AS (
    SELECT d.qualified, d.is_current,
           concat_ws(', ', d.encoding, d.collation_name, NULLIF(d.character_type, d.collation_name),
                     NULLIF(d.provider, 'libc'), d.locale) AS form
    FROM databases AS d
    WHERE NOT d.is_template
), usual AS (
    SELECT f.form, count(*) AS others, sum(count(*)) OVER () AS total
    FROM forms AS f
    GROUP BY f.form
    ORDER BY count(*) DESC, f.form
    LIMIT 1
)
SELECT
    NULL AS schema_name,
    f.qualified AS object_name,
    f.form AS collation,
    u.form AS usual,
    u.others,
    u.total
FROM forms AS f
CROSS JOIN usual AS u
WHERE f.is_current AND f.form <> u.form AND u.others >= 2 AND u.others * 2 > u.total
