//! Estimates against indexes that PostgreSQL has built, for the tests of all methods.

/// Figures that no estimate may stumble over.
pub const WILD: [f64; 8] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.5, 1e300];

/// Holds estimated pages to those built, each case as (name, estimated, built): all within `worst` per cent, half of them
/// within `median`.
pub fn check(cases: &[(&str, f64, f64)], worst: f64, median: f64) {
    let mut errors = Vec::new();
    for (name, pages, built) in cases {
        let error = (pages / built - 1.0) * 100.0;
        assert!(error.abs() < worst, "{name}: {pages} pages, built {built}");
        errors.push(error.abs());
    }
    errors.sort_by(f64::total_cmp);
    let middle = errors[errors.len() / 2];
    assert!(middle < median, "median error {middle} %");
}
