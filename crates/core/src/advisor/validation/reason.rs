//! Why a verdict is what it is: a few plain sentences with numbers.

use super::verdict::{deviation, Evidence, Run, Verdict};

/// The sentences.
pub fn reason(evidence: &Evidence) -> String {
    let mut sentences = vec![plan(evidence)];
    sentences.extend(evidence.runs.map(|(before, after)| times(before, after)));
    sentences.extend(contradiction(evidence));
    sentences.extend(prediction(evidence));
    sentences.join(" ")
}

fn plan(evidence: &Evidence) -> String {
    let Evidence { cost_before, cost_after, .. } = evidence;
    if !evidence.touches {
        return "The query does not touch the table of the index.".to_owned();
    }
    match (evidence.used, cost_before == cost_after) {
        (true, false) => {
            format!("The plan uses the index: its cost is {cost_after:.1} instead of {cost_before:.1}.")
        }
        (true, true) => format!("The plan uses the index, but its cost stays {cost_before:.1}."),
        (false, true) => "The planner does not use the index for this query.".to_owned(),
        (false, false) => format!(
            "The plan does not scan the index, but its cost is {cost_after:.1} instead of {cost_before:.1}."
        ),
    }
}

fn times(before: Run, after: Run) -> String {
    match (before, after) {
        (Run::Took(before), Run::Took(after)) => {
            format!("It took {} instead of {}.", milliseconds(after), milliseconds(before))
        }
        (Run::TimedOut(_), Run::Took(after)) => {
            format!(
                "It took {}; without the index it did not end within dbarch.validate_timeout.",
                milliseconds(after)
            )
        }
        (Run::Took(before), Run::TimedOut(_)) => {
            format!(
                "It did not end within dbarch.validate_timeout; without the index it took {}.",
                milliseconds(before)
            )
        }
        (Run::TimedOut(_), Run::TimedOut(_)) => {
            "It did not end within dbarch.validate_timeout, with or without the index.".to_owned()
        }
    }
}

/// Three digits, and never nothing.
fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms < 1.0 => format!("{ms:.3} ms"),
        ms if ms < 100.0 => format!("{ms:.1} ms"),
        ms => format!("{ms:.0} ms"),
    }
}

/// Where the clock and the planner disagree, the planner's picture of the data is wrong.
fn contradiction(evidence: &Evidence) -> Option<String> {
    let cheaper = evidence.cost_after < evidence.cost_before;
    match evidence.effect() {
        Verdict::Regresses if cheaper => {
            Some("The planner expects the opposite: run ANALYZE, or look at its cost settings.".to_owned())
        }
        Verdict::Regresses if evidence.writes && !evidence.used => {
            Some("Writing has to keep the index up to date.".to_owned())
        }
        Verdict::Improves | Verdict::Regresses
            if !evidence.used && !evidence.writes && evidence.cost_before == evidence.cost_after =>
        {
            Some("A function that it calls may use the index.".to_owned())
        }
        Verdict::NoEffect if evidence.runs.is_some() && evidence.used && cheaper => {
            Some("What the planner saves does not show in the time.".to_owned())
        }
        _ if evidence.writes && evidence.touches && evidence.runs.is_none() => {
            Some("Costs leave out what writing pays for keeping the index up to date.".to_owned())
        }
        _ => None,
    }
}

fn prediction(evidence: &Evidence) -> Vec<String> {
    let mut sentences = Vec::new();
    if let (true, Some(predicted)) = (evidence.cost_is_off(), evidence.cost_predicted) {
        sentences
            .push(format!("The predicted cost was {predicted:.1}: {}.", off(predicted, evidence.cost_after)));
    }
    if let (true, Some(estimated), Some(actual)) =
        (evidence.used && evidence.size_is_off(), evidence.size_estimated, evidence.size_actual)
    {
        sentences.push(format!(
            "The index has {actual} bytes; {estimated} were estimated: {}.",
            off(estimated as f64, actual as f64)
        ));
    }
    sentences
}

fn off(predicted: f64, actual: f64) -> String {
    match deviation(predicted, actual) {
        Some(share) if share < 0.0 => format!("it is {:.0} % less", -share * 100.0),
        Some(share) => format!("it is {:.0} % more", share * 100.0),
        None => "it is more".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(before: f64, after: f64) -> Evidence {
        Evidence { cost_before: before, cost_after: after, used: true, touches: true, ..Evidence::default() }
    }

    #[test]
    fn an_improvement_is_told_in_costs_and_times() {
        let evidence = Evidence { runs: Some((Run::Took(12.0), Run::Took(0.5))), ..used(417.0, 8.31) };
        assert_eq!(
            reason(&evidence),
            "The plan uses the index: its cost is 8.3 instead of 417.0. It took 0.500 ms instead of 12.0 ms."
        );
    }

    #[test]
    fn clock_and_planner_may_disagree() {
        let slow = Evidence { runs: Some((Run::Took(10.0), Run::Took(40.0))), ..used(417.0, 8.3) };
        assert!(reason(&slow).ends_with("run ANALYZE, or look at its cost settings."), "{}", reason(&slow));
        let upkeep = Evidence {
            writes: true,
            touches: true,
            cost_before: 5.0,
            cost_after: 5.0,
            runs: Some((Run::Took(10.0), Run::Took(40.0))),
            ..Evidence::default()
        };
        assert!(reason(&upkeep).ends_with("up to date."), "{}", reason(&upkeep));
    }

    #[test]
    fn what_was_predicted_is_told_when_it_is_off() {
        let evidence = Evidence {
            cost_predicted: Some(100.0),
            size_estimated: Some(1_000_000),
            size_actual: Some(1_500_000),
            ..used(417.0, 80.0)
        };
        assert_eq!(
            reason(&evidence),
            "The plan uses the index: its cost is 80.0 instead of 417.0. The predicted cost was 100.0: it is 20 % less. \
             The index has 1500000 bytes; 1000000 were estimated: it is 50 % more."
        );
    }

    #[test]
    fn a_query_on_other_tables_is_told_so() {
        assert_eq!(reason(&Evidence::default()), "The query does not touch the table of the index.");
    }
}
