//! English: parts and their bills of materials, locations and suppliers.

catalogue! {
    /// Keys of the texts of parts and their bills of materials, locations and suppliers.
    PartsText {
        // Parts
        EditPart: "Edit part",
        MakeRun: "Create run",
        Revise: "New revision",
        RevisePart: "New revision",
        DoRevise: "Create revision",
        CopyBom: "Copy the BOM",
        RevisedPart: "Created {0}.",
        OtherRevisions: "Other revisions",
        BelowReorder: "below the reorder level",
        Bom: "BOM",
        BomEmpty: "No BOM yet. Add what one of this part is made of; kits are then filled from it.",
        AddBomLine: "Add line",
        EditBomLine: "Edit line",
        AddedBomLine: "Added {0} to the BOM.",
        AllLevels: "All levels",
        BomCost: "Cost by the BOM: {0} each",
        BomCostUnknown: "The cost by the BOM is unknown: a part in it has no cost.",
        OrSubstitutes: "or {0}",
        AsSubstitute: "as a substitute",
        UsedNowhere: "This part is on no BOM.",

        // Places
        EditLocation: "Edit location",
        OpenLocation: "Open for issuing",
        CloseLocation: "Close for issuing",
        OpenedLocation: "{0} is open for issuing.",
        ClosedLocation: "{0} is closed: nothing can be issued from it.",
        ClosedAbove: "{0} is closed, so nothing can be issued from here either.",
        LocationBelow: "New location inside",
        LocationsBelow: "Locations inside",
        NoneBelow: "There are no locations inside this one.",
        CountAll: "Count all",
        NothingHere: "Nothing is on hand at this location.",
        EditSupplier: "Edit supplier",
    }
}
