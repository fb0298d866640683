-- T132. The same with btree_gist: one index for both conditions.
-- needs: btree_gist
CREATE TABLE booking AS
SELECT g AS id, g % 300 AS room, tsrange(timestamp '2026-01-01' + g * interval '1 hour', timestamp '2026-01-01' + (g + 4000) * interval '1 hour') AS slot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE booking;

SELECT scenario.query('SELECT * FROM booking WHERE room = 7 AND slot && tsrange(''2026-07-01'', ''2026-07-02'')', 100);
SELECT scenario.expert('CREATE INDEX ON booking USING gist (room, slot)');
SELECT scenario.expect('ON booking USING gist (room, slot)');
SELECT scenario.expect('ON booking USING gist (slot, room)');
