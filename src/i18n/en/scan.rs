//! English: scanning.

catalogue! {
    /// Keys of the texts of scanning.
    ScanText {
        ScanUnknown: "Nothing here has the code {0}. Search for it by another name, or enter it with what it belongs to.",
        ScanMisread: "The code {0} was misread: its check digit is wrong. Scan it again.",
        ScanDouble: "{0} was scanned twice at once. The second scan was not counted.",
        ScanIssued: "Issued {0} of {1} to kit {2}. The line is complete.",
        ScanIssuedPart: "Issued {0} of {1} to kit {2}. {3} still needed.",
        ScanInstalled: "Installed {0} of {1} on {2}.",
        ScanMoved: "Moved {0} to {1}.",
        ScanNotOnKit: "{0} is not on kit {1}. Nothing was issued.",
        ScanLineFull: "Kit {1} has all the {0} it needs. Nothing was issued.",
        ScanKitClosed: "Kit {0} is closed. Reopen it to issue to it.",
        ScanNothingAvailable: "No {0} is available. Nothing was issued.",
        ScanNotRequired: "{1} needs no {0}. Nothing was installed.",
        ScanRequirementFull: "{1} has all of this part that it needs. {0} was not installed.",
        ScanAlreadyThere: "{0} is at {1} already.",
        BindWhat: "What is this?",
        BindTitle: "What is this?",
        BindText: "Nothing here has this code. Find what it is on: from then on a scan of it finds that.",
        BindReads: "It reads: {0}",
        BindSearch: "Part, serial, lot or place",
        BindNewPart: "It is a new part",
        BindDone: "Bound {0} to {1}. The next scan finds it.",
        ScanInForm: "A form is open, so nothing was done with {0}. Save or close the form, then scan again.",
        ScanWhich: "Several things are called {0}",
        ScanWhichText: "Choose the one in your hand.",
        ScanCapsLock: "Caps lock is on.",
        ScanLayout: "The scanner types for a {0} keyboard. Set it to this device's keyboard.",
    }
}
