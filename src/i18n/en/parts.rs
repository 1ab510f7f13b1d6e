//! English: parts and their bills of materials, locations and suppliers.

catalogue! {
    /// Keys of the texts of parts and their bills of materials, locations and suppliers.
    PartsText {
        // Parts
        EditPart: "Edit part",
        MakeRun: "Make a run",
        Revise: "New revision",
        RevisePart: "New revision",
        DoRevise: "Make the revision",
        CopyBom: "Copy the BOM",
        RevisedPart: "Made {0}.",
        OtherRevisions: "Other revisions",
        BelowReorder: "below the reorder level",
        Bom: "BOM",
        BomEmpty: "No BOM yet. Add what one of this part is made of; a kit is then filled from it.",
        AddBomLine: "Add line",
        EditBomLine: "Edit line",
        AddedBomLine: "Added {0} to the BOM.",
        AllLevels: "All levels",
        BomCost: "One costs {0} by its BOM.",
        BomCostUnknown: "The cost by the BOM is not known: some part in it has no cost.",
        OrSubstitutes: "or {0}",
        AsSubstitute: "as a substitute",
        UsedNowhere: "No BOM has this part.",

        // Places
        EditLocation: "Edit location",
        OpenLocation: "Open for issuing",
        CloseLocation: "Close for issuing",
        OpenedLocation: "{0} is open: its stock can be issued.",
        ClosedLocation: "{0} is closed: nothing can be issued from it.",
        ClosedAbove: "{0} is closed, so nothing can be issued from here either.",
        LocationBelow: "New location in here",
        LocationsBelow: "Locations in here",
        NoneBelow: "There is no location in here.",
        CountAll: "Count all",
        NothingHere: "Nothing is on hand at this location.",
        EditSupplier: "Edit supplier",
    }
}
