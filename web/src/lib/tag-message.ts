/**
 * The message of an NFC tag, in the query of the address that the phone has read. It is read before the router starts,
 * which takes hexadecimal digits for a number and writes the address anew.
 */
export interface TagMessage {
  tag: string;
  e: string;
  c: string;
}

/** Of the page of a tag. */
export const TAG_PATH = "/go/nfc";

let captured: string | undefined;

/** Undefined if a part is missing. */
export function parseTagMessage(query: string): TagMessage | undefined {
  const parts = new URLSearchParams(query);
  const [tag, e, c] = ["t", "e", "c"].map((name) => parts.get(name) ?? "");
  return tag && e && c ? { tag, e, c } : undefined;
}

/** Keeps the query of this address. */
export function captureTagMessage(): void {
  if (location.pathname === TAG_PATH) captured = location.search;
}

/** Of the address with which the page was opened. */
export function tagMessage(): TagMessage | undefined {
  return parseTagMessage(captured ?? location.search);
}

/** The address to return to. */
export function tagPath(): string {
  return `${TAG_PATH}${captured ?? location.search}`;
}
