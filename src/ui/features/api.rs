//! The page to try the API on: its editor is a script of its own, loaded here only (editor/main.mjs).

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::i18n::{Word, word};
use crate::ui::components::Skeleton;
use crate::ui::state::use_router;

/// What the script calls its texts.
const TEXTS: [(&str, Word); 27] = [
    ("stockroom", Word::ApiStockroom),
    ("own", Word::ApiOwn),
    ("demo", Word::ApiDemo),
    ("examples", Word::ApiExamples),
    ("history", Word::ApiHistory),
    ("noHistory", Word::ApiNoHistory),
    ("choose", Word::ApiChoose),
    ("run", Word::ApiRun),
    ("running", Word::ApiRunning),
    ("request", Word::ApiRequest),
    ("variables", Word::ApiVariables),
    ("answer", Word::ApiAnswer),
    ("nothingYet", Word::ApiNothingYet),
    ("done", Word::ApiDone),
    ("oneError", Word::ApiOneError),
    ("errors", Word::ApiErrors),
    ("badVariables", Word::ApiBadVariables),
    ("failed", Word::ApiFailed),
    ("keys", Word::ApiKeys),
    ("copy", Word::ApiCopy),
    ("copied", Word::ApiCopied),
    ("copyFailed", Word::ApiCopyFailed),
    ("schema", Word::ApiSchema),
    ("docs", Word::ApiDocs),
    ("docsFind", Word::ApiDocsFind),
    ("docsNothing", Word::ApiDocsNothing),
    ("title", Word::Api),
];

#[wasm_bindgen]
extern "C" {
    /// Of register.js: loads the script and puts its element in the place of this page.
    #[wasm_bindgen(js_namespace = kitroom, js_name = openApiPage)]
    fn open_api_page();
}

/// The page.
#[component]
pub fn ApiPage() -> impl IntoView {
    use_router().set_title(word(Word::Api), None);
    let texts: Vec<String> = TEXTS.iter().map(|(name, text)| [name, "=", word(*text)].concat()).collect();
    request_animation_frame(open_api_page);
    view! {
        <div class="page fill">
            <div id="api-page" data-texts=texts.join("\n") data-failed=word(Word::ApiNotLoaded)>
                <Skeleton />
            </div>
        </div>
    }
}
