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
        NoStorageRemedy: "Kitroom can't store your data: a private window or a browser setting blocks it. Allow this site to store data, or open this page in a normal window, then try again.",
        NewerData: "A newer version of Kitroom wrote this stockroom",
        NewerDataRemedy: "Nothing is lost. Reload the page to get the newer version; if this message stays, close other tabs of Kitroom first.",
        DamagedData: "The stored history is damaged",
        FullDevice: "The device is full",
        FullDeviceRemedy: "Opening or creating a stockroom needs some free space on the device. Free some, then try again.",
        NoDemo: "The demo could not be loaded",
        NoDemoRemedy: "The part of Kitroom that creates it could not be loaded, or has stopped. Your own stockroom is untouched. Check the connection, then try again.",
        FirstUser: "Me",
        DamagedDataRemedy: "Everything up to the damaged entry is intact. Save a copy of it now; it can be opened as a new stockroom.",
        BlockedData: "Another tab holds an older version open",
        BlockedDataRemedy: "Close the other tabs of Kitroom, then try again.",
        SaveCopyOfData: "Save a copy of my data",
        Reload: "Reload",
        UpdateReady: "New version: reload",
        NobodyChosen: "Who are you?",
        DemoBanner: "Demo data: a made-up rocket-engine factory. Your own stockroom is separate.",
        DemoThrowAway: "Delete the demo",
        PageNotFound: "Page not found",
        PageNotFoundText: "There is no page at this address. The link may be out of date.",
        RecordNotFound: "This record does not exist",
        RecordNotFoundText: "It may have been deleted, or the link is for another stockroom.",

        // The storage refuses
        StorageConflict: "Other tabs kept saving first. Nothing was changed. Try again.",
        StorageOutdated: "A newer version of Kitroom has written to this stockroom. Nothing was changed. Reload the page; what you typed stays until you do.",
        StorageFull: "The device is full. Nothing was changed. Free some space, then try again.",
        StorageClosed: "The browser closed the storage. Nothing was changed. Reload the page.",
        StorageLost: "The storage stopped answering while this was being saved. It may or may not have been saved: reload the page and check before you repeat it.",
        StorageUnavailable: "The storage does not answer. Nothing was changed. Try again, or reload the page.",
    }
}
