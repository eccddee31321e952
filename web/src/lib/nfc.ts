/** Web NFC, which TypeScript's library does not describe: Chrome on Android has it. */
interface UrlMessage {
  records: { recordType: "url"; data: string }[];
}

interface TagWriter {
  write(message: UrlMessage, options?: { signal?: AbortSignal }): Promise<void>;
}

const writerClass = () => (globalThis as { NDEFReader?: new () => TagWriter }).NDEFReader;

export function canWriteTags(): boolean {
  return writerClass() !== undefined;
}

/**
 * Waits for a tag and writes the address to it. Only after a press of a button, for which the browser may ask. Rejects
 * with a `DOMException`: `AbortError` after the signal, else as the browser names the failure.
 */
export async function writeTag(url: string, signal?: AbortSignal): Promise<void> {
  const Writer = writerClass();
  if (!Writer) throw new DOMException("The browser has no Web NFC.", "NotSupportedError");
  await new Writer().write({ records: [{ recordType: "url", data: url }] }, signal && { signal });
}
