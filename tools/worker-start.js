// Behind the worker's own script (tools/finish-build.mjs): starts its module. What the page says before it runs is kept;
// any fault is told by an empty message, since a trap in a task reports itself to nobody else.
{
  const early = [];
  self.onmessage = (event) => early.push(event);
  const fault = (error) => {
    console.error(error);
    self.postMessage(null);
  };
  self.addEventListener('error', (event) => fault(event.message));
  self.addEventListener('unhandledrejection', (event) => fault(event.reason));
  wasm_bindgen({ module_or_path: 'MODULE' }).then(() => early.forEach((event) => self.onmessage(event)), fault);
}
