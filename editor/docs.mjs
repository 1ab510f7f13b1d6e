// The documentation beside the editor: what the schema says of itself, type by type.

import { getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { el, freshId } from './element.mjs';

/** What stands first. */
const ROOTS = ['Query', 'Mutation'];
/** Found entries shown at most. */
const FOUND = 40;

export class Docs {
  constructor(words) {
    this.words = words;
    this.schema = null;
    this.path = [];
    const id = freshId('api-docs');
    this.input = el('input', { id, type: 'search', placeholder: words.docsFind, oninput: () => this.draw(), autocomplete: 'off' });
    this.body = el('div', { class: 'api-docs-body' });
    this.element = el('section', { class: 'section api-docs', 'aria-label': words.docs, hidden: true }, el('header', { class: 'section-head' }, el('h2', {}, words.docs)), el('label', { class: 'hidden-text', for: id }, words.docsFind), this.input, this.body);
  }

  learn(schema) {
    this.schema = schema;
    this.draw();
  }

  /** Opens a type, and within it a field. */
  show(type, field) {
    const name = type?.replace(/[[\]!]/g, '');
    if (!this.schema?.getType(name)) return;
    this.input.value = '';
    this.path.push(name);
    this.draw();
    const entry = field && this.body.querySelector(`[data-field="${CSS.escape(field)}"]`);
    (entry ?? this.body).scrollIntoView({ block: 'nearest' });
    this.body.querySelector('button, h3')?.focus();
  }

  draw() {
    this.body.replaceChildren(...(this.schema ? this.content() : []));
  }

  content() {
    const text = this.input.value.trim().toLowerCase();
    if (text) return this.found(text);
    const type = this.schema.getType(this.path.at(-1) ?? '');
    return type ? this.type(type) : ROOTS.flatMap((name) => this.fields(this.schema.getType(name), 'h3'));
  }

  found(text) {
    const hits = [];
    for (const type of Object.values(this.schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue;
      if (type.name.toLowerCase().includes(text)) hits.push(el('li', {}, this.link(type.name)));
      if (!isObjectType(type) && !isInputObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (field.name.toLowerCase().includes(text)) hits.push(el('li', {}, this.link(type.name, field.name)));
      }
    }
    return [hits.length ? el('ul', { class: 'api-docs-list' }, hits.slice(0, FOUND)) : el('p', { class: 'muted' }, this.words.docsNothing)];
  }

  type(type) {
    const back = el('button', { type: 'button', class: 'button plain', onclick: () => (this.path.pop(), this.draw()) }, `← ${this.path.at(-2) ?? this.words.docs}`);
    const head = [back, el('h3', { tabindex: '-1' }, type.name), el('p', { class: 'muted' }, type.description ?? '')];
    if (isEnumType(type)) {
      const values = type.getValues().map((value) => el('li', {}, el('code', {}, value.name), value.description ? el('p', { class: 'muted' }, value.description) : null));
      return [...head, el('ul', { class: 'api-docs-list' }, values)];
    }
    return isObjectType(type) || isInputObjectType(type) ? [...head, ...this.fields(type)] : head;
  }

  fields(type, heading) {
    const entries = Object.values(type.getFields()).map((field) => {
      const given = (field.args ?? []).flatMap((argument, at) => [at ? ', ' : '', `${argument.name}: `, this.reference(argument.type)]);
      const parts = given.length ? ['(', ...given, ')'] : [];
      return el('li', { 'data-field': field.name }, el('code', {}, el('strong', {}, field.name), ...parts, ': ', this.reference(field.type)), field.description ? el('p', { class: 'muted' }, field.description) : null);
    });
    return [heading ? el(heading, {}, type.name) : null, el('ul', { class: 'api-docs-list' }, entries)];
  }

  /** A type as it stands in a signature; its name leads to it. */
  reference(type) {
    const [before, after] = String(type).split(getNamedType(type).name);
    return el('span', {}, before, this.link(getNamedType(type).name), after);
  }

  link(type, field) {
    return el('button', { type: 'button', class: 'api-docs-link', onclick: () => this.show(type, field) }, field ? `${type}.${field}` : type);
  }
}
