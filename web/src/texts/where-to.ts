import { message, textsOf, textTable } from "./message";

export const whereTexts = textsOf("where-to.where", {
  count: (count: number) => message("where-to.where.count", { count }),
  nearest: (distance: string) => message("where-to.where.nearest", { distance }),
  /** With an example of a crossing, if one is known. */
  nothingHint: (crossing?: string) =>
    crossing === undefined
      ? message("where-to.where.nothingHint")
      : message("where-to.where.nothingHintLike", { crossing }),
  nothing: (text: string) => message("where-to.where.nothing", { text }),
  /** The kind of a place, for screen readers. */
  kinds: textTable("where-to.where.kinds"),
});

export const chipTexts = textsOf("where-to.chip");

/** Ways out of a search without a result. */
export const emptyTexts = textsOf("where-to.empty");
