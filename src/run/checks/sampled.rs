//! Runs a check that looks at rows: table by table, the largest first, until its time is up. A table that cannot be read
//! costs itself only.
use super::Selection;
use crate::error::Result;
use crate::pg::interrupt;
use crate::pg::{subtransaction, time_limit};
use crate::read::sampled_tables::{self, Sampleable};
use crate::settings;
use dbarch_core::catalogue::{Params, Registry, Rows, SampleRule};
use dbarch_core::finding::{Row, Status};
use dbarch_core::model::sample::{Joined, SampledReference, SampledTable};
use serde_json::json;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Bytes of samples that are kept for the other checks of the run.
const KEPT_BYTES: usize = 64 << 20;

/// Samples that several checks of one run look at.
#[derive(Default)]
pub struct Samples {
    kept: RefCell<HashMap<(u32, usize), Rc<SampledTable>>>,
    bytes: RefCell<usize>,
}

impl Samples {
    fn of(&self, table: &Sampleable, wanted: usize, left: Duration) -> Result<Option<Rc<SampledTable>>> {
        let key = (table.table_oid, wanted);
        if let Some(known) = self.kept.borrow().get(&key) {
            return Ok(Some(Rc::clone(known)));
        }
        let sample = within(left, || sampled_tables::sample(table, wanted))?.flatten();
        let Some(sample) = sample.map(Rc::new) else { return Ok(None) };
        let texts: usize =
            sample.columns.iter().flat_map(|c| &c.values.texts).map(|text| 2 * text.len() + 80).sum();
        let bytes = texts + 4 * sample.rows * sample.columns.len();
        if *self.bytes.borrow() + bytes <= KEPT_BYTES {
            *self.bytes.borrow_mut() += bytes;
            self.kept.borrow_mut().insert(key, Rc::clone(&sample));
        }
        Ok(Some(sample))
    }
}

/// `None` if the time was too short. Inside another time limit only that one holds.
fn within<T>(left: Duration, work: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
    if time_limit::is_armed() {
        return subtransaction::discarded(work).map(Some);
    }
    time_limit::discarded_within(i32::try_from(left.as_millis()).unwrap_or(i32::MAX).max(1), work)
}

/// What a rule may ask about one table.
struct Asked<'a> {
    table_oid: u32,
    deadline: Instant,
    names: &'a [(String, String)],
}

impl Asked<'_> {
    /// An answer that cannot be had is none: the rule says what it could not find out.
    fn within<T>(&self, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let left = self.deadline.checked_duration_since(Instant::now())?;
        within(left, work).ok().flatten()
    }
}

impl Rows for Asked<'_> {
    fn joined(&self, table: &SampledTable, key: &SampledReference) -> Option<Joined> {
        self.within(|| sampled_tables::joined(self.table_oid, table, key)).flatten()
    }

    fn contradictions(&self, table: &SampledTable, left: &[usize], right: &[usize]) -> Option<u64> {
        self.within(|| sampled_tables::contradictions(table, left, right))
    }

    fn table_names(&self) -> &[(String, String)] {
        self.names
    }
}

pub fn run(
    registry: &Registry,
    rule: &dyn SampleRule,
    selection: &Selection,
    params: &Params<'_>,
    samples: &Samples,
) -> Result<Vec<Row>> {
    let seconds = params.number("max_seconds").clamp(0.0, 86_400.0);
    let seconds = match settings::CHECK_TIMEOUT.get() {
        limit @ 1.. => seconds.min(f64::from(limit) / 1000.0),
        _ => seconds,
    };
    let deadline = Instant::now() + Duration::from_secs_f64(seconds);
    let most = params.number("max_tables").max(0.0) as usize;
    let wanted = params.number("sample_rows").clamp(1.0, 100_000.0) as usize;
    let tables = sampled_tables::list(registry, selection.schemas.as_deref(), most + 1)?;
    let names: Vec<(String, String)> =
        tables.iter().map(|table| (table.schema_name.clone(), table.table_name.clone())).collect();
    let mut found = Vec::new();
    let (mut hidden, mut unknown) = (Vec::new(), Vec::new());
    for table in tables.iter().take(most) {
        interrupt::check();
        if !table.is_readable {
            hidden.push(table.qualified.as_str());
            continue;
        }
        let left = deadline.checked_duration_since(Instant::now());
        let sample = left.map(|left| samples.of(table, wanted, left));
        let sample = match sample {
            Some(Ok(Some(sample))) => sample,
            other => {
                let why = match other {
                    None => "the time was up".to_string(),
                    Some(Ok(_)) => "it has no column that could be looked at, or the time was up".to_string(),
                    Some(Err(error)) => error.to_string(),
                };
                unknown.push((table.qualified.as_str(), why));
                continue;
            }
        };
        let asked = Asked { table_oid: table.table_oid, deadline, names: &names };
        found.extend(rule.check(&sample, &asked, params).into_iter().map(|row| completed(row, &sample)));
    }
    if !hidden.is_empty() {
        found.push(hidden_row(&hidden));
    }
    if !unknown.is_empty() || tables.len() > most {
        found.push(unknown_row(&unknown, tables.len() > most));
    }
    Ok(found)
}

fn completed(mut row: Row, table: &SampledTable) -> Row {
    row.schema_name.get_or_insert_with(|| table.schema_name.clone());
    row.object_name.get_or_insert_with(|| table.qualified.clone());
    row.detail.insert("sampled_rows".into(), json!(table.rows));
    row.detail.insert("whole_table_read".into(), json!(table.is_complete));
    row
}

fn listed(tables: &[&str]) -> serde_json::Map<String, serde_json::Value> {
    [("tables".to_string(), json!(&tables[..tables.len().min(20)]))].into_iter().collect()
}

fn counted(tables: usize) -> String {
    if tables == 1 {
        "1 table was".to_string()
    } else {
        format!("{tables} tables were")
    }
}

fn hidden_row(tables: &[&str]) -> Row {
    Row {
        status: Some(Status::InsufficientPrivilege),
        message: Some(format!(
            "{} not looked at: this role may not read them, or row security hides rows from it",
            counted(tables.len())
        )),
        remediation: Some(
            "Run the check as a role that may read the rows, such as the owner of the tables.".into(),
        ),
        detail: listed(tables),
        ..Row::default()
    }
}

/// One row for all: when the time is up, hundreds may be left.
fn unknown_row(tables: &[(&str, String)], more: bool) -> Row {
    let message = match tables {
        [] => "Only the largest tables were looked at: there are more than max_tables".to_string(),
        [(first, why), ..] => format!("{} not looked at; of {first}: {why}", counted(tables.len())),
    };
    let names: Vec<&str> = tables.iter().map(|(name, _)| *name).collect();
    let mut detail = listed(&names);
    detail.insert("there_are_more_tables".into(), json!(more));
    Row {
        status: Some(Status::InsufficientEvidence),
        message: Some(message),
        remediation: Some("Raise max_tables or max_seconds, or check one schema at a time.".into()),
        detail,
        ..Row::default()
    }
}
