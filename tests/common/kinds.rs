//! The kinds of commands that random acts are made of, with how often each is wanted.

use super::acts::Dice;
use kitroom::domain::Command;

macro_rules! kinds {
    ($($kind:ident $weight:literal),+ $(,)?) => {
        /// Every kind of command, with how often it is wanted.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Kind { $($kind),+ }
        impl Kind {
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];
            pub fn weight(self) -> u64 {
                match self { $(Kind::$kind => $weight),+ }
            }
        }
    };
}

kinds! {
    Create 8, Update 6, Delete 2, Revise 2, CreateInventory 12, UpdateInventory 5, CreateSerials 2, Receive 4, Split 4,
    Merge 2, MoveInventory 4, Count 4, Scrap 3, Unscrap 2, Dispose 2, Hold 3, CreateRun 5, SetRunStatus 4, CreateKit 5,
    PrepareKit 3, BringKitUp 2, AddLine 5, SetKitStatus 4, Issue 9, Return 5, Fulfil 4, Install 6, Uninstall 3, Maintain 2, CopyBom 2, Undo 5,
    Batch 3,
}
impl Kind {
    /// The kind of a command; the compiler tells when one is added.
    pub fn of(command: &Command) -> Kind {
        match command {
            Command::Create { .. } => Kind::Create,
            Command::Update { .. } => Kind::Update,
            Command::Delete { .. } => Kind::Delete,
            Command::Revise { .. } => Kind::Revise,
            Command::CreateInventory(_) => Kind::CreateInventory,
            Command::UpdateInventory { .. } => Kind::UpdateInventory,
            Command::CreateSerials { .. } => Kind::CreateSerials,
            Command::Receive { .. } => Kind::Receive,
            Command::Split { .. } => Kind::Split,
            Command::Merge { .. } => Kind::Merge,
            Command::MoveInventory { .. } => Kind::MoveInventory,
            Command::Count { .. } => Kind::Count,
            Command::Scrap { .. } => Kind::Scrap,
            Command::Unscrap { .. } => Kind::Unscrap,
            Command::Dispose { .. } => Kind::Dispose,
            Command::Hold { .. } => Kind::Hold,
            Command::Maintain { .. } => Kind::Maintain,
            Command::CopyBom { .. } => Kind::CopyBom,
            // Done by opening an old stockroom, never by an act.
            Command::Upgrade => Kind::Update,
            Command::CreateRun { .. } => Kind::CreateRun,
            Command::SetRunStatus { .. } => Kind::SetRunStatus,
            Command::CreateKit { .. } => Kind::CreateKit,
            Command::PrepareKit { .. } => Kind::PrepareKit,
            Command::BringKitUp { .. } => Kind::BringKitUp,
            Command::AddLine { .. } => Kind::AddLine,
            Command::SetKitStatus { .. } => Kind::SetKitStatus,
            Command::Issue(_) => Kind::Issue,
            Command::Return(_) => Kind::Return,
            Command::Fulfil { .. } => Kind::Fulfil,
            Command::Install(_) => Kind::Install,
            Command::Uninstall { .. } => Kind::Uninstall,
            Command::Undo { .. } => Kind::Undo,
            Command::Batch { .. } => Kind::Batch,
        }
    }

    /// One of them, by weight.
    pub fn any(dice: &mut Dice) -> Kind {
        let all: u64 = Kind::ALL.iter().map(|kind| kind.weight()).sum();
        let mut at = dice.below(all);
        for kind in Kind::ALL {
            if at < kind.weight() {
                return *kind;
            }
            at -= kind.weight();
        }
        Kind::Create
    }
}
