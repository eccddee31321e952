import { afterAll, expect, test } from "vitest";
import visitMessages from "@/locales/en/visits.json";
import messages, { type LaterMessages, type Messages } from "@/locales/messages-en";
import * as app from "./app";
import * as billing from "./billing";
import * as identity from "./identity";
import { addMessages, setMessages, type Tree } from "./message";
import * as places from "./places";
import * as pricing from "./pricing";
import * as problems from "./problems";
import * as reservations from "./reservations";
import * as stays from "./stays";
import * as visits from "./visits";
import * as whereTo from "./where-to";

const MODULES = {
  ...{ app, billing, identity, places, pricing, problems, reservations, stays, visits },
  "where-to": whereTo,
};

/** A language in which each message is English between brackets. */
function pseudo(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([name, value]) => [
    name,
    typeof value === "string" ? `⟦${value}⟧` : pseudo(value),
  ]);
  return Object.fromEntries(entries) as Tree;
}

setMessages(pseudo(messages) as unknown as Messages);
addMessages(pseudo({ visits: visitMessages }) as unknown as LaterMessages);
afterAll(() => {
  setMessages(messages);
  addMessages({ visits: visitMessages });
});

/** Names of products stay. */
const NAMES = ["app.texts.brand", /^stays\.directionsTexts\.apps\./];
const VEHICLE = { class: "van", is_electric: true, jurisdiction: "DE", disabled_permit_until: "2026-11-21" };
/** Functions whose first argument is not any text. */
const FIRST: Record<string, unknown> = {
  "identity.vehicleTexts.describe": VEHICLE,
  "billing.walletTexts.submit": "apple_pay",
  "billing.walletTexts.notCompleted": "google_pay",
  "visits.visitTexts.reason": "bound",
  "visits.visitTexts.barrierState": "opened",
};
/** Also a side of a street. */
const ANY = "N";

/** The texts of a module as the app shows them, by their paths. */
function shown(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") {
    const make = value as (...values: unknown[]) => string;
    return [[path, make(FIRST[path] ?? ANY, ANY, ANY, ANY, ANY)]];
  }
  return Object.entries(value as object).flatMap(([name, each]) => shown(each, `${path}.${name}`));
}

test("all texts are messages", () => {
  const found = Object.entries(MODULES).flatMap(([name, each]) => shown({ ...each }, name));
  expect(found.length).toBeGreaterThan(500);
  const isName = (path: string) => NAMES.some((name) => (typeof name === "string" ? name === path : name.test(path)));
  expect(found.filter(([path, text]) => !isName(path) && !text.includes("⟦"))).toEqual([]);
});

test("texts without a function have no arguments", () => {
  const strings = Object.values(MODULES).flatMap((each) => leaves({ ...each }));
  // A function, or another message with the same argument, replaces these.
  expect(strings.filter((text) => text.includes("{") && !UNUSED.has(text))).toEqual([]);
});

/** Messages that functions of other names show. */
const UNUSED = new Set(
  [
    messages.app.dateTime.first,
    messages.app.dateTime.second,
    messages.billing.price.perHour,
    messages.billing.price.timed,
    messages.billing.price.timedRate,
    messages.identity.vehicle.permit,
    messages.problems.unknownWithRequest,
    messages.reservations.search.at,
    messages.reservations.search.assumedByMeter,
    messages.reservations.search.headingMore,
    messages.reservations.reserve.reserveUpTo,
    messages.places.site.left,
    messages.places.site.few,
    ...Object.values(visitMessages.visit.barrier),
    messages["where-to"].where.nothingHintLike,
  ].map((text) => `⟦${text}⟧`),
);

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value ? Object.values(value).flatMap(leaves) : [];
}
