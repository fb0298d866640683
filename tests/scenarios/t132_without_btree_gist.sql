-- T132. Equality and overlap without btree_gist in the database: no DDL that needs it.
CREATE TABLE booking AS
SELECT g AS id, g % 30 AS room, tsrange(timestamp '2026-01-01' + g * interval '1 hour', timestamp '2026-01-01' + (g + 400) * interval '1 hour') AS slot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE booking;

SELECT scenario.query('SELECT * FROM booking WHERE room = 7 AND slot && tsrange(''2026-02-01'', ''2026-02-02'')', 100);
SELECT scenario.expect('ON booking USING gist (slot)');
SELECT scenario.expect('ON booking (room)', 'ON booking USING gist (slot)');
SELECT scenario.expect('ON booking (room)');
