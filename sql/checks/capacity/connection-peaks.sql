-- id          = "connection-peaks"
-- title       = "Connections that were nearly used up"
-- severity    = "warning"
-- object      = "server"
-- confidence  = "medium"
-- reads       = ["report_history"]
-- privileges  = ["pg_monitor"]
-- message     = "{{ peaks }} of {{ reports }} reports of the last {{ days }} days found {{ percent }} % of the connections taken or more; {{ most }} of {{ max_connections }} were the most"
-- remediation = "Find the time of day in dbarch.reports and what runs then; put a connection pool in front."
-- since       = "0.1.0"
-- tags        = ["availability"]
-- [params.window_days]
-- default = 7
-- about   = "Days that are looked back."
-- [params.min_percent]
-- default = 90
-- about   = "Percent of the connections that makes a peak."
-- [params.min_peaks]
-- default = 1
-- about   = "Peaks from which they are reported."
-- ---
-- ## What it does
-- Looks into the health reports of the last `window_days` for times at which `min_percent` of max_connections were
-- taken.
--
-- ## Why it matters
-- What exhausted-connections sees at one moment is mostly over. A peak that comes each night will some night be
-- higher.
--
-- ## How to fix
-- Spread jobs, close what is idle, use a pool.
--
-- ## False positives
-- Limits that have been raised since.
--
-- ## Sources
-- Reports of dbarch.

SELECT
    NULL AS schema_name,
    NULL AS object_name,
    count(*) FILTER (WHERE h.connections * 100 >= h.max_connections * p.min_percent) AS peaks,
    count(*) AS reports,
    p.window_days AS days,
    p.min_percent AS percent,
    max(h.connections) AS most,
    max(h.max_connections) AS max_connections
FROM report_history AS h
CROSS JOIN params AS p
WHERE h.days_ago <= p.window_days AND h.connections IS NOT NULL
GROUP BY p.window_days, p.min_percent, p.min_peaks
HAVING count(*) FILTER (WHERE h.connections * 100 >= h.max_connections * p.min_percent) >= p.min_peaks
