-- id          = "replication-slot-limit"
-- title       = "Replication slots or WAL senders nearly used up"
-- severity    = "warning"
-- object      = "setting"
-- reads       = ["server_slots"]
-- message     = "{{ used }} of {{ allowed }} {{ resource }} are taken ({{ object_name }})"
-- remediation = "Raise {{ object_name }} and restart the server, or drop what nobody uses any more."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.min_percent]
-- default = 90
-- about   = "Percent of the places from which it is reported."
-- ---
-- ## What it does
-- Compares the replication slots and the WAL senders in use with max_replication_slots and max_wal_senders.
--
-- ## Why it matters
-- A standby that has lost its connection takes a second WAL sender when it comes back before the first has noticed.
-- At the limit it stays away, and so does a base backup.
--
-- ## How to fix
-- Leave room for some more than there are standbys and backups.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Replication", Sending Servers.

SELECT
    NULL AS schema_name,
    s.setting_name AS object_name,
    NULL AS status,
    NULL AS message,
    NULL AS remediation,
    s.resource,
    s.used,
    s.allowed
FROM server_slots AS s
CROSS JOIN params AS p
WHERE s.resource IN ('replication slots', 'WAL senders') AND s.allowed > 0 AND s.used * 100 >= s.allowed * p.min_percent
