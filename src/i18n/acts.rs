//! What the acts of the history are called.

use super::{Word, word};
use crate::domain::Act;

/// What an act is called in the history.
pub fn act_name(act: Act) -> &'static str {
    word(match act {
        Act::Found => Word::DidFound,
        Act::Create => Word::DidCreate,
        Act::Update | Act::UpdateInventory => Word::DidUpdate,
        Act::Delete => Word::DidDelete,
        Act::CreateInventory => Word::DidCreateInventory,
        Act::CreateSerials => Word::DidCreateSerials,
        Act::Receive => Word::DidReceive,
        Act::Split => Word::DidSplit,
        Act::Merge => Word::DidMerge,
        Act::MoveInventory => Word::DidMove,
        Act::Count => Word::DidCount,
        Act::Scrap => Word::DidScrap,
        Act::Unscrap => Word::DidUnscrap,
        Act::Hold => Word::DidHold,
        Act::Release => Word::DidRelease,
        Act::Revise => Word::DidRevise,
        Act::CreateRun => Word::DidCreateRun,
        Act::RunStatus => Word::DidRunStatus,
        Act::CreateKit => Word::DidCreateKit,
        Act::PrepareKit => Word::DidPrepareKit,
        Act::BringKitUp => Word::DidBringKitUp,
        Act::AddLine => Word::DidAddLine,
        Act::KitStatus => Word::DidKitStatus,
        Act::Issue => Word::DidIssue,
        Act::Return => Word::DidReturn,
        Act::Fulfil => Word::DidFulfil,
        Act::Install => Word::DidInstall,
        Act::Uninstall => Word::DidUninstall,
        Act::Undo => Word::DidUndo,
        Act::Import => Word::DidImport,
        Act::Dispose => Word::DidDispose,
        Act::Build => Word::DidBuild,
        Act::Demo => Word::DidDemo,
        Act::Bulk => Word::DidBulk,
        Act::Maintain => Word::DidMaintain,
        Act::CopyBom => Word::DidCopyBom,
        Act::Upgrade => Word::DidUpgrade,
    })
}
