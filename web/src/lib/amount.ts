/** Amounts as people type them, and whole minor units; no number with a fraction in between. */

/** How many digits a currency has behind its point. */
export function fractionDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `5.50` → 550; `undefined` when it is no amount, or finer than the currency. */
export function parseAmount(text: string, currency: string): number | undefined {
  const digits = fractionDigits(currency);
  const [, whole, fraction = ""] = /^\s*(\d{1,10})(?:\.(\d*))?\s*$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(whole + fraction.padEnd(digits, "0"));
}

/** 550 → `5.50`. */
export function formatAmount(minor: number, currency: string): string {
  const digits = fractionDigits(currency);
  const text = String(minor).padStart(digits + 1, "0");
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}
