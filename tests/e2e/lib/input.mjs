// Typing, for the engines whose drivers know it only key by key.

/** Puts a text in place of what a field holds, and tells the page as typing would. Runs in the page. */
export function fillInPage(element, text) {
  element.focus();
  if (element.isContentEditable) {
    element.textContent = text;
  } else {
    const kind = element.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
    // The setter of the prototype: a framework may have laid its own over the element's.
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(element, text);
  }
  element.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Presses "Control+Shift+k" through a driver that knows only single keys going down and up. */
export async function pressAs(key, down, up) {
  const names = key === '+' ? ['+'] : key.split('+');
  for (const name of names) await down(name);
  for (const name of names.reverse()) await up(name);
}
