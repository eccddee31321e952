import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "../root-route";

/** The console comes as a whole, apart from what drivers load. */
const load = () => import("./admin-console");

const layout = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  component: lazyRouteComponent(load, "Console"),
});
const under = { getParentRoute: () => layout } as const;

const overview = createRoute({ ...under, path: "/", component: lazyRouteComponent(load, "Overview") });
const spots = createRoute({ ...under, path: "spots", component: lazyRouteComponent(load, "SpotsPage") });
const spot = createRoute({ ...under, path: "spots/$id", component: lazyRouteComponent(load, "SpotPage") });
const zones = createRoute({ ...under, path: "zones", component: lazyRouteComponent(load, "ZonesPage") });
const exchange = createRoute({ ...under, path: "exchange", component: lazyRouteComponent(load, "ExchangePage") });
const cities = createRoute({ ...under, path: "cities", component: lazyRouteComponent(load, "CitiesPage") });
const closures = createRoute({ ...under, path: "closures", component: lazyRouteComponent(load, "ClosuresPage") });
const reservations = createRoute({
  ...under,
  path: "reservations",
  component: lazyRouteComponent(load, "ReservationsPage"),
});
const reservation = createRoute({
  ...under,
  path: "reservations/$id",
  component: lazyRouteComponent(load, "ReservationPage"),
});
const users = createRoute({ ...under, path: "users", component: lazyRouteComponent(load, "UsersPage") });
const user = createRoute({ ...under, path: "users/$id", component: lazyRouteComponent(load, "UserPage") });
const charges = createRoute({ ...under, path: "charges", component: lazyRouteComponent(load, "ChargesPage") });
const charge = createRoute({ ...under, path: "charges/$id", component: lazyRouteComponent(load, "ChargePage") });
const ledger = createRoute({ ...under, path: "ledger", component: lazyRouteComponent(load, "LedgerPage") });
const statement = createRoute({ ...under, path: "statement", component: lazyRouteComponent(load, "StatementPage") });
const reconciliations = createRoute({
  ...under,
  path: "reconciliations",
  component: lazyRouteComponent(load, "ReconciliationsPage"),
});
const jobs = createRoute({ ...under, path: "jobs", component: lazyRouteComponent(load, "JobsPage") });
const audit = createRoute({ ...under, path: "audit", component: lazyRouteComponent(load, "AuditPage") });

/** The routes of operators. */
export const admin = layout.addChildren([
  overview,
  spots,
  spot,
  zones,
  exchange,
  cities,
  closures,
  reservations,
  reservation,
  users,
  user,
  charges,
  charge,
  ledger,
  statement,
  reconciliations,
  jobs,
  audit,
]);
