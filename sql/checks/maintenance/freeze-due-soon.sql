-- id          = "freeze-due-soon"
-- title       = "Large table about to be vacuumed against wraparound"
-- severity    = "info"
-- object      = "table"
-- reads       = ["vacuum_thresholds"]
-- message     = "{{ remaining }} transactions from now autovacuum will freeze {{ qualified }}{% if is_toast %} (its TOAST table){% endif %}, {{ bytes | bytes }}, and will not give way to DDL while it does"
-- remediation = "Vacuum it with FREEZE at a quiet hour, before autovacuum comes at a busy one."
-- identity    = ["is_toast"]
-- since       = "0.1.0"
-- tags        = ["performance", "vacuum", "wraparound"]
-- [params.min_bytes]
-- default = 10737418240
-- about   = "Smaller tables are not reported."
-- [params.min_percent]
-- default = 95
-- about   = "Age in percent of what the table is allowed, from which it is reported."
-- ---
-- ## What it does
-- Looks for large tables whose oldest transaction id is about to reach the age at which autovacuum freezes them.
--
-- ## Why it matters
-- That VACUUM reads every page that is not frozen, which may be the whole table, and unlike other autovacuum it does not
-- stop when a session waits for its lock: ALTER TABLE then waits, and everything else behind ALTER TABLE.
--
-- ## How to fix
-- VACUUM (FREEZE) blocks neither reads nor writes, and writes a lot.
--
-- ## False positives
-- A table most of whose pages are frozen already: PostgreSQL skips these.
--
-- ## Sources
-- PostgreSQL documentation, "Automatic vacuum worker processes generally do not block other commands". PgHero calls two
-- million transactions before it "autovacuum danger", for tables of any size.

SELECT
    v.schema_name,
    v.qualified AS object_name,
    CASE WHEN v.is_toast THEN 'table' ELSE v.kind END AS object_kind,
    v.qualified,
    v.is_toast,
    v.bytes,
    v.transaction_age,
    v.freeze_max_age - v.transaction_age AS remaining,
    format('VACUUM (FREEZE) %s', v.qualified) AS fix_sql
FROM vacuum_thresholds AS v
CROSS JOIN params AS p
WHERE v.bytes >= p.min_bytes
  AND v.transaction_age < v.freeze_max_age
  AND 100.0 * v.transaction_age >= p.min_percent * v.freeze_max_age
