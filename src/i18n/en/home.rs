//! English: the start page.

catalogue! {
    /// Keys of the texts of the start page.
    HomeText {
        HomeWelcome: "Welcome to your stockroom",
        HomeWelcomeText: "Kitroom manages parts, stock, kits and as-built records on this device. Start in one of three ways.",
        HomeDemo: "Explore the demo",
        HomeDemoText: "A small rocket-engine factory with parts, stock, runs and kits. It is separate from your own data, and deleted with one button.",
        HomeDemoGo: "Load the demo",
        HomeImport: "Import your data",
        HomeImportText: "Parts, BOMs and stock from CSV files, or a saved copy. You review every problem before anything is saved.",
        HomeImportGo: "Import",
        HomeHand: "Start by hand",
        HomeHandText: "Create the first part, then receive its stock. Locations and suppliers can come later.",
        HomePrivate: "Nothing leaves this device: there is no account and no server.",
        HomeOpenRuns: "open runs",
        HomeOpenKits: "open kits",
        HomeLateKits: "late kits",
        HomeNegative: "below zero, to count",
        HomeExpired: "expired",
        HomeExpiring: "expire within 30 days",
        HomeOnHold: "on hold",
        HomeKits: "Open kits",
        HomeAllKits: "All open kits",
        HomeNoKits: "No kit is open. Create a run and its kit.",
        HomeShortages: "Shortages",
        HomeNoShortages: "Open kits have no shortages.",
        HomeMine: "Yours",
        HomeNeededBy: "needed by {0}",
        HomeShortOf: "{0} short, {1} available",
        HomeItems: "{0} records",
        HomeInStock: "In stock",
        HomeMissing: "Missing",
        HomeRecent: "Recent activity",
        HomeAllHistory: "All history",
    }
}
