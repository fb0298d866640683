//! What users have set: it holds for every run, whoever starts it.
use crate::error::Result;
use crate::pg::sandbox;
use crate::read::check_store;
use crate::settings;
use dbarch_core::catalogue::{CheckMeta, Configured, Effective, Profile};
use dbarch_core::finding::suppression::Suppression;
use std::collections::BTreeMap;

pub struct Configuration {
    configured: BTreeMap<String, Configured>,
    pub suppressions: Vec<Suppression>,
    profile: Profile,
}

impl Configuration {
    /// Like the checks themselves it keeps no lock.
    pub fn load() -> Result<Self> {
        sandbox::run(None, Self::read)
    }

    fn read() -> Result<Self> {
        let profile = settings::check_profile();
        let Some(store) = check_store::store()? else {
            return Ok(Configuration { configured: BTreeMap::new(), suppressions: Vec::new(), profile });
        };
        let configured = check_store::configured(store.owner)?;
        let suppressions = check_store::suppressions(store.owner)?;
        Ok(Configuration {
            configured: configured.into_iter().map(|one| (one.check_id.clone(), one)).collect(),
            suppressions: suppressions.into_iter().map(|one| one.suppression).collect(),
            profile,
        })
    }

    /// What holds for `check`.
    pub fn of(&self, check: &CheckMeta) -> Effective {
        check.effective(self.configured.get(&check.id), self.profile)
    }
}
