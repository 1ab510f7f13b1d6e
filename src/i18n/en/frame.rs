//! English: the frame around every page, starting up, and what the storage says.

catalogue! {
    /// Keys of the texts of the frame around every page, starting up, and what the storage says.
    FrameText {
        // The frame
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

        // Pages
        Home: "Home",
        Inventory: "Inventory",
        Parts: "Parts",
        Locations: "Locations",
        Suppliers: "Suppliers",
        Runs: "Runs",
        Kits: "Kits",
        History: "History",
        Import: "Import",
        Settings: "Settings",

        // Starting up
        Opening: "Opening the stockroom",
        OpeningCount: "{0} of {1} read",
        NoStorage: "This browser gives Kitroom no storage",
        NoStorageRemedy: "Parts can't be kept here: a private window or a setting blocks the site's data. Allow it in the browser's settings or open this page in a normal window, then try again.",
        NewerData: "A newer version of Kitroom wrote this stockroom",
        NewerDataRemedy: "Nothing is lost. Load the page anew to get the newer version; close other tabs of Kitroom if it stays so.",
        DamagedData: "The stored history is damaged",
        FullDevice: "The device is full",
        FullDeviceRemedy: "The stockroom can't be opened or begun without some room on the device. Free some, then try again.",
        NoDemo: "The demo could not be made",
        NoDemoRemedy: "The part of Kitroom that makes it could not be loaded, or has stopped. Your own stockroom is untouched. Check the connection, then try again.",
        FirstUser: "Me",
        DamagedDataRemedy: "Everything up to the damaged entry is whole. Save a copy of it now; it can be opened as a new stockroom.",
        BlockedData: "Another tab holds an older version open",
        BlockedDataRemedy: "Close the other tabs of Kitroom, then try again.",
        SaveCopyOfData: "Save a copy of my data",
        Reload: "Load anew",
        UpdateReady: "New version: load it",
        NobodyChosen: "Who are you?",
        DemoBanner: "This is the demo: a made-up rocket-engine factory, kept apart from your own parts.",
        DemoThrowAway: "Throw the demo away",
        PageNotFound: "No such page",
        PageNotFoundText: "The address leads nowhere. It may be an old link.",
        RecordNotFound: "No such record",
        RecordNotFoundText: "It may have been deleted, or the link is for another stockroom.",

        // The storage refuses
        StorageConflict: "Other tabs were faster again and again. Nothing was changed. Try again.",
        StorageOutdated: "A newer version of Kitroom has written to this stockroom. Nothing was changed. Load the page anew; what you typed stays until you do.",
        StorageFull: "The device is full. Nothing was changed. Free some room on it, then try again.",
        StorageClosed: "The browser closed the storage. Nothing was changed. Load the page anew.",
        StorageLost: "The storage stopped answering while this was written. It may be done or not: load the page anew and look, before you do it again.",
        StorageUnavailable: "The storage does not answer. Nothing was changed. Try again, or load the page anew.",
    }
}
