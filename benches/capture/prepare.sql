-- What the measurements become in the session that reports them.
CREATE TEMPORARY TABLE cost (workload text, feature text, us float8, cost float8, noise float8, pairs int);
CREATE TEMPORARY TABLE stall (setting text, way text, round int, median int, p99 int, p999 int, longest int, eviction int);
CREATE TEMPORARY TABLE kept (setting text, way text, round int, statements int, evicted int, text_bytes bigint,
                             max_text_bytes bigint, segment_before bigint, segment_after bigint, file_bytes bigint);
