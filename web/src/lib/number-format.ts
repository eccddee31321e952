import { currentLanguage } from "./language";

const formats = new Map<string, Intl.NumberFormat>();

/** In the app's language. Formats are expensive to make. */
export function numberFormat(
  options: Intl.NumberFormatOptions = {},
  language: string = currentLanguage(),
): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(language, options);
  formats.set(key, format);
  return format;
}
