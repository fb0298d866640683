-- What the session has at the end beyond what it had after the warm-up; the last line is the verdict.
\pset footer off
SELECT b.what AS "After", pg_size_pretty(b.contexts - a.contexts) AS "Memory contexts", pg_size_pretty(b.resident - a.resident) AS "RssAnon"
FROM snapshot AS b JOIN snapshot AS a ON a.what = 'warm-up' WHERE b.what <> 'warm-up' ORDER BY b.ctid;
SELECT b.what AS "After", b.name AS "Context that grew", b.parent AS "Parent", b.pieces - coalesce(a.pieces, 0) AS "Pieces",
    pg_size_pretty(b.bytes - coalesce(a.bytes, 0)) AS "Growth"
FROM snapshot_context AS b LEFT JOIN snapshot_context AS a ON a.what = 'warm-up' AND a.name = b.name AND a.parent IS NOT DISTINCT FROM b.parent
WHERE b.what <> 'warm-up' AND b.bytes - coalesce(a.bytes, 0) > 8192 ORDER BY b.bytes - coalesce(a.bytes, 0) DESC LIMIT 10;
SELECT count(*) AS locks FROM pg_locks
WHERE pid = pg_backend_pid() AND relation IN ('orders'::regclass, 'parts'::regclass, 'parts_1'::regclass, 'parts_2'::regclass) \gset
\pset tuples_only on
\pset format unaligned
SELECT 'Locks left: ' || :locks;
SELECT CASE WHEN :locks = 0 AND max(b.contexts - a.contexts) < 5e6 AND max(b.resident - a.resident) < 5e6
    THEN 'passed' ELSE 'failed' END
FROM snapshot AS a, snapshot AS b WHERE a.what = 'warm-up';
