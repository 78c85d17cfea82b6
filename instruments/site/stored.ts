/** What Material keeps for the reader, under the scope of the site; a script in the page's head has both functions. */
declare global {
  /** Null where nothing is kept, or the storage is blocked. */
  function __md_get(key: string): unknown;
  function __md_set(key: string, value: unknown): void;
}

export const remembered = (key: string): unknown => globalThis.__md_get(key);
export const remember = (key: string, value: unknown): void => globalThis.__md_set(key, value);
