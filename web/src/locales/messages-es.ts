import type { Messages } from "./messages-en";
import app from "./es/app.json";
import billing from "./es/billing.json";
import identity from "./es/identity.json";
import places from "./es/places.json";
import pricing from "./es/pricing.json";
import problems from "./es/problems.json";
import reservations from "./es/reservations.json";
import stays from "./es/stays.json";
import whereTo from "./es/where-to.json";

const messages: Messages = {
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

export default messages;
