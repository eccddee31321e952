import app from "./en/app.json";
import billing from "./en/billing.json";
import identity from "./en/identity.json";
import places from "./en/places.json";
import pricing from "./en/pricing.json";
import problems from "./en/problems.json";
import reservations from "./en/reservations.json";
import stays from "./en/stays.json";
import type visits from "./en/visits.json";
import whereTo from "./en/where-to.json";

const messages = {
  app,
  billing,
  identity,
  places,
  pricing,
  problems,
  reservations,
  stays,
  "where-to": whereTo,
};

export type Messages = typeof messages;

/** Areas of some pages, which load them beside their code. */
export type LaterMessages = { visits: typeof visits };

export type AllMessages = Messages & LaterMessages;

export default messages;
