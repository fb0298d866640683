-- id          = "unrotated-log"
-- title       = "Log file that grows for ever"
-- severity    = "warning"
-- object      = "setting"
-- confidence  = "medium"
-- reads       = ["settings"]
-- message     = "The log is never rotated: log_rotation_age and log_rotation_size are both 0"
-- remediation = "Set log_rotation_age to a day and {{ activation }}, unless a program of the operating system calls pg_rotate_logfile()."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- ---
-- ## What it does
-- Looks for a logging_collector that is on with both limits at 0.
--
-- ## Why it matters
-- One file grows until the disk is full, and a full disk stops the server.
--
-- ## How to fix
-- Rotate by age, with names that repeat each week or month if old logs may go.
--
-- ## False positives
-- External rotation by pg_ctl logrotate.
--
-- ## Sources
-- PostgreSQL documentation, "Log File Maintenance".

SELECT
    NULL AS schema_name,
    a.name AS object_name,
    a.activation
FROM settings AS a
JOIN settings AS b ON b.name = 'log_rotation_size' AND b.value = '0'
JOIN settings AS c ON c.name = 'logging_collector' AND c.value = 'on'
WHERE a.name = 'log_rotation_age' AND a.value = '0'
