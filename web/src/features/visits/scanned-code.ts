import type { Presented } from "@/api/visit-types";

/** Of this page; after a reload nothing happens without a button. */
let scanned: string | undefined;
const presentedFor = new Map<string, Presented>();

/** Our own scanner has read the code. */
export function markScanned(token: string): void {
  scanned = token;
}

/** True if our own scanner has read the code, and nothing was done with it yet. */
export function isScanned(presented: Presented): boolean {
  return "code" in presented && presented.code === scanned;
}

export function forgetScanned(): void {
  scanned = undefined;
}

/** Keeps the code with which a barrier was opened. The message of a tag is spent. */
export function rememberPresented(visitId: string, presented: Presented): void {
  if (!("nfc" in presented)) presentedFor.set(visitId, presented);
}

export function rememberedPresented(visitId: string): Presented | undefined {
  return presentedFor.get(visitId);
}
