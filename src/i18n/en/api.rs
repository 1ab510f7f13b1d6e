//! English: the API page.

catalogue! {
    /// Keys of the texts of the API page.
    ApiText {
        Api: "API",
        ApiStockroom: "Stockroom",
        ApiOwn: "My stockroom",
        ApiDemo: "The demo",
        ApiExamples: "Examples",
        ApiHistory: "Recent requests",
        ApiNoHistory: "Nothing yet",
        ApiChoose: "Choose…",
        ApiRun: "Run",
        ApiRunning: "Running…",
        ApiRequest: "Request",
        ApiVariables: "Variables",
        ApiAnswer: "Response",
        ApiNothingYet: "No request yet",
        ApiDone: "Done",
        ApiOneError: "1 error",
        ApiErrors: "{0} errors",
        ApiBadVariables: "The variables are not valid JSON: {0}",
        ApiFailed: "The API did not respond. Check the connection, then try again.",
        ApiKeys: "Ctrl+Enter runs, Ctrl+Space completes, Tab leaves the editor. On a Mac it is ⌘+Enter.",
        ApiCopy: "Copy",
        ApiCopied: "Copied",
        ApiCopyFailed: "The browser did not allow copying. Select the text and copy it by hand.",
        ApiSchema: "Download the schema",
        ApiDocs: "Documentation",
        ApiDocsFind: "Find a type or field",
        ApiDocsNothing: "Nothing in the schema has this name.",
        ApiNotLoaded: "This page could not be loaded. Check the connection, then reload.",
    }
}
