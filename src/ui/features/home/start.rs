//! What an empty stockroom can begin with.

use leptos::prelude::*;

use crate::i18n::{Word, word};
use crate::ui::components::{Button, ButtonKind, Icon, IconName, LinkButton};
use crate::ui::features::parts::forms::create_part;
use crate::ui::state::use_dialogs;

/// The three ways to begin.
#[component]
pub fn Start() -> impl IntoView {
    let dialogs = use_dialogs();
    let by_hand = move || create_part(dialogs);
    view! {
        <div class="start">
            <header class="start-head">
                <h2>{word(Word::HomeWelcome)}</h2>
                <p>{word(Word::HomeWelcomeText)}</p>
            </header>
            <div class="ways">
                <Way icon=IconName::Kit title=Word::HomeDemo text=Word::HomeDemoText>
                    <LinkButton
                        label=word(Word::HomeDemoGo)
                        href="?demo"
                        kind=ButtonKind::Primary
                        icon=IconName::Kit
                    />
                </Way>
                <Way icon=IconName::Upload title=Word::HomeImport text=Word::HomeImportText>
                    <LinkButton label=word(Word::HomeImportGo) href="#/import" icon=IconName::Upload />
                </Way>
                <Way icon=IconName::Edit title=Word::HomeHand text=Word::HomeHandText>
                    <Button label=Word::NewPart icon=IconName::Plus on_press=by_hand />
                </Way>
            </div>
            <p class="start-foot">{word(Word::HomePrivate)}</p>
        </div>
    }
}

/// One way to begin.
#[component]
fn Way(icon: IconName, title: Word, text: Word, children: Children) -> impl IntoView {
    view! {
        <section class="way">
            <Icon icon=icon />
            <h2>{word(title)}</h2>
            <p>{word(text)}</p>
            {children()}
        </section>
    }
}
