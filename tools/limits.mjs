// The numbers that a build is held to; each stands here once.

/** What the first load of the app may weigh: wasm, JavaScript and CSS together, gzipped, in bytes. A build above it fails. */
export const FIRST_LOAD_LIMIT = 600_000;
