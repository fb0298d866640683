//! Which databases are wanted, and when each is looked at again.
use super::LAUNCHER;
use crate::pg::process::OpenDatabase;
use crate::settings;
use dbarch_core::schedule::database_list::{parse, DatabaseList};
use pgrx::prelude::*;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

#[derive(Default)]
pub struct Schedule {
    due: HashMap<u32, Instant>,
    /// Names of the setting that no database has: said once, until the next reload.
    missing: HashSet<String>,
    without_slot: bool,
}

impl Schedule {
    /// Every database is due again, and every complaint may be repeated.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Those of `all` that the setting names; the others lose their place.
    pub fn wanted(&mut self, all: Vec<OpenDatabase>) -> Vec<OpenDatabase> {
        let setting = settings::DATABASES.get();
        let text = setting.as_deref().map(|s| s.to_string_lossy()).unwrap_or_default();
        let wanted: Vec<OpenDatabase> = match parse(&text) {
            DatabaseList::All => all.into_iter().filter(|d| !d.template).collect(),
            DatabaseList::Named(names) => {
                for name in &names {
                    let exists = all.iter().any(|d| d.name == *name);
                    if !exists && self.missing.insert(name.clone()) {
                        warning!(
                            "{LAUNCHER}: dbarch.databases names \"{name}\", which does not exist or allows no connections"
                        );
                    }
                }
                all.into_iter().filter(|d| names.contains(&d.name)).collect()
            }
        };
        self.due.retain(|oid, _| wanted.iter().any(|d| d.oid == *oid));
        wanted
    }

    pub fn is_due(&self, database: u32) -> bool {
        self.due.get(&database).is_none_or(|at| *at <= Instant::now())
    }

    pub fn look_again(&mut self, database: u32, seconds: u32) {
        self.due.insert(database, Instant::now() + Duration::from_secs(u64::from(seconds)));
    }

    /// Time until the first database is due; `None` without any.
    pub fn next_due(&self) -> Option<Duration> {
        let first = self.due.values().min()?;
        Some(first.saturating_duration_since(Instant::now()))
    }

    /// Whether this is news.
    pub fn slot_missing(&mut self) -> bool {
        !std::mem::replace(&mut self.without_slot, true)
    }

    pub fn slot_found(&mut self) {
        self.without_slot = false;
    }
}
