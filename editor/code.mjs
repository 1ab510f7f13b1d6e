// The editors of the API page: CodeMirror with the schema's completion and checks, dressed in the app's own colours.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, linter } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { graphql } from 'cm6-graphql';
import { StyleModule } from 'style-mod';

/** Sheets by the document that they are for. */
const sheets = new WeakMap();

// The page's policy forbids style elements; a constructed sheet is the script's own. CodeMirror's helper makes one only
// within a shadow root, so it is told to do so here.
StyleModule.mount = (root, modules) => {
  const held = sheets.get(root) ?? { sheet: new CSSStyleSheet(), modules: [] };
  if (!sheets.has(root)) {
    sheets.set(root, held);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, held.sheet];
  }
  const fresh = [modules].flat().filter((module) => !held.modules.includes(module));
  if (fresh.length === 0) return;
  // What is given first has the weaker rules.
  held.modules.push(...fresh);
  held.sheet.replaceSync(held.modules.map((module) => module.getRules()).join('\n'));
};

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword, tags.modifier], color: 'var(--held)', fontWeight: '600' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--info)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.literal], color: 'var(--warn)' },
  { tag: [tags.variableName, tags.definition(tags.variableName), tags.special(tags.variableName)], color: 'var(--accent)' },
  { tag: tags.typeName, color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '0.875rem', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5', overscrollBehavior: 'contain' },
  '.cm-content': { caretColor: 'var(--accent)', paddingBlock: '8px' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--muted)', border: '0' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-tooltip': { border: '1px solid var(--line)', borderRadius: 'var(--radius)', backgroundColor: 'var(--raised)', color: 'var(--text)', boxShadow: 'var(--shadow)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent-soft)', color: 'var(--text)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { color: 'var(--muted)' },
  '.cm-completionInfo': { maxWidth: '24rem', padding: '8px 12px', fontFamily: 'system-ui, sans-serif', lineHeight: '1.45' },
  '.cm-diagnostic': { borderInlineStart: '3px solid var(--bad)', fontFamily: 'system-ui, sans-serif' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn)' },
});

const common = (label) => [
  look,
  syntaxHighlighting(colours),
  bracketMatching(),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off' }),
];

// Tab stays the browser's: it leaves the editor, forwards or backwards.
const writing = (run) => [
  Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => (run(), true) }])),
  history(),
  indentOnInput(),
  closeBrackets(),
  autocompletion({ icons: false }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
];

/** The editor of documents. `schema` comes later: call `learn(schema)` then. */
export function queryEditor(parent, { label, run, changed, showInDocs }) {
  const language = new Compartment();
  const of = (schema) => graphql(schema, { onShowInDocs: (field, type, parentType) => showInDocs(field, type, parentType) });
  const view = new EditorView({
    parent,
    extensions: [common(label), lineNumbers(), language.of(of()), writing(run), EditorView.updateListener.of((update) => update.docChanged && changed())],
  });
  return { ...handle(view), learn: (schema) => view.dispatch({ effects: language.reconfigure(of(schema)) }) };
}

/** Nothing is right, too: the document may have no variables. */
const checkJson = linter((view) => (view.state.doc.toString().trim() === '' ? [] : jsonParseLinter()(view)));

/** The editor of variables. */
export function variablesEditor(parent, { label, run, changed, hint }) {
  return handle(
    new EditorView({
      parent,
      extensions: [common(label), json(), checkJson, writing(run), placeholder(hint), EditorView.updateListener.of((update) => update.docChanged && changed())],
    }),
  );
}

/** Shows JSON; can be focused and scrolled, not written to. */
export function viewer(parent, { label }) {
  return handle(
    new EditorView({
      parent,
      extensions: [common(label), json(), lineNumbers(), EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': 'true' })],
    }),
  );
}

function handle(view) {
  return {
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true }),
    focus: () => view.focus(),
    end: () => view.destroy(),
  };
}
