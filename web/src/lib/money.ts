import { texts } from "@/texts/app";
import { currentLanguage } from "./language";
import { numberFormat } from "./number-format";

/** Whole minor units, as in the api. */
export interface Money {
  amount_minor: number;
  currency: string;
}

const priceCache = new Map<string, string>();

/** `$5.50`, in German `5,50 $`, or `free`; cached: a map has thousands of spots and few prices. */
export function formatPrice(price: Money): string {
  const key = `${currentLanguage()} ${price.amount_minor} ${price.currency}`;
  const text = priceCache.get(key) ?? (price.amount_minor === 0 ? texts.noCharge : formatMoney(price));
  if (priceCache.size < 1_000) priceCache.set(key, text);
  return text;
}

/** `$5.50`, formatted from a decimal string, so that nothing is rounded. */
export function formatMoney({ amount_minor, currency }: Money): string {
  const format = numberFormat({ style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const text = String(Math.abs(amount_minor)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  const decimal = `${amount_minor < 0 ? "-" : ""}${text.slice(0, cut)}${digits ? `.${text.slice(cut)}` : ""}`;
  // The type requires a number; the standard also takes a decimal string and formats it exactly.
  return format.format(decimal as unknown as number);
}
