INSERT INTO dbarch.reports (kind) VALUES ($1) RETURNING id
