-- id = "event_triggers"
-- reads = ["extension_members"]
-- ---
-- Event triggers of the database.
SELECT g.evtname::text AS trigger_name, format('%I', g.evtname) AS qualified, g.evtevent::text AS event, g.evtenabled <> 'D' AS is_enabled
FROM pg_catalog.pg_event_trigger AS g
WHERE NOT EXISTS (SELECT FROM extension_members AS e
                  WHERE e.catalog_oid = 'pg_catalog.pg_event_trigger'::regclass AND e.object_oid = g.oid)
