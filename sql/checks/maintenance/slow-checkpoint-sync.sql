-- id          = "slow-checkpoint-sync"
-- title       = "Disk that takes long to make writes durable"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["checkpoints"]
-- message     = "Checkpoints spend {{ seconds }} s on average waiting until the disk has what was written"
-- remediation = "Look at the disk and its cache; raise checkpoint_timeout, and lower vm.dirty_background_bytes on Linux so that the operating system writes earlier."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- [params.min_checkpoints]
-- default = 50
-- about   = "Checkpoints that must have been counted."
-- [params.min_seconds]
-- default = 5
-- about   = "Seconds on average from which it is reported."
-- ---
-- ## What it does
-- Divides the time that checkpoints spent in fsync by their number.
--
-- ## Why it matters
-- While files are synchronised, commits wait for the same disk: that is when all queries hang for seconds.
--
-- ## How to fix
-- Faster disks with a protected cache; WAL on a disk of its own.
--
-- ## False positives
-- One incident long ago; pg_stat_reset_shared() begins anew.
--
-- ## Sources
-- PostgreSQL documentation, "WAL Configuration".

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    round((c.sync_ms / 1000 / (c.timed + c.requested))::numeric, 1) AS seconds,
    c.timed + c.requested AS checkpoints
FROM checkpoints AS c
CROSS JOIN params AS p
WHERE c.timed + c.requested >= p.min_checkpoints AND c.sync_ms / 1000 >= p.min_seconds * (c.timed + c.requested)
