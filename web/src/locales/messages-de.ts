import type { Messages } from "./messages-en";
import app from "./de/app.json";
import billing from "./de/billing.json";
import identity from "./de/identity.json";
import places from "./de/places.json";
import pricing from "./de/pricing.json";
import problems from "./de/problems.json";
import reservations from "./de/reservations.json";
import stays from "./de/stays.json";
import whereTo from "./de/where-to.json";

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
