//! Values of statistics as numbers and back, where their type allows it: between two bounds of a histogram there are
//! values that the statistics do not name.
//!
//! Text is ISO, and times with a zone are UTC, as `read` asks for it.

use crate::model::parameters::Scale;

const DAY: f64 = 86_400.0;

/// The number that `text` stands for; times are seconds since 1970.
pub fn number(scale: Scale, text: &str) -> Option<f64> {
    let number = match scale {
        Scale::Integer | Scale::Number => text.parse().ok()?,
        Scale::Date => day(text)? * DAY,
        Scale::Timestamp => seconds(text)?,
        Scale::TimestampTz => seconds(text.strip_suffix("+00")?)?,
        Scale::Other => return None,
    };
    Some(number).filter(|n: &f64| n.is_finite())
}

/// The text of a number that [`number`] could have given.
pub fn text(scale: Scale, number: f64) -> String {
    match scale {
        Scale::Integer => format!("{:.0}", number.round()),
        Scale::Date => date((number / DAY).floor()),
        Scale::Timestamp => timestamp(number),
        Scale::TimestampTz => format!("{}+00", timestamp(number)),
        Scale::Number | Scale::Other => number.to_string(),
    }
}

/// `None` for infinity and years before Christ as well.
fn day(text: &str) -> Option<f64> {
    let mut parts = text.split('-');
    let year: i64 = parts.next()?.parse().ok()?;
    let month: i64 = parts.next()?.parse().ok()?;
    let day: i64 = parts.next()?.parse().ok()?;
    (parts.next().is_none()).then(|| days(year, month, day) as f64)
}

fn seconds(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(' ')?;
    let mut parts = time.split(':');
    let hours: f64 = parts.next()?.parse().ok()?;
    let minutes: f64 = parts.next()?.parse().ok()?;
    let seconds: f64 = parts.next()?.parse().ok()?;
    Some(day(date)? * DAY + hours * 3600.0 + minutes * 60.0 + seconds)
}

fn timestamp(seconds: f64) -> String {
    let micros = (seconds * 1e6).round();
    let day = (micros / 1e6 / DAY).floor();
    let rest = (micros - day * DAY * 1e6) as i64;
    let (whole, fraction) = (rest / 1_000_000, rest % 1_000_000);
    format!("{} {:02}:{:02}:{:02}.{fraction:06}", date(day), whole / 3600, whole / 60 % 60, whole % 60)
}

/// Days since 1970 of a date of the Gregorian calendar, counted in eras of 400 years that begin in March
/// (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days`].
fn date(days: f64) -> String {
    let days = days as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_a_number_and_text_again() {
        for (scale, value) in [
            (Scale::Integer, "-42"),
            (Scale::Number, "12.5"),
            (Scale::Date, "1970-01-01"),
            (Scale::Date, "2024-02-29"),
            (Scale::Date, "1899-12-31"),
            (Scale::Timestamp, "2025-03-01 23:59:59.250000"),
            (Scale::TimestampTz, "1969-12-31 00:00:01.000000+00"),
        ] {
            assert_eq!(text(scale, number(scale, value).unwrap()), value);
        }
        assert_eq!(number(Scale::Date, "2000-03-01"), Some(951_868_800.0));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for (scale, value) in [
            (Scale::Number, "NaN"),
            (Scale::Date, "infinity"),
            (Scale::Date, "0044-03-15 BC"),
            (Scale::Timestamp, "-infinity"),
            (Scale::TimestampTz, "2025-03-01 00:00:00+02"),
            (Scale::Other, "1"),
        ] {
            assert_eq!(number(scale, value), None, "{value}");
        }
    }
}
