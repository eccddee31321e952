/** Reads from local storage, which may be unavailable or cleared at any time. */
export function getStored<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(`curbhold:${key}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** `undefined` removes the value. */
export function setStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`curbhold:${key}`);
    else localStorage.setItem(`curbhold:${key}`, JSON.stringify(value));
  } catch {
    // Private windows and full disks store nothing.
  }
}
