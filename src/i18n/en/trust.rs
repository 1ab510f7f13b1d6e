//! English: what is said of stored data that is damaged, and of a copy that is verified.

catalogue! {
    /// Keys of the texts about damage and verification.
    TrustText {
        DamagedEntry: "The stored record of this act is damaged, so it can't be undone. Nothing was changed.",
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
