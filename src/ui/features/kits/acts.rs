//! What can be done with a kit next, and the commands of issuing.

use std::rc::Rc;

use super::data::{Choice, Head};
use crate::domain::commands::command::Issue;
use crate::domain::{Act, Code, Command, KitItemId, KitStatus, PartInventory, Quantity, Text, Tracking};
use crate::i18n::Word;
use crate::ui::components::IconName;
use crate::ui::state::StockroomHandle;
use crate::ui::state::dialogs::Confirmable;

/// The one step that brings a kit on, as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NextStep {
    /// It is empty, and its run's part has a BOM.
    Prepare,
    /// Something that it lacks is in stock.
    Issue,
    /// All that can be issued is.
    Deliver,
    /// It is delivered.
    Complete,
}

impl NextStep {
    /// The next step of a kit; none where it is closed, or nothing is left to do but wait for stock.
    pub fn of(head: &Head) -> Option<NextStep> {
        if !head.open {
            return None;
        }
        let issued = head.full > 0 || head.status == KitStatus::InProgress;
        match head.status {
            KitStatus::Delivered if head.full == head.lines || !head.issuable => Some(NextStep::Complete),
            _ if !head.run_open => Some(NextStep::Complete),
            _ if head.lines == 0 => head.bom.then_some(NextStep::Prepare),
            _ if head.issuable => Some(NextStep::Issue),
            _ if issued => Some(NextStep::Deliver),
            _ => None,
        }
    }

    /// The word on its button.
    pub fn word(self) -> Word {
        match self {
            NextStep::Prepare => Word::KitPrepare,
            NextStep::Issue => Word::KitFulfil,
            NextStep::Deliver => Word::KitDeliver,
            NextStep::Complete => Word::KitCompleteIt,
        }
    }

    /// Its icon.
    pub fn icon(self) -> IconName {
        match self {
            NextStep::Prepare => IconName::Kit,
            NextStep::Issue => IconName::Issue,
            NextStep::Deliver => IconName::Location,
            NextStep::Complete => IconName::CheckCircle,
        }
    }
}

/// What a line's button would issue.
#[derive(Clone, PartialEq, Default)]
pub struct Plan {
    pub picks: Vec<(Quantity, Choice)>,
    pub total: Quantity,
}

impl Plan {
    /// Whether it is one serial item, whose quantity needs no stepper.
    pub fn is_single(&self) -> bool {
        matches!(&*self.picks, [(_, choice)] if choice.tracking == Tracking::Serial)
    }

    /// The command for so much: in the order of the picks, each up to what it gives; what is over goes to the last of them,
    /// for the rules to answer.
    pub fn command(&self, item: KitItemId, quantity: Quantity) -> Command {
        let mut rest = quantity;
        let mut issues: Vec<Issue> = Vec::new();
        let last = self.picks.len().saturating_sub(1);
        for (at, (most, choice)) in self.picks.iter().enumerate() {
            let take = if at == last { rest } else { rest.min(*most) };
            if at > 0 && take.is_zero() {
                break;
            }
            rest = rest.less(take);
            issues.push(Issue { inventory: choice.inventory, item, quantity: Some(take), ..Issue::default() });
        }
        match issues.pop() {
            Some(only) if issues.is_empty() => Command::Issue(only),
            last => {
                issues.extend(last);
                let commands = issues.into_iter().map(Command::Issue).collect();
                Command::Batch { act: Act::Issue, note: Text::default(), commands }
            }
        }
    }
}

/// Offers over-issue and stock below zero, where the rules allow them once they are confirmed.
pub fn confirm_issue(stockroom: StockroomHandle) -> Confirmable {
    Rc::new(move |code, command| {
        let mut command = command.clone();
        let issues: Vec<&mut Issue> = match &mut command {
            Command::Issue(it) => vec![it],
            Command::Batch { commands, .. } => {
                commands.iter_mut().filter_map(|it| if let Command::Issue(it) = it { Some(it) } else { None }).collect()
            }
            _ => return None,
        };
        let tracking = |it: &Issue| {
            stockroom.read_untracked(|stockroom| stockroom.inventory.get(it.inventory.0).map(PartInventory::tracking))
        };
        let mut changed = false;
        for it in issues {
            let (allows, flag) = match code {
                Code::KitOverIssue => (tracking(it) != Some(Tracking::Serial), &mut it.allow_over),
                Code::InsufficientQuantity => (tracking(it) == Some(Tracking::Untracked), &mut it.allow_negative),
                _ => return None,
            };
            if allows && !*flag {
                *flag = true;
                changed = true;
            }
        }
        changed.then_some(command)
    })
}
