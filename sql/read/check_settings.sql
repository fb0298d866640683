SELECT s.check_id, s.enabled, s.severity, s.parameters FROM dbarch.check_settings AS s
