-- id = "statement_codes"
-- reads = ["statement_counting"]
-- ---
-- The whole text of each statement that pg_stat_statements keeps of this database, without comments, strings and quoted
-- names, in lower case and with single spaces: words in it are words of SQL. Very long texts are left out, and what ran
-- once or twice only.
-- As in `statements`, the query over the view is a text. Words are short, so a statement comes in pieces.
SELECT
    q.query_id,
    lower(btrim(regexp_replace(regexp_replace(q.query,
        -- In one pass from left to right, as a reader would.
        '--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|''[^'']*''|"[^"]*"', ' ', 'g'), '\s+', ' ', 'g'))) AS code
FROM statement_counting AS k
CROSS JOIN LATERAL (
    SELECT w.query_id, string_agg(w.piece, '' ORDER BY w.place) AS query
    FROM (
        SELECT split_part(s.word, ' ', 1) AS query_id,
               split_part(s.word, ' ', 2)::int AS place,
               substr(s.word, strpos(s.word, ':') + 1) AS piece
        FROM ts_stat(format(
            'SELECT array_to_tsvector(ARRAY[concat(q.query_id, '' '', p.place, '' :'', '
            'substr(q.query, p.place * 450 + 1, 450))]) '
            'FROM (SELECT s.queryid AS query_id, min(s.query) AS query FROM %s AS s '
            'WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()) '
            'AND length(s.query) BETWEEN 1 AND 20000 GROUP BY s.queryid HAVING sum(s.calls) > 2) AS q '
            'CROSS JOIN LATERAL generate_series(0, (length(q.query) - 1) / 450) AS p (place) '
            'WHERE q.query_id IS NOT NULL', k.relation)) AS s
        WHERE k.is_loaded AND k.is_readable
    ) AS w
    GROUP BY w.query_id
) AS q
