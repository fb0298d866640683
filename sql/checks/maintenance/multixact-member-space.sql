-- id          = "multixact-member-space"
-- title       = "Space for the members of multixacts runs out"
-- severity    = "warning"
-- object      = "server"
-- reads       = ["multixact_members"]
-- message     = "{{ used_percent }} % of the space for members of multixacts is used: {{ members }} of {{ member_limit }}"
-- remediation = "VACUUM the tables whose rows many transactions lock at once, in all databases; VACUUM (FREEZE) frees most. Lower autovacuum_multixact_freeze_max_age, and end transactions that stay open for long."
-- since       = "0.1.0"
-- tags        = ["availability", "vacuum", "wraparound"]
-- [params.min_percent]
-- default = 50
-- about   = "Used share, in percent, from which it is reported; from 50 on autovacuum freezes ever younger multixacts."
-- [params.error_percent]
-- default = 75
-- about   = "Used share, in percent, from which the finding is an `error`."
-- ---
-- ## What it does
-- Counts the files that hold which transactions belong to which multixact, and compares them with the 2^32 members that
-- there can be. Listing them is for superusers, and for those whom EXECUTE on `pg_ls_dir(text)` was granted to.
--
-- ## Why it matters
-- Members can run out long before multixact ids do, where many sessions lock the same rows, such as the parent rows of
-- foreign keys. Then every statement that would need a new multixact fails. No view shows it.
--
-- ## How to fix
-- VACUUM removes members once every database has moved on.
--
-- ## False positives
-- The files count as full, so a small number is somewhat too high.
--
-- ## Sources
-- PostgreSQL documentation, "Multixacts and Wraparound"; MultiXactMemberFreezeThreshold() in multixact.c.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    CASE WHEN m.members IS NULL THEN 'insufficient_privilege' END AS status,
    CASE WHEN m.members * 100.0 / m.member_limit >= p.error_percent THEN 'error' END AS severity,
    CASE WHEN m.members IS NULL THEN format('The files of multixact members cannot be counted by %I', current_user) END AS message,
    CASE WHEN m.members IS NULL THEN 'Run the check as a superuser, or grant EXECUTE on function pg_ls_dir(text).' END
        AS remediation,
    m.members,
    m.member_limit,
    round(m.members * 100.0 / m.member_limit)::bigint AS used_percent
FROM multixact_members AS m
CROSS JOIN params AS p
WHERE m.members IS NULL OR m.members * 100.0 / m.member_limit >= p.min_percent
