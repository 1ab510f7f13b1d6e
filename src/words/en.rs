//! English: the source of the catalogue.
//!
//! One line per text, in sections by screen. `{0}` is the first argument, `{0|one|many}` picks by it.
//! Say what is so, then what to do; use the domain's words. Add a line to the section of your screen, at
//! its end.

catalogue! {
    /// The key of one text of the screen.
    Word {
        // Everywhere: acts
        Cancel: "Cancel",
        Close: "Close",
        Save: "Save",
        Undo: "Undo",
        Delete: "Delete",
        Edit: "Edit",
        Clear: "Clear",
        Dismiss: "Dismiss",
        Discard: "Discard",
        KeepEditing: "Keep editing",
        Back: "Back",
        More: "More",
        Remove: "Remove {0}",
        Increase: "One more",
        Decrease: "One less",
        Add: "Add",
        TryAgain: "Try again",

        // Everywhere: the frame
        AppName: "Kitroom",
        SkipToContent: "Skip to content",
        MainNavigation: "Main",
        Search: "Search",
        SearchPlaceholder: "Search or scan",
        Actions: "Actions",
        Shortcuts: "Keyboard shortcuts",
        ShortcutSearch: "Go to the search field",
        ShortcutHelp: "Show this list",
        ShortcutRows: "Move between rows of a table",
        ShortcutOpen: "Open the row",
        ShortcutSelect: "Select the row",
        ShortcutClose: "Close a dialog or a list",
        Notifications: "Notifications",
        DocumentTitle: "{0} · Kitroom",

        // Everywhere: forms
        Required: "required",
        Yes: "Yes",
        No: "No",
        ChooseOne: "Choose…",
        NoMatches: "Nothing matches “{0}”.",
        CreateNew: "Create “{0}”",
        MatchCount: "{0} {0|match|matches}",
        FormErrors: "{0} {0|thing needs|things need} your attention",
        UnsavedChanges: "What you typed is not saved yet.",
        ClearField: "Clear {0}",

        // Everywhere: tables
        RowCount: "{0} {0|row|rows}",
        RowsSelected: "{0} selected",
        SelectAll: "Select all rows",
        SelectRow: "Select {0}",
        SelectNone: "Select none",
        FilterAny: "Any",
        ClearFilters: "Clear filters",
        SortHint: "Sort by {0}. Hold Shift to sort by several columns.",
        Loading: "Loading…",
    }
}
