-- id          = "outdated-minor-version"
-- title       = "Server that lacks corrections of its major version"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["server"]
-- message     = "PostgreSQL {{ version }} is older than {{ latest }}: corrections of bugs and security holes are missing"
-- remediation = "Install the newest {{ major }}.x and restart the server. A minor version needs neither dump nor pg_upgrade; read its release notes first."
-- since       = "0.1.0"
-- tags        = ["security", "correctness"]
-- [params.known_versions]
-- default = ["14.23", "15.20", "16.14", "17.10", "18.4"]
-- about   = "The newest minor release known of each major version."
-- ---
-- ## What it does
-- Compares the version with the minor releases that were out when this check was made (`known_versions`). Newer ones
-- are not known to it, so that no finding does not mean the newest version.
--
-- ## Why it matters
-- Each minor release corrects errors, some of which lose data or let strangers in. Once released, what they correct
-- is public.
--
-- ## How to fix
-- Update the packages and restart, standbys first.
--
-- ## False positives
-- Packages of distributions that carry corrections under an old number.
--
-- ## Sources
-- www.postgresql.org, "Versioning Policy"; releases known in November 2026. check_pgactivity and pgdsat ask the
-- network, postgres-checkup has a table.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    s.version,
    s.major,
    k.latest
FROM server AS s
CROSS JOIN params AS p
CROSS JOIN LATERAL unnest(p.known_versions) AS k (latest)
WHERE split_part(k.latest, '.', 1)::int = s.major AND split_part(k.latest, '.', 2)::int > s.minor
