SELECT age(d.datfrozenxid)::bigint AS transaction_age,
       mxid_age(d.datminmxid)::bigint AS multixact_age
FROM pg_catalog.pg_database AS d
WHERE d.datname = current_database()
