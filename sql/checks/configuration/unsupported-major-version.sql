-- id          = "unsupported-major-version"
-- title       = "Major version at the end of its life"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["server"]
-- message     = "PostgreSQL {{ major }} {% if is_past %}gets no corrections any more since{% else %}gets its last corrections on{% endif %} {{ last_day }}"
-- remediation = "Plan the upgrade: pg_upgrade, logical replication, or dump and restore; test the application with the new version first."
-- since       = "0.1.0"
-- tags        = ["security"]
-- [params.days]
-- default = 180
-- about   = "Days before the end of support from which it is told."
-- ---
-- ## What it does
-- Compares the date with the day on which support of the major version ends, `days` ahead.
--
-- ## Why it matters
-- Security holes that are found after that day stay open, and their description is public.
--
-- ## How to fix
-- Upgrade. PostgreSQL can skip major versions.
--
-- ## False positives
-- Versions that a vendor supports longer for money.
--
-- ## Sources
-- www.postgresql.org, "Versioning Policy": five years after the first release.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    s.major,
    e.last_day,
    e.last_day < s.today AS is_past,
    CASE WHEN e.last_day >= s.today THEN 'info' END AS severity
FROM server AS s
JOIN (VALUES (14, date '2026-11-12'), (15, date '2027-11-11'), (16, date '2028-11-09'), (17, date '2029-11-08'),
             (18, date '2030-11-14')) AS e (major, last_day) ON e.major = s.major
CROSS JOIN params AS p
WHERE e.last_day - s.today <= p.days
