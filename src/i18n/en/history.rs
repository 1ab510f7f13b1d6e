//! English: the history.

catalogue! {
    /// Keys of the texts of the history.
    HistoryText {
        HistoryWhat: "Act",
        HistoryAbout: "About",
        HistoryWho: "Who",
        HistoryWhen: "When",
        HistoryNumber: "No.",
        HistoryToday: "Last 24 hours",
        HistoryWeek: "Last 7 days",
        HistoryMonth: "Last 30 days",
        HistoryEmpty: "Nothing has happened yet",
        HistoryEmptyText: "Every act is kept here for good: who did what, when, and what it changed.",
        HistoryEntry: "Entry {0}",
        HistoryNoEntry: "No such entry",
        HistoryNoEntryText: "The history has no entry of this number. It may be of another stockroom.",
        HistoryUnreadable: "This entry's changes can't be read from the storage.",
        HistoryChanges: "What it changed",
        HistoryNoChanges: "It changed no record.",
        HistoryMoreChanges: "… and {0} more {0|change|changes}",
        HistoryRecord: "{0} {1}",
        HistoryAndMore: "{0} more",
        HistoryCreated: "Created",
        HistoryRemoved: "Removed",
        HistoryField: "{0}: {1}",
        HistoryUndone: "Undone",
        HistoryUndoneBy: "This was undone by entry {0}.",
        HistoryOpen: "Open it",
        HistoryUndoes: "Undoes",
        HistoryDevice: "Device",
    }
}
