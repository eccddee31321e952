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

const KEY = "curbhold:tag-message";
const PARAMS = ["t", "e", "c"];

let captured: string | undefined;

/** Undefined if a part is missing. */
export function parseTagMessage(query: string): TagMessage | undefined {
  const parts = new URLSearchParams(query);
  const [tag, e, c] = PARAMS.map((name) => parts.get(name) ?? "");
  return tag && e && c ? { tag, e, c } : undefined;
}

/** Keeps the query of this address. A bank leads back to the page without it: then that of before counts. */
export function captureTagMessage(): void {
  if (location.pathname !== TAG_PATH) return;
  const parts = new URLSearchParams(location.search);
  captured = PARAMS.some((name) => parts.has(name)) ? keep(location.search) : kept();
}

/** Lasts as long as the tab. */
function keep(query: string): string {
  try {
    sessionStorage.setItem(KEY, query);
  } catch {
    // Without storage the driver holds the phone to the tag again.
  }
  return query;
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Of the address with which the page was opened. */
export function tagMessage(): TagMessage | undefined {
  return parseTagMessage(captured ?? location.search);
}

/** The address to return to. */
export function tagPath(): string {
  return `${TAG_PATH}${captured ?? location.search}`;
}
