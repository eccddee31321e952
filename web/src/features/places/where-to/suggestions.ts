import type { PlaceKind, Places } from "@/api/types";
import { shortWord } from "@/lib/street-names";
import { whereTexts } from "@/texts/where-to";
import type { FavoritePlace } from "./favorites";
import { isSamePlace, type KnownPlace, toKnownPlace } from "./known-place";

export type SuggestionIcon = PlaceKind | "favorite" | "recent";

export type Suggestion =
  | { key: string; action: "near-me" | "clear-recent" }
  | { key: string; action: "go"; icon: SuggestionIcon; place: KnownPlace };

export interface SuggestionGroup {
  key: string;
  /** Undefined for actions. */
  title: string | undefined;
  suggestions: Suggestion[];
}

interface Known {
  favorites: FavoritePlace[];
  recent: KnownPlace[];
}

/** Own places beside the results; more of them would hide these. */
const MAX_MATCHES = 3;
const NEAR_ME: Suggestion = { key: "near-me", action: "near-me" };
const CLEAR_RECENT: Suggestion = { key: "clear-recent", action: "clear-recent" };

/** Words without marks, abbreviated as on street signs; numbers without ordinals. */
function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "");
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.map((word) => shortWord(word).replace(/^(\d+)(st|nd|rd|th)$/, "$1"));
}

/** True if each typed word begins a word of the name. */
export function matchesName(text: string, name: string): boolean {
  const words = wordsOf(name);
  return wordsOf(text).every((typed) => words.some((word) => word.startsWith(typed)));
}

/** True if one text begins with the other. */
export function isContinued(before: string, text: string): boolean {
  return before !== "" && text !== "" && (text.startsWith(before) || before.startsWith(text));
}

/** The key names the place, so that another answer does not move the driver's choice to another place. */
function goTo(icon: SuggestionIcon) {
  return (place: KnownPlace, index: number): Suggestion => {
    const key = [icon, index, ...wordsOf(place.name)].join("-");
    return { key, action: "go", icon, place };
  };
}

const fromFavorite = ({ name, detail, lat, lng }: FavoritePlace): KnownPlace => ({
  ...{ kind: "address", name, detail, lat, lng },
  ...{ city_id: null, spot_id: null },
});

function group(key: string, title: string | undefined, suggestions: Suggestion[]): SuggestionGroup[] {
  return suggestions.length ? [{ key, title, suggestions }] : [];
}

/**
 * Without a text: near me, favorites and recent places. With one: own places that match, then the results. If nothing
 * is found, near me remains.
 */
export function suggestionGroups(text: string, known: Known, found: Places | undefined): SuggestionGroup[] {
  const favorites = known.favorites.map(fromFavorite);
  const recent = known.recent.filter((each) => !favorites.some((kept) => isSamePlace(kept, each)));
  if (text === "") {
    const latest = recent.map(goTo("recent"));
    return [
      ...group("actions", undefined, [NEAR_ME]),
      ...group("favorites", whereTexts.favorites, favorites.map(goTo("favorite"))),
      ...group("recent", whereTexts.recent, latest.length ? [...latest, CLEAR_RECENT] : []),
    ];
  }
  const matching = (places: KnownPlace[]) => places.filter(({ name }) => matchesName(text, name)).slice(0, MAX_MATCHES);
  const [kept, latest] = [matching(favorites), matching(recent)];
  const results = (found?.places ?? [])
    .map(toKnownPlace)
    .filter((place) => ![...kept, ...latest].some((each) => isSamePlace(each, place)));
  const groups = [
    ...group("favorites", whereTexts.favorites, kept.map(goTo("favorite"))),
    ...group("recent", whereTexts.recent, latest.map(goTo("recent"))),
    ...group(
      "places",
      whereTexts.places,
      results.map((place, index) => goTo(place.kind)(place, index)),
    ),
  ];
  return groups.length || !found ? groups : group("actions", undefined, [NEAR_ME]);
}

/** A crossing as an example after a search without a result, unless it is what was typed. */
export function exampleFor(text: string, crossing: string | undefined): string | undefined {
  return crossing === undefined || matchesName(text, crossing) ? undefined : crossing;
}

export function allSuggestions(groups: SuggestionGroup[]): Suggestion[] {
  return groups.flatMap(({ suggestions }) => suggestions);
}

/** The place that a text without a choice means. */
export function firstPlace(groups: SuggestionGroup[]): Suggestion | undefined {
  return allSuggestions(groups).find(({ action }) => action === "go");
}

/** The suggestion `by` steps after that with the key, around the end; the first or last without a key. */
export function stepFrom(all: Suggestion[], key: string | undefined, by: 1 | -1): Suggestion | undefined {
  const index = all.findIndex((each) => each.key === key);
  if (index === -1) return all.at(by === 1 ? 0 : -1);
  return all.at((index + by) % all.length);
}
