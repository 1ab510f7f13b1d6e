// The numbers that a build is held to; each stands here once.

/** The first load of the app: wasm, JavaScript and CSS together, gzipped, in bytes. */
export const FIRST_LOAD_CEILING = 450_000;
