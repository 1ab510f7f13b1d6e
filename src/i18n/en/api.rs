//! English: the API page.

catalogue! {
    /// Keys of the texts of the API page.
    ApiText {
        Api: "API",
        ApiStockroom: "Ask",
        ApiOwn: "My stockroom",
        ApiDemo: "The demo",
        ApiExamples: "Examples",
        ApiHistory: "Asked before",
        ApiNoHistory: "Nothing yet",
        ApiChoose: "Choose…",
        ApiRun: "Run",
        ApiRunning: "Asking…",
        ApiRequest: "Request",
        ApiVariables: "Variables",
        ApiAnswer: "Answer",
        ApiNothingYet: "Nothing was asked yet",
        ApiDone: "Done",
        ApiOneError: "1 error",
        ApiErrors: "{0} errors",
        ApiBadVariables: "The variables are not JSON: {0}",
        ApiFailed: "The API did not answer. See whether the network is there, then try again.",
        ApiKeys: "Ctrl+Enter runs, Ctrl+Space completes, Tab leaves the editor. On a Mac it is ⌘+Enter.",
        ApiCopy: "Copy",
        ApiCopied: "Copied",
        ApiCopyFailed: "The browser did not let it be copied. Select it and copy it by hand.",
        ApiSchema: "Schema as a file",
        ApiDocs: "Documentation",
        ApiDocsFind: "Find a type or field",
        ApiDocsNothing: "Nothing in the schema has this name.",
        ApiNotLoaded: "This page could not be loaded. See whether the network is there, then load it again.",
    }
}
