// How a test finds what a person would find: by role and accessible name. The same function runs in the page of every
// engine, so that the tests are alike; it knows as much of the rules of names as the app uses.

/**
 * Runs in the page (it is sent there as text, so it names nothing outside itself). `steps` is a list of
 * `{ role, label, text, name, pattern, flags, nth }`, each looked for inside what the one before found. Gives the elements.
 */
export function lookup(steps) {
  const squeeze = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

  const hidden = (element) => {
    if (element.closest('[aria-hidden="true"], [inert]')) return true;
    // Options of a closed list have no box of their own.
    const shown = element.tagName === 'OPTION' ? element.closest('select') ?? element : element;
    if (shown.checkVisibility) return !shown.checkVisibility({ visibilityProperty: true });
    return shown.getClientRects().length === 0 || getComputedStyle(shown).visibility === 'hidden';
  };

  const roleOf = (element) => {
    const given = squeeze(element.getAttribute('role')).split(' ')[0];
    if (given) return given;
    const tag = element.tagName.toLowerCase();
    const grid = () => element.closest('[role=grid], [role=treegrid]');
    switch (tag) {
      case 'a': return element.hasAttribute('href') ? 'link' : '';
      case 'button': case 'summary': return 'button';
      case 'input': return inputRole(element);
      case 'textarea': return 'textbox';
      case 'select': return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
      case 'tr': return 'row';
      case 'td': return grid() ? 'gridcell' : 'cell';
      case 'th': return element.scope === 'row' ? 'rowheader' : 'columnheader';
      case 'section': return nameOf(element) ? 'region' : '';
      case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6': return 'heading';
      case 'ul': case 'ol': case 'menu': return 'list';
      default: return { dialog: 'dialog', option: 'option', li: 'listitem', table: 'table', nav: 'navigation', main: 'main',
        header: 'banner', footer: 'contentinfo', form: 'form', fieldset: 'group', progress: 'progressbar', output: 'status',
        img: 'img', article: 'article', aside: 'complementary', search: 'search' }[tag] ?? '';
    }
  };

  const inputRole = (input) => {
    if (input.list) return 'combobox';
    return { button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio',
      range: 'slider', number: 'spinbutton', search: 'searchbox', text: 'textbox', email: 'textbox', tel: 'textbox', url: 'textbox',
      date: 'textbox', time: 'textbox', file: 'file' }[input.type] ?? '';
  };

  /** The text inside an element as it is read out, without what is hidden and, in a label, without the control itself. */
  const contentOf = (element, without) => {
    let text = '';
    for (const node of element.childNodes) {
      if (node.nodeType === 3) text += node.data;
      else if (node.nodeType === 1 && node !== without && node.getAttribute('aria-hidden') !== 'true' && !node.hidden) {
        const block = !/^inline/.test(getComputedStyle(node).display);
        const inner = squeeze(node.getAttribute('aria-label')) || node.getAttribute('alt') || (/^(SELECT|TEXTAREA|SCRIPT|STYLE)$/.test(node.tagName) ? '' : contentOf(node, without));
        text += block ? ` ${inner} ` : inner;
      }
    }
    return text;
  };

  const control = (element) => /^(INPUT|SELECT|TEXTAREA|PROGRESS|OUTPUT|METER)$/.test(element.tagName);

  const nameOf = (element) => {
    const ids = squeeze(element.getAttribute('aria-labelledby'));
    if (ids) {
      const texts = ids.split(' ').map((id) => element.ownerDocument.getElementById(id)).filter(Boolean);
      const joined = squeeze(texts.map((other) => other.getAttribute('aria-label') || contentOf(other)).join(' '));
      if (joined) return joined;
    }
    const label = squeeze(element.getAttribute('aria-label'));
    if (label) return label;
    if (control(element)) {
      const labels = squeeze([...(element.labels ?? [])].map((other) => contentOf(other, element)).join(' '));
      if (labels) return labels;
      if (/^(button|submit|reset)$/.test(element.type ?? '') && element.value) return squeeze(element.value);
      return squeeze(element.title) || squeeze(element.getAttribute('placeholder'));
    }
    if (element.tagName === 'IMG') return squeeze(element.alt) || squeeze(element.title);
    if (element.tagName === 'FIELDSET') return squeeze(element.querySelector(':scope > legend')?.textContent);
    if (element.tagName === 'TABLE') return squeeze(element.caption?.textContent) || squeeze(element.title);
    const named = /^(A|BUTTON|SUMMARY|OPTION|TR|TD|TH|LI|H[1-6])$/.test(element.tagName) ||
      /^(button|link|row|cell|gridcell|columnheader|rowheader|option|heading|tab|menuitem|menuitemradio|menuitemcheckbox|checkbox|switch|radio|treeitem|tooltip)$/.test(element.getAttribute('role') ?? '');
    return (named && squeeze(contentOf(element))) || squeeze(element.title);
  };

  const fits = (step, text) => {
    if (step.pattern !== undefined) return new RegExp(step.pattern, step.flags).test(text);
    return step.name === undefined || text === squeeze(step.name);
  };
  const sameRole = (wanted, role) => wanted === role || (wanted === 'cell' && role === 'gridcell') || (wanted === 'textbox' && role === 'searchbox');

  const matches = (step, element) => {
    if (step.css !== undefined) return element.matches(step.css) && !hidden(element);
    if (step.role !== undefined) return sameRole(step.role, roleOf(element)) && fits(step, nameOf(element)) && !hidden(element);
    if (step.label !== undefined) return (control(element) || element.isContentEditable) && fits(step, nameOf(element)) && !hidden(element);
    return !/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(element.tagName) && fits(step, squeeze(element.textContent)) && !hidden(element);
  };

  let found = [document];
  for (const step of steps) {
    let next = [];
    for (const scope of found) {
      for (const element of scope.querySelectorAll('*')) {
        if (!next.includes(element) && matches(step, element)) next.push(element);
      }
    }
    // Of elements that hold each other, a text belongs to the innermost.
    if (step.text) next = next.filter((element) => !next.some((other) => other !== element && element.contains(other)));
    if (step.nth !== undefined) next = next.slice(step.nth === -1 ? -1 : step.nth, step.nth === -1 ? undefined : step.nth + 1);
    found = next;
  }
  return found;
}

/** What a person could see of a page, for a message about something that wasn't found. Runs in the page. */
export function outline() {
  const lines = [];
  for (const element of document.querySelectorAll('h1, h2, button, a[href], input, select, textarea, dialog[open], [role]')) {
    if (lines.length >= 60 || (element.checkVisibility && !element.checkVisibility())) continue;
    const name = element.getAttribute('aria-label') || element.labels?.[0]?.textContent || element.textContent || '';
    lines.push(`${element.getAttribute('role') ?? element.tagName.toLowerCase()} "${name.replace(/\s+/g, ' ').trim().slice(0, 60)}"`);
  }
  return `${location.href}\n${lines.join('\n')}`;
}
