//! English: what is said of stored data that is damaged, and of a copy that is verified.

catalogue! {
    /// Keys of the texts about damage and verification.
    TrustText {
        DamagedEntry: "The stored record of this act is damaged, so it can't be undone. Nothing was changed.",
        StorageIncomplete: "A part of this stockroom's storage is missing. Nothing was changed. Save a copy, then reload the page.",
        StorageGone: "The browser has deleted the stored data of this stockroom. What you see is still in memory only: save a copy now, before you close or reload this page.",
        ReadOnlyDamaged: "The stored history is damaged, so this stockroom can only be read. Save a copy and open it to continue working.",
        ReadOnlyIncomplete: "A part of the stored data is missing, so this stockroom can only be read. Save a copy and open it to continue working.",
        EmptiedData: "The history of this stockroom is gone",
        EmptiedDataText: "The stockroom is still listed in this browser, but its history is empty: the browser or the device has deleted it. A saved copy brings everything back.",
        IncompleteData: "A part of the stored data is missing",
        IncompleteDataText: "This browser has only a part of the stockroom's database. Look at what can still be read and save a copy of it, or open a copy that you saved before.",
        ClearedData: "The data that was here is gone",
        ClearedDataText: "This browser had a stockroom with {0} {0|entry|entries}, last changed on {1}. The browser or somebody has deleted it. Open a copy that you saved, or start an empty stockroom.",
        ReadWhatIsThere: "Show what can be read",
        ReadNothing: "Nothing of this stockroom can be read any more. Open a copy that you saved.",
        CopyOfNothing: "There is nothing to save yet.",
        CopySavedGaps: "Saved a copy with {0} {0|entry|entries}; {1} {1|is|are} damaged and left out. Opening it gives the same stockroom.",
        HarmFound: "A part of the stored history is damaged. {0} What you see is right: it comes from a checkpoint that is intact. The damaged acts can't be undone. Save a copy: it leaves them out.",
        Verify: "Check the stored data",
        Verifying: "Checking …",
        VerifiedWhole: "Everything is intact: {0} {0|entry|entries} of the history, each as it was written.",
        VerifiedHarmed: "{0} of {1} {1|entry|entries} of the history {0|is|are} damaged:",
        HarmMissing: "Entry {0} is missing.",
        HarmMissingMany: "Entries {0} to {1} are missing.",
        HarmAltered: "Entry {0} is there, but not as it was written.",
        HarmAlteredMany: "Entries {0} to {1} are there, but not as they were written.",
        VerifiedNewer: "{0} {0|entry was|entries were} written by a newer version of Kitroom and can't be checked by this one.",
        VerifiedSound: "The stockroom that they make is sound.",
    }
}
