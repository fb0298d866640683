-- T57. Ranges that overlap: GiST.
CREATE TABLE booking AS
SELECT g AS id, tstzrange(timestamptz '2026-01-01 00:00+00' + g * interval '1 hour', timestamptz '2026-01-01 00:00+00' + (g + 3) * interval '1 hour') AS slot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4
FROM generate_series(1, 30000) AS g;
VACUUM ANALYZE booking;

SELECT scenario.query('SELECT * FROM booking WHERE slot && tstzrange(''2026-02-01 00:00+00'', ''2026-02-01 05:00+00'')', 100);
SELECT scenario.expect('ON booking USING gist (slot)');
SELECT scenario.expect('ON booking USING spgist (slot)');
