/** What Material keeps for the reader, under the scope of the site; a script in the page's head has both functions. */
declare global {
  /** Null where nothing is kept, or the storage is blocked. */
  function __md_get(key: string, storage?: Storage): unknown;
  function __md_set(key: string, value: unknown, storage?: Storage): void;
}

export const remembered = (key: string, storage?: Storage): unknown => globalThis.__md_get(key, storage);
export const remember = (key: string, value: unknown, storage?: Storage): void =>
  globalThis.__md_set(key, value, storage);
