import type { Messages } from "./messages-en";
import app from "./fr/app.json";
import billing from "./fr/billing.json";
import identity from "./fr/identity.json";
import places from "./fr/places.json";
import pricing from "./fr/pricing.json";
import problems from "./fr/problems.json";
import reservations from "./fr/reservations.json";
import stays from "./fr/stays.json";
import whereTo from "./fr/where-to.json";

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
