//! Figures as people write them: `850 GB`, `45ms`, `98.2%`.

/// As `pg_size_pretty` prints: the unit is the largest in which the number stays below 10240, rounded half up.
pub fn size(bytes: i64) -> String {
    const UNITS: [&str; 6] = ["bytes", "kB", "MB", "GB", "TB", "PB"];
    let mut value = bytes.unsigned_abs() as f64;
    let mut unit = 0;
    while value >= 10_240.0 - if unit == 0 { 0.0 } else { 0.5 } && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    let sign = if bytes < 0 { "-" } else { "" };
    format!("{sign}{:.0} {}", (value + 0.5).floor(), UNITS[unit])
}

/// `0.4ms`, `45ms`, `8.5s`, `45min`, `2.5h`.
pub fn milliseconds(ms: f64) -> String {
    if ms < 9.95 {
        format!("{}ms", one_decimal(ms))
    } else if ms < 999.5 {
        format!("{ms:.0}ms")
    } else if ms < 59_950.0 {
        format!("{}s", one_decimal(ms / 1000.0))
    } else if ms < 3_570_000.0 {
        format!("{:.0}min", ms / 60_000.0)
    } else {
        format!("{}h", one_decimal(ms / 3_600_000.0))
    }
}

/// A lag: seconds with one decimal below a minute, else as [`milliseconds`].
pub fn lag(seconds: f64) -> String {
    if seconds < 59.95 {
        format!("{}s", one_decimal(seconds))
    } else {
        milliseconds(seconds * 1000.0)
    }
}

pub fn percent(value: f64) -> String {
    format!("{}%", one_decimal(value))
}

/// `1 lock wait`, `2 lock waits`, `2 indexes`.
pub fn count(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `text` on one line and at most `max` characters long.
pub fn one_line(text: &str, max: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= max {
        return flat;
    }
    let mut cut: String = flat.chars().take(max.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

fn one_decimal(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_like_pg_size_pretty() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (10_239, "10239 bytes"),
            (10_240, "10 kB"),
            (10_485_247, "10239 kB"),
            (10_485_248, "10 MB"),
            (912_680_550_400, "850 GB"),
            (-10_240, "-10 kB"),
            (i64::MAX, "8192 PB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn durations_change_unit_without_odd_steps() {
        for (ms, text) in [
            (0.0, "0ms"),
            (0.42, "0.4ms"),
            (9.96, "10ms"),
            (45.2, "45ms"),
            (999.4, "999ms"),
            (999.6, "1s"),
            (8_500.0, "8.5s"),
            (59_990.0, "1min"),
            (2_700_000.0, "45min"),
            (9_000_000.0, "2.5h"),
        ] {
            assert_eq!(milliseconds(ms), text);
        }
        assert_eq!(lag(0.3), "0.3s");
        assert_eq!(lag(0.0), "0s");
        assert_eq!(lag(120.0), "2min");
    }

    #[test]
    fn long_statements_are_cut_on_characters() {
        assert_eq!(one_line("SELECT\n  1", 20), "SELECT 1");
        assert_eq!(one_line("äöüß", 3), "äö…");
    }
}
