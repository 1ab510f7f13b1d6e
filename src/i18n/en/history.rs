//! English: the history.

catalogue! {
    /// Keys of the texts of the history.
    HistoryText {
        HistoryWhat: "Change",
        HistoryAbout: "About",
        HistoryWho: "Who",
        HistoryWhen: "When",
        HistoryNumber: "No.",
        HistoryToday: "Last 24 hours",
        HistoryWeek: "Last 7 days",
        HistoryMonth: "Last 30 days",
        HistoryEmpty: "Nothing has happened yet",
        HistoryEmptyText: "Every change is recorded here permanently: who did what, when, and what it changed.",
        HistoryEntry: "Entry {0}",
        HistoryNoEntry: "No such entry",
        HistoryNoEntryText: "There is no entry with this number. It may belong to another stockroom.",
        HistoryUnreadable: "The changes of this entry can't be read from the storage.",
        HistoryChanges: "Changes",
        HistoryNoChanges: "It changed no record.",
        HistoryMoreChanges: "… and {0} more {0|change|changes}",
        HistoryRecord: "{0} {1}",
        HistoryAndMore: "{0} more",
        HistoryCreated: "Created",
        HistoryRemoved: "Removed",
        HistoryField: "{0}: {1}",
        HistoryUndone: "Undone",
        HistoryUndoneBy: "Undone by entry {0}.",
        HistoryOpen: "Open",
        HistoryUndoes: "Undoes",
        HistoryDevice: "Device",
    }
}
