/** What this browser remembers; nothing here may be missed when it is gone. */
export function getStored<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(`curbhold:${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Remembers a value; `undefined` forgets it. */
export function setStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`curbhold:${key}`);
    else localStorage.setItem(`curbhold:${key}`, JSON.stringify(value));
  } catch {
    // Private windows and full disks remember nothing.
  }
}
