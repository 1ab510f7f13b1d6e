// The numbers that a build is held to; each stands here once.

/** What the first load of the app may weigh: wasm, JavaScript and CSS together, gzipped, in bytes. A build above it fails.
 * 600,000 is where it should be; why it is not there yet stands in DECISIONS.md. */
export const FIRST_LOAD_LIMIT = 1_500_000;
