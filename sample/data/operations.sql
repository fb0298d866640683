-- Support tickets, newsletter, audit trail. Read by data.sql.

INSERT INTO "supportTickets" (id, user_id, subject, state, priority, opened_at, closed_at)
SELECT g, 1 + floor(100000 * pg_temp.unit(g, 100) * pg_temp.unit(g, 100))::bigint,
       pg_temp.pick('{Where is my order?,Wrong item,Refund,Cannot log in,Invoice address,Broken on arrival}',
                    pg_temp.unit(g, 101)) || ' (' || g || ')',
       s.state, 1 + floor(5 * pg_temp.unit(g, 103))::integer, at.t,
       CASE WHEN s.state = 'closed' THEN at.t + floor(400 * pg_temp.unit(g, 104)) * interval '1 hour' END
FROM generate_series(1, 25000) AS g,
     LATERAL (SELECT CASE WHEN g > 24000 AND pg_temp.unit(g, 102) < 0.5 THEN 'open'
                          WHEN pg_temp.unit(g, 102) < 0.01 THEN 'waiting' ELSE 'closed' END) AS s (state),
     LATERAL (SELECT timestamp '2024-01-01 00:00' + 2520 * g * interval '1 second') AS at (t);

INSERT INTO newsletter_signups (email, source, confirmed, signed_up_at)
SELECT 'customer' || 1 + (g::bigint * 7919) % 100000 || '@mail.example',
       pg_temp.pick('{footer,footer,checkout,checkout,checkout,campaign}', pg_temp.unit(g, 110)),
       pg_temp.unit(g, 111) < 0.7,
       timestamptz '2024-01-01 00:00+00' + 1570 * g * interval '1 second'
FROM generate_series(1, 40000) AS g;

-- One year, evenly spread; machines (no user) write a fifth of it.
INSERT INTO audit_log (id, user_id, action, entity_type, entity_id, payload, ip_address, created_at)
SELECT g,
       CASE WHEN pg_temp.unit(g, 120) < 0.8 THEN 1 + floor(100000 * v.u * v.u)::bigint END,
       pg_temp.pick('{update,update,update,update,create,create,login,login,login,delete}', pg_temp.unit(g, 121)),
       e.kind,
       CASE e.kind WHEN 'order' THEN 1 + floor(400000 * pg_temp.unit(g, 123))::bigint
                   WHEN 'product' THEN 1 + floor(20000 * v.u * v.u)::bigint
                   ELSE 1 + floor(100000 * v.u)::bigint END,
       jsonb_build_object('request', md5(g::text), 'changed',
                          pg_temp.pick('{status,price,address,email,stock}', pg_temp.unit(g, 124)),
                          'attempt', g % 3),
       CASE WHEN pg_temp.unit(g, 125) < 0.95 THEN ('10.' || g % 7 || '.' || g % 251 || '.' || g % 13)::inet END,
       timestamptz '2025-01-01 00:00+00' + floor(131.4 * (g - 1)) * interval '1 second'
FROM generate_series(1, 240000) AS g,
     LATERAL (SELECT pg_temp.unit(g, 126)) AS v (u),
     LATERAL (SELECT pg_temp.pick('{order,order,order,order,user,user,product}', pg_temp.unit(g, 122))) AS e (kind)
ORDER BY g;
