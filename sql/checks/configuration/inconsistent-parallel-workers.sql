-- id          = "inconsistent-parallel-workers"
-- title       = "Parallel workers that can never start"
-- severity    = "info"
-- object      = "setting"
-- reads       = ["settings"]
-- message     = "{{ object_name }} is {{ value }}, but {{ limit_name }} allows {{ limit_value }}"
-- remediation = "Raise {{ limit_name }} or lower {{ object_name }}{% if limit_name == 'max_worker_processes' %}; the former needs a restart{% endif %}."
-- since       = "0.1.0"
-- tags        = ["performance"]
-- ---
-- ## What it does
-- Compares max_parallel_workers_per_gather and max_parallel_maintenance_workers with max_parallel_workers, and
-- max_parallel_workers with max_worker_processes.
--
-- ## Why it matters
-- Plans are made for the workers that a setting promises. If fewer can start, a plan chosen for eight runs with two,
-- and another would have been faster.
--
-- ## How to fix
-- Make each limit at least as large as what it limits; max_worker_processes serves extensions and logical replication
-- too.
--
-- ## False positives
-- None known.
--
-- ## Sources
-- PostgreSQL documentation, "Resource Consumption", Asynchronous Behavior.

SELECT
    NULL AS schema_name,
    s.name AS object_name,
    s.value,
    l.name AS limit_name,
    l.value AS limit_value
FROM (VALUES
    ('max_parallel_workers_per_gather', 'max_parallel_workers'),
    ('max_parallel_maintenance_workers', 'max_parallel_workers'),
    ('max_parallel_workers', 'max_worker_processes')
) AS c (name, limit_name)
JOIN settings AS s ON s.name = c.name
JOIN settings AS l ON l.name = c.limit_name
WHERE s.value::int > l.value::int
