//! The as-built BOM: what a unit requires and what was installed on it.

use crate::domain::model::inventory::InventoryId;
use crate::domain::model::kit::KitRowId;
use crate::domain::model::part::{MbomItemId, PartId};
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;
use crate::{record, record_id};

record_id!(/// Names a [`BuildRequirement`].
    RequirementId, Requirement);
record_id!(/// Names an [`AbomInstallation`].
    InstallationId, Installation);
record_id!(/// Names a [`RequirementDesignator`].
    RequirementDesignatorId, RequirementDesignator);

record! {
    /// What a unit being built requires; copied from the mBOM when the run is made.
    BuildRequirement in Requirement as REQUIREMENT: RequirementFields {
        /// The unit being built.
        1 unit "partInventoryId": InventoryId,
        2 part "partId": PartId,
        /// Required, > 0.
        3 quantity: Quantity,
        4 substitutes "substituteIds": Vec<PartId>,
        /// As an older version kept them; they are records now.
        5 reference_designators "referenceDesignators": Text,
        /// The planned line it was copied from.
        6 mbom_item "mbomItemId": MbomItemId,
        /// Whether the quantity is a fixed one for the whole requirement, and not so much per unit.
        10 fixed: bool,
    }
}

record! {
    /// So much of a stock record on a unit. `quantity` is the Installed balance: only `move_quantity` changes it.
    AbomInstallation in Installation as INSTALLATION: InstallationFields {
        1 requirement "buildRequirementId": RequirementId,
        /// What was installed.
        2 inventory "partInventoryId": InventoryId,
        3 quantity: Quantity,
        /// The kit row it came from; none: from stock.
        4 kit_row "partKitInventoryId": KitRowId,
        /// Where on the drawing its one piece sits; none: not said.
        5 designator "buildRequirementReferenceDesignatorId": RequirementDesignatorId,
    }
}

record! {
    /// Where on the drawing one piece of a requirement goes; copied from the BOM line. One piece is installed at it.
    RequirementDesignator in RequirementDesignator as REQUIREMENT_DESIGNATOR: RequirementDesignatorFields {
        1 requirement "buildRequirementId": RequirementId,
        2 value: Text,
    }
}
