// The API page: write a document, run it against the person's stockroom or the demo's, see what comes back. One element,
// <kitroom-api>, put where the app holds the texts in `data-texts` (src/ui/pages/api.rs); brought only there.

import { buildSchema } from 'graphql';
import { queryEditor, variablesEditor, viewer } from './code.mjs';
import { Docs } from './docs.mjs';
import { choice, el } from './element.mjs';
import sheetText from './page.css';

/** The documents of docs/api.md: `{ name, query, variables }`; the build puts them here. */
const EXAMPLES = JSON.parse(API_EXAMPLES);
const BASE = new URL('./', import.meta.url);
const KEPT = 30;
const KEY = `kitroom:${BASE.pathname}:api-page`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(sheetText);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** "name=text" lines. */
const wordsOf = (text) => Object.fromEntries(text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));

/** What this device remembers: the document being written, and those that were run. */
function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return { query: kept.query ?? '', variables: kept.variables ?? '', runs: kept.runs ?? [] };
  } catch {
    return { query: EXAMPLES[0].query, variables: EXAMPLES[0].variables, runs: [] };
  }
}

/** A document in one line. */
const brief = (query) => query.replace(/#.*$/gm, '').replace(/\s+/g, ' ').trim().slice(0, 70);

class ApiPage extends HTMLElement {
  connectedCallback() {
    const words = (this.words = wordsOf(this.parentElement.dataset.texts));
    this.kept = remembered();
    this.stockroom = choice(words.stockroom, [['own', words.own], ['demo', words.demo]], () => {});
    if (new URLSearchParams(location.search).has('demo')) this.stockroom.select.value = 'demo';
    this.examples = choice(words.examples, [['', words.choose], ...EXAMPLES.map(({ name }, at) => [String(at), name])], (at) => this.takeExample(at));
    this.earlier = choice(words.history, [], (at) => this.takeEarlier(at));
    this.runButton = el('button', { type: 'button', class: 'button primary', 'aria-keyshortcuts': 'Control+Enter', onclick: () => this.run() }, words.run);
    this.docs = new Docs(words);
    const openDocs = el('button', { type: 'button', class: 'button', 'aria-expanded': 'false', onclick: () => this.showDocs(this.docs.element.hidden) }, words.docs);
    this.docsButton = openDocs;
    this.copy = el('button', { type: 'button', class: 'button small', hidden: true, onclick: () => this.copyAnswer() }, words.copy);
    this.state = el('output', { class: 'api-state muted' }, words.nothingYet);
    const [query, variables, answer] = [el('div', { class: 'api-editor' }), el('div', { class: 'api-editor' }), el('div', { class: 'api-editor' })];
    this.replaceChildren(
      el('div', { class: 'api-bar' }, this.stockroom.field, this.examples.field, this.earlier.field, el('div', { class: 'api-acts' }, openDocs, this.runButton)),
      el('div', { class: 'api-panes' },
        el('section', { class: 'section api-request' }, el('header', { class: 'section-head' }, el('h2', {}, words.request), el('a', { href: new URL('schema.graphql', BASE).href, download: 'schema.graphql' }, words.schema)), query,
          el('h2', {}, words.variables), variables, el('p', { class: 'muted api-hint' }, words.keys)),
        el('section', { class: 'section api-response' }, el('header', { class: 'section-head' }, el('h2', {}, words.answer), this.state, this.copy), answer),
        this.docs.element));
    // Setting the first editor must not forget what the second is to get.
    const changed = () => this.variables && this.remember();
    this.query = queryEditor(query, { label: words.request, run: () => this.run(), changed, showInDocs: (field, type, parent) => (this.showDocs(true), this.docs.show(parent ?? type, field)) });
    this.variables = variablesEditor(variables, { label: words.variables, run: () => this.run(), changed, hint: '{}' });
    this.answer = viewer(answer, { label: words.answer });
    const { query: written, variables: given } = this.kept;
    this.query.set(written);
    this.variables.set(given);
    this.drawEarlier();
    this.learn();
  }

  disconnectedCallback() {
    for (const editor of [this.query, this.variables, this.answer]) editor?.end();
  }

  async learn() {
    const response = await fetch(new URL('schema.graphql', BASE)).catch(() => null);
    if (!response?.ok || !this.isConnected) return;
    const schema = buildSchema(await response.text());
    this.query.learn(schema);
    this.docs.learn(schema);
  }

  showDocs(shown) {
    this.docs.element.hidden = !shown;
    this.classList.toggle('with-docs', shown);
    this.docsButton.setAttribute('aria-expanded', String(shown));
  }

  async run() {
    if (this.runButton.hasAttribute('aria-busy')) return;
    const [query, given] = [this.query.text(), this.variables.text().trim()];
    let variables;
    try {
      variables = given === '' ? undefined : JSON.parse(given);
    } catch (error) {
      return this.say(this.words.badVariables.replace('{0}', error.message), 'bad');
    }
    this.runButton.setAttribute('aria-busy', 'true');
    this.say(this.words.running);
    try {
      await this.ask(query, variables, this.stockroom.select.value === 'demo');
      this.note(query, given);
    } catch {
      this.say(this.words.failed, 'bad');
    } finally {
      this.runButton.removeAttribute('aria-busy');
    }
  }

  async ask(query, variables, demo) {
    const { post } = await import(new URL('api-client.js', BASE).href);
    const start = performance.now();
    const { status, body } = await post(JSON.stringify({ query, variables }), demo);
    const took = performance.now() - start;
    if (status === 0) throw new Error('not loaded');
    const answer = JSON.parse(body);
    this.answer.set(JSON.stringify(answer, null, 2));
    this.copy.hidden = false;
    const figures = `${took < 10 ? took.toFixed(1) : Math.round(took)} ms · ${(body.length / 1000).toFixed(1)} kB`;
    const errors = answer.errors?.length ?? 0;
    this.say(errors ? `${(errors === 1 ? this.words.oneError : this.words.errors).replace('{0}', errors)} · ${figures}` : `${this.words.done} · ${figures}`, errors ? 'bad' : 'good');
    return answer;
  }

  say(text, tone) {
    this.state.textContent = text;
    this.state.className = tone ? `api-state ${tone}` : 'api-state muted';
  }

  async copyAnswer() {
    try {
      await navigator.clipboard.writeText(this.answer.text());
      this.say(this.words.copied, 'good');
    } catch {
      this.say(this.words.copyFailed, 'bad');
    }
  }

  async takeExample(at) {
    const example = EXAMPLES[at];
    this.examples.select.value = '';
    if (!example) return;
    // Examples are for trying: they go to the demo, unless the person says otherwise.
    this.stockroom.select.value = 'demo';
    // Until its etags are read nothing runs: a document with another one's variables would.
    this.runButton.setAttribute('aria-busy', 'true');
    const variables = await withEtags(example.variables).catch(() => example.variables);
    this.runButton.removeAttribute('aria-busy');
    this.query.set(example.query);
    this.variables.set(variables);
    this.query.focus();
  }

  takeEarlier(at) {
    const run = this.kept.runs[at];
    this.earlier.select.value = '';
    if (!run) return;
    this.query.set(run.query);
    this.variables.set(run.variables);
    this.query.focus();
  }

  /** Keeps what was run, the newest first, each once. */
  note(query, variables) {
    const others = this.kept.runs.filter((run) => run.query !== query || run.variables !== variables);
    this.kept.runs = [{ query, variables }, ...others].slice(0, KEPT);
    this.drawEarlier();
    this.remember();
  }

  drawEarlier() {
    const { runs } = this.kept;
    const first = runs.length ? this.words.choose : this.words.noHistory;
    this.earlier.select.replaceChildren(el('option', { value: '' }, first), ...runs.map(({ query }, at) => el('option', { value: String(at) }, brief(query))));
  }

  remember() {
    this.kept.query = this.query.text();
    this.kept.variables = this.variables.text();
    try {
      localStorage.setItem(KEY, JSON.stringify(this.kept));
    } catch {
      // Without storage the page works, and forgets.
    }
  }
}

/** Variables with each "_etag of NOUN ID" replaced by what the demo has now. */
async function withEtags(variables) {
  const asked = variables.match(/"_etag of (\w+) (\d+)"/);
  if (!asked) return variables;
  const { post } = await import(new URL('api-client.js', BASE).href);
  const { body } = await post(JSON.stringify({ query: `{ ${asked[1]}(id: ${asked[2]}) { _etag } }` }), true);
  const etag = JSON.parse(body || '{}').data?.[asked[1]]?._etag;
  return etag ? variables.replace(asked[0], JSON.stringify(etag)) : variables;
}

customElements.define('kitroom-api', ApiPage);
