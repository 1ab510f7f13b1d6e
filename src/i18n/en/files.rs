//! English: files that go out.

catalogue! {
    /// Keys of the texts of files that go out.
    FilesText {
        FileDownload: "Download",
        FileShownCsv: "As shown, CSV",
        FileShownXlsx: "As shown, Excel",
        FileAllCsv: "All fields, CSV",
        FileAllXlsx: "All fields, Excel",
        FileBomsCsv: "Bills of materials, CSV",
        FileBomsXlsx: "Bills of materials, Excel",
        FileOfferCsv: "{0}, CSV",
        FileOfferXlsx: "{0}, Excel",
        FilePickList: "Pick list",
        FileRecall: "Recall list",
        FileMaking: "Making {0}",
        FileMade: "Downloaded {1} {1|row|rows} as {0}.",
        FileBusy: "Another file is being made. Wait until it is done, or cancel it.",
        FileNothing: "There is nothing to download: the table has no rows.",
        FileRefused: "The browser did not take the file. Allow downloads for this page, then try again.",
        FileEverything: "Download everything",
        FileEverythingName: "kitroom",
        FileEverythingText: "All records and the history as JSON Lines, for other programs. To open a stockroom again, use a saved copy.",
        FilePick: "To pick",
        FileMissing: "Missing",
        FileWhere: "Where",
        FileInKit: "In a kit",
        FileInstalledOn: "Installed on",
        FileUndoneBy: "Undone by",
        FileReason: "What is wrong",
        FileWrongRows: "rows with errors",
        FileTooManyRows: "A sheet of Excel has no more than {0} rows. Set a filter, or download it as CSV.",
        FileCellTooLong: "Excel takes no cell of more than {0} letters. Download it as CSV.",
    }
}
