import { message, textsOf, textTable } from "./message";

export const whereTexts = textsOf("where-to.where", {
  count: (count: number) => message("where-to.where.count", { count }),
  nothing: (text: string) => message("where-to.where.nothing", { text }),
  /** The kind of a place, for screen readers. */
  kinds: textTable("where-to.where.kinds"),
});

export const chipTexts = textsOf("where-to.chip");

/** Ways out of a search without a result. */
export const emptyTexts = textsOf("where-to.empty");
