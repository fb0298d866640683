SELECT r.id, r.fingerprint FROM dbarch.recommendations AS r WHERE r.fingerprint = ANY ($1)
