-- T14. A GiST index serves the operator already: nothing to do.
CREATE TABLE booking AS
SELECT g AS id, int4range(g, g + 3) AS slot, repeat('n', 60) AS note, 0 AS x1, 0 AS x2, 0 AS x3, 0 AS x4 FROM generate_series(1, 30000) AS g;
CREATE INDEX idx_booking_slot ON booking USING gist (slot);
VACUUM ANALYZE booking;

SELECT scenario.query('SELECT * FROM booking WHERE slot && int4range(500, 505)', 100);
SELECT scenario.expect_nothing();
