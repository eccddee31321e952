import { editorTexts, memberNames } from "@/console-texts/pricing";
import type { Band, TariffDocument } from "../tariff-document";
import { bandPrice, bandTitle, bandValues, documentValues, type NamedValue } from "./document-words";

/** A value that differs; empty where the document does not have it. */
export interface Difference {
  place: string;
  before: string;
  after: string;
}

function compareValues(before: NamedValue[], after: NamedValue[]): Difference[] {
  const [old, next] = [new Map(before), new Map(after)];
  const places = [...new Set([...old.keys(), ...next.keys()])];
  return places
    .map((place) => ({ place, before: old.get(place) ?? "", after: next.get(place) ?? "" }))
    .filter((difference) => difference.before !== difference.after);
}

/** Pairs the bands that have the most values in common; the others are without a partner. */
function pairBands(before: Band[], after: Band[], currency: string): [Band | undefined, Band | undefined][] {
  const candidates = before.flatMap((old, oldIndex) =>
    after.map((next, nextIndex) => ({ old, next, oldIndex, nextIndex, common: commonValues(old, next, currency) })),
  );
  // The sort is stable: of equal candidates, those at the same position come first.
  const sorted = candidates
    .filter(({ common }) => common > 0)
    .toSorted((a, b) => b.common - a.common || distance(a) - distance(b));
  const [usedOld, usedNext] = [new Map<number, number>(), new Set<number>()];
  for (const { oldIndex, nextIndex } of sorted) {
    if (usedOld.has(oldIndex) || usedNext.has(nextIndex)) continue;
    usedOld.set(oldIndex, nextIndex);
    usedNext.add(nextIndex);
  }
  return [
    ...before.map((old, index): [Band, Band | undefined] => [old, after[usedOld.get(index) ?? -1]]),
    ...after.filter((_, index) => !usedNext.has(index)).map((next): [undefined, Band] => [undefined, next]),
  ];
}

const distance = ({ oldIndex, nextIndex }: { oldIndex: number; nextIndex: number }) => Math.abs(oldIndex - nextIndex);

/** The number of equal values; zero for bands that have neither their time nor their days and price in common. */
function commonValues(old: Band, next: Band, currency: string): number {
  const isSameTime = old.from === next.from || old.to === next.to;
  const isSamePrice = bandPrice(old, currency) === bandPrice(next, currency);
  if (!isSameTime && !isSamePrice) return 0;
  const values = new Map(bandValues(old, currency));
  return bandValues(next, currency).filter(([name, value]) => values.get(name) === value).length;
}

function compareBands([old, next]: [Band | undefined, Band | undefined], currency: string): Difference[] {
  const title = (band: Band) => `${bandTitle(band)}: ${bandPrice(band, currency)}`;
  if (old && next)
    return compareValues(bandValues(old, currency), bandValues(next, currency)).map((difference) => ({
      ...difference,
      place: `${bandTitle(old)}: ${difference.place}`,
    }));
  return [{ place: memberNames.bands ?? "", before: old ? title(old) : "", after: next ? title(next) : "" }];
}

/** The differences of two documents in words, bands first. The order of bands does not count. */
export function differences(before: TariffDocument, after: TariffDocument): Difference[] {
  const bands = pairBands(before.bands, after.bands, after.currency);
  return [
    ...bands.flatMap((pair) => compareBands(pair, after.currency)),
    ...compareValues(documentValues(before), documentValues(after)),
  ].map((difference) => ({
    ...difference,
    before: difference.before || editorTexts.none,
    after: difference.after || editorTexts.none,
  }));
}
