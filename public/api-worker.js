// The API's host: holds the module that answers GraphQL requests, makes it when it is first needed, and makes another one
// when a fault has ended it. The service worker imports this; a page without one starts it as a worker of its own
// (api-client.js). The build fills in the module's glue and the address of its wasm (tools/finish-build.mjs).
'use strict';

(() => {
  const WASM = new URL('API-WASM', self.location.href).href;
  /** Each call makes a glue of its own, for one module: after a fault the old one is of no use. */
  const makeGlue = () => {
    'API-GLUE';
    return wasm_bindgen;
  };
  const FAULT = 'The API has stopped because of a fault. Everything that was saved is still there. See what it did, then ask again.';

  const error = (status, code, message) => ({ status, changed: false, body: JSON.stringify({ data: null, errors: [{ message, extensions: { code } }] }) });

  /** Compiles while it comes; from a host that says another type of it, when all of it is there. */
  async function compile(response) {
    if (!response.ok) throw new Error(`${WASM} answered ${response.status}`);
    const isWasm = /^application\/wasm\b/i.test(response.headers.get('content-type') ?? '');
    return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }

  /** `load(address)` brings the wasm, as a response. */
  function host(load) {
    let compiled = null;
    let module = null;
    /** How to give up on the calls under way. */
    const waiting = new Set();
    /** The end of the last request to each stockroom: they take turns. */
    const turns = { own: Promise.resolve(), demo: Promise.resolve() };

    async function make() {
      compiled ??= load(WASM).then(compile);
      const glue = makeGlue();
      await glue({ module_or_path: await compiled });
      return glue;
    }

    function broke(reason) {
      module = null;
      for (const giveUp of waiting) giveUp(reason);
      waiting.clear();
    }

    function call(work) {
      return new Promise((done, giveUp) => {
        waiting.add(giveUp);
        module ??= make();
        module.then(work).then(done, (reason) => {
          // Either it could not be made, or it is broken: the next call makes another.
          module = compiled = null;
          giveUp(reason);
        }).finally(() => waiting.delete(giveUp));
      });
    }

    // A fault within a module leaves its promises pending for ever, and is told here only. It goes no further: to the page
    // an error of its worker means that the worker could not be loaded.
    const faulted = (event) => {
      event.preventDefault();
      broke(event.error ?? event.reason ?? event.message);
    };
    self.addEventListener('error', faulted);
    self.addEventListener('unhandledrejection', faulted);

    return {
      /** Answers one request: `{ status, body, changed }`. */
      answer({ demo = false, text, key, actor = '', reads = false }) {
        const slot = demo ? 'demo' : 'own';
        const answered = turns[slot].then(() => call((glue) => glue.answer(demo, text, key ?? undefined, actor, reads))).catch((reason) => {
          console.error(reason);
          return error(200, 'FAULT', FAULT);
        });
        turns[slot] = answered;
        return answered;
      },
      /** Housekeeping after changes. */
      rest: (demo) => call((glue) => glue.rest(demo)).catch(() => {}),
      error,
    };
  }

  self.kitroomApi = host;

  if (typeof DedicatedWorkerGlobalScope === 'function' && self instanceof DedicatedWorkerGlobalScope) {
    const api = host((address) => fetch(address));
    self.addEventListener('message', async ({ data }) => {
      const reply = await api.answer(data.request);
      self.postMessage({ id: data.id, ...reply });
      if (reply.changed) await api.rest(data.request.demo);
    });
  }
})();
