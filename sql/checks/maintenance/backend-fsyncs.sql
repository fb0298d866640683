-- id          = "backend-fsyncs"
-- title       = "Sessions that had to synchronise files themselves"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["buffer_writes"]
-- message     = "Sessions called fsync {{ backend_fsyncs }} times because the checkpointer could not take their requests"
-- remediation = "Look at the load of the disk, and raise shared_buffers: the queue of requests has a place for each buffer."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_fsyncs]
-- default = 10
-- about   = "Calls since counters were reset from which they are reported."
-- ---
-- ## What it does
-- Looks at how often sessions called fsync, which the checkpointer does normally.
--
-- ## Why it matters
-- fsync in a session stops its query for as long as the disk takes, often for seconds.
--
-- ## How to fix
-- Relieve the disk; spread checkpoints.
--
-- ## False positives
-- One incident long ago; pg_stat_reset_shared() begins anew.
--
-- ## Sources
-- PostgreSQL documentation, "pg_stat_bgwriter", buffers_backend_fsync, and "pg_stat_io".

SELECT NULL AS schema_name, NULL AS object_name, b.backend_fsyncs
FROM buffer_writes AS b
CROSS JOIN params AS p
WHERE b.backend_fsyncs >= p.min_fsyncs
