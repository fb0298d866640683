-- T57. An exclusion constraint brings the GiST index that overlap needs: nothing to do.
CREATE TABLE booking (id int, note text, slot tstzrange, CONSTRAINT ex_booking_slot EXCLUDE USING gist (slot WITH &&));
INSERT INTO booking (id, slot, note)
SELECT g, tstzrange(timestamptz '2026-01-01 00:00+00' + g * interval '1 hour', timestamptz '2026-01-01 00:00+00' + (g + 1) * interval '1 hour'), repeat('n', 60)
FROM generate_series(1, 10000) AS g;
VACUUM ANALYZE booking;

SELECT scenario.query('SELECT * FROM booking WHERE slot && tstzrange(''2026-02-01 00:00+00'', ''2026-02-01 05:00+00'')', 100);
SELECT scenario.expect_nothing();
