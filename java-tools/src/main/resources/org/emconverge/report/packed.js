'use strict';
/** What the page carries packed: gzip in base64, in script elements that the browser does not run. */
const packed = {
  has: name => document.getElementById('packed-' + name) !== null,
  stream(name) {
    const text = atob(document.getElementById('packed-' + name).textContent);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));
  },
  bytes: async name => new Uint8Array(await packed.stream(name).arrayBuffer()),
  text: name => packed.stream(name).text(),
  json: name => packed.stream(name).json(),
  /** Runs a library; what it defines is there once the promise is kept. */
  async run(name) {
    const script = document.createElement('script');
    script.textContent = await packed.text(name);
    document.head.append(script);
  },
};
