//! What can be done with a run next.

use super::data::Head;
use crate::domain::RunStatus;
use crate::i18n::Word;
use crate::ui::components::IconName;

/// The one step that brings a run on, as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextStep {
    /// Its unit requires parts, and no kit asks for them yet.
    CreateKit,
    /// Its kits hold what the unit still requires.
    Install,
    /// Everything is installed.
    Complete,
}

impl NextStep {
    /// The next step of a run; none where it is closed or held, or its kits wait for stock.
    pub fn of(head: &Head) -> Option<NextStep> {
        if !head.open || head.status == RunStatus::Hold {
            return None;
        }
        if head.installable {
            return Some(NextStep::Install);
        }
        match (head.requirements, head.filled) {
            (0, _) => None,
            (all, filled) if all == filled => Some(NextStep::Complete),
            _ => (head.kits == 0).then_some(NextStep::CreateKit),
        }
    }

    /// The word on its button.
    pub fn word(self) -> Word {
        match self {
            NextStep::CreateKit => Word::RunCreateKit,
            NextStep::Install => Word::RunInstallAll,
            NextStep::Complete => Word::RunCompleteIt,
        }
    }

    /// Its icon.
    pub fn icon(self) -> IconName {
        match self {
            NextStep::CreateKit => IconName::Kit,
            NextStep::Install => IconName::Install,
            NextStep::Complete => IconName::CheckCircle,
        }
    }
}
