// What must work before, and without, the app itself: the words shown while it opens or when it can't, the service worker
// and the news of a newer version.
//
// The app listens on `window` for
//   kitroom:update   a newer version is ready and waits (also readable later: <html data-update="waiting">)
//   kitroom:updated  another tab has taken the newer version: this one should be reloaded soon (data-update="taken")
// and says `kitroom:accept-update` on `window` to take it; the page is then loaded anew.
(() => {
  'use strict';

  // Of every language, from src/i18n/boot.*.json, and where its texts are (none: the app has them); the build fills both in.
  const languages = 'BOOT-WORDS';
  const files = 'LANGUAGE-FILES';
  const primary = (tag) => tag.split('-')[0].toLowerCase();

  /** The language that was chosen on this device, as src/ui/state/preferences.rs stores it; "": the browser's. */
  function preferred() {
    try {
      const base = location.pathname.replace(/[^/]*$/, '');
      return JSON.parse(localStorage.getItem(`kitroom:${base}:preferences`))?.language ?? '';
    } catch {
      return '';
    }
  }
  const isThere = (tag) => Object.hasOwn(languages, tag);
  const chosen = [preferred()].find(isThere) ?? '';
  const language = chosen || (navigator.languages.map(primary).find(isThere) ?? 'en');
  const words = languages[language];
  document.documentElement.lang = language;
  if (files[language]) document.querySelector('link[rel=manifest]').href = `./manifest.${language}.webmanifest`;
  const opening = document.getElementById('boot-text');
  if (opening) Object.assign(opening, { textContent: words.opening }).dataset.host = words.host;
  // Asked for now, so that the texts come beside the app; the app awaits them, and speaks English where they can't be had.
  const texts = files[language] ? fetch(files[language]).then((file) => (file.ok ? file.json() : null)).catch(() => null) : null;
  // A language chosen by hand brings its numbers and dates, and so does one that the browser asks for while its own formats are of
  // another language; else they are the browser's.
  const isAsked = navigator.languages.some((tag) => primary(tag) === language);
  const isOwn = primary(new Intl.NumberFormat().resolvedOptions().locale) === language;
  const locale = chosen || (isAsked && !isOwn) ? (navigator.languages.find((tag) => primary(tag) === language) ?? language) : '';
  const spoken = Promise.resolve(texts).then((found) => ({ tag: language, locale, texts: found }));
  const SLOW_AFTER_MS = 15_000;
  let started = false;

  function show(text, offerReload) {
    const box = document.getElementById('boot');
    const line = document.getElementById('boot-text');
    if (!box || !line) return;
    box.hidden = false;
    line.textContent = text;
    if (!offerReload) return;
    box.setAttribute('role', 'alert');
    if (box.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = words.again;
    button.addEventListener('click', () => location.reload());
    box.append(button);
  }

  // Framed by another site, what is clicked may not be what is seen: then there is only a way out.
  function isFramed() {
    try {
      return top !== self && top.location.href === undefined;
    } catch {
      return true;
    }
  }
  if (isFramed()) {
    document.documentElement.dataset.framed = '';
    const box = document.getElementById('boot');
    const link = document.createElement('a');
    Object.assign(link, { href: location.href, target: '_blank', rel: 'noopener', textContent: words.alone });
    box?.append(link);
    show(words.framed, false);
    return;
  }

  const slow = setTimeout(() => show(words.slow, false), SLOW_AFTER_MS);

  addEventListener('TrunkApplicationStarted', () => {
    started = true;
    clearTimeout(slow);
    const box = document.getElementById('boot');
    if (box) box.hidden = true;
  });

  /** Before the start any error means that the app can't open; after it, only a trap in its module has ended it. */
  function failed(error) {
    const trapped = typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError;
    if (started && !trapped) return;
    clearTimeout(slow);
    show(started ? words.stopped : words.failed, true);
  }
  // Said by the page's own module (tools/finish-build.mjs): WebKit reports no error of a module that waits.
  addEventListener('kitroom:failed', (event) => failed(event.detail));
  addEventListener('unhandledrejection', (event) => failed(event.reason));
  // Captured, because a script or module that can't be loaded tells only its own element.
  addEventListener(
    'error',
    (event) => {
      const target = event.target;
      if (target instanceof HTMLElement && target.tagName !== 'SCRIPT') return;
      failed(event.error);
    },
    true,
  );

  // The API, for scripts in this page, and the page to try it: their code is brought when it is first needed.
  const graphql = (...request) => import('./api-client.js').then((client) => client.graphql(...request));
  const openApiPage = async () => {
    const place = document.getElementById('api-page');
    if (!place) return;
    await import('./api-page.js').then(() => place.replaceChildren(document.createElement('kitroom-api')), () => (place.textContent = place.dataset.failed));
  };
  globalThis.kitroom = Object.freeze({ graphql, openApiPage, language: spoken });

  if (!('serviceWorker' in navigator)) return;

  let accepted = false;
  const tell = (state, name) => {
    document.documentElement.dataset.update = state;
    dispatchEvent(new CustomEvent(name));
  };

  function watch(worker) {
    if (!worker) return;
    worker.addEventListener('statechange', () => {
      // Without a controller this is the first visit, and there is nothing to take the place of.
      if (worker.state === 'installed' && navigator.serviceWorker.controller) tell('waiting', 'kitroom:update');
    });
  }

  async function register() {
    const registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
    if (registration.waiting && navigator.serviceWorker.controller) tell('waiting', 'kitroom:update');
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    addEventListener('kitroom:accept-update', () => {
      accepted = true;
      if (registration.waiting) registration.waiting.postMessage({ type: 'take-over' });
      else location.reload();
    });
    // A tab may stay open for weeks: coming back to it is a good moment to look for a newer version.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {});
    });
  }

  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (accepted) location.reload();
    else if (controlled) tell('taken', 'kitroom:updated');
    // The first worker takes charge of the page that brought it, for its API: that is no news.
    controlled = true;
  });
  // Some browsers and private windows forbid it; the app then works as an ordinary page.
  addEventListener('load', () => register().catch(() => {}));
})();
