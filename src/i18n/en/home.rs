//! English: the start page.

catalogue! {
    /// Keys of the texts of the start page.
    HomeText {
        HomeWelcome: "An empty stockroom",
        HomeWelcomeText: "Kitroom keeps parts, stock, kits and as-built records on this device. Begin in one of three ways.",
        HomeDemo: "Look around in the demo",
        HomeDemoText: "A small rocket-engine factory with parts, stock, runs and kits. It is kept apart from your own data and thrown away with one button.",
        HomeDemoGo: "Load the demo",
        HomeImport: "Bring your own data",
        HomeImportText: "Parts, BOMs and stock from CSV files, or a saved copy. You see every row before anything is written.",
        HomeImportGo: "Import",
        HomeHand: "Start by hand",
        HomeHandText: "Make the first part, then its stock. Locations and suppliers can come later.",
        HomePrivate: "Nothing leaves this device: there is no account and no server.",
        HomeOpenRuns: "open runs",
        HomeOpenKits: "open kits",
        HomeLateKits: "late kits",
        HomeNegative: "below zero: count",
        HomeExpired: "expired",
        HomeExpiring: "expire within 30 days",
        HomeOnHold: "on hold",
        HomeKits: "Open kits",
        HomeAllKits: "All open kits",
        HomeNoKits: "No kit is open. Open a run and make its kit.",
        HomeShortages: "What open kits lack",
        HomeNoShortages: "Open kits lack nothing.",
        HomeInStock: "In stock",
        HomeMissing: "Missing",
        HomeRecent: "Recently",
        HomeAllHistory: "Whole history",
    }
}
