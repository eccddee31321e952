/** Values that could not be stored, as JSON, by key: they last until the page is left. `null` if one was removed. */
const unstored = new Map<string, string | null>();

function read(key: string): string | null {
  const kept = unstored.get(key);
  return kept === undefined ? localStorage.getItem(key) : kept;
}

/** Reads from local storage, which may be unavailable or cleared at any time. */
export function getStored<T>(name: string): T | undefined {
  try {
    const text = read(`curbhold:${name}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** `undefined` removes the value. */
export function setStored(name: string, value: unknown): void {
  const key = `curbhold:${name}`;
  const text = value === undefined ? null : JSON.stringify(value);
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    unstored.delete(key);
  } catch {
    // Private windows and full disks store nothing.
    unstored.set(key, text);
  }
}

/** False if the value lasts only until the page is left. */
export function isKept(name: string): boolean {
  return !unstored.has(`curbhold:${name}`);
}
