//! Named selections of checks.
use super::CheckMeta;
use crate::finding::Severity;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// What most databases want to hear.
    Default,
    /// What should be fixed, and that for sure.
    Essential,
    /// Matters of taste as well.
    Strict,
}

impl Profile {
    pub const ALL: [Profile; 3] = [Profile::Default, Profile::Essential, Profile::Strict];

    pub fn as_str(self) -> &'static str {
        match self {
            Profile::Default => "default",
            Profile::Essential => "essential",
            Profile::Strict => "strict",
        }
    }

    /// Whether the profile has a check of this `severity`, which a user may have set.
    pub fn includes(self, check: &CheckMeta, severity: Severity) -> bool {
        check.enabled
            && match self {
                Profile::Default => !check.opinionated,
                Profile::Essential => {
                    !check.opinionated && severity > Severity::Info && check.confidence != "low"
                }
                Profile::Strict => true,
            }
    }
}
