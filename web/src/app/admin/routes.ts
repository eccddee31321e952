import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "../root-route";

/** One chunk for the whole console. */
const load = () => import("./admin-console");

/** Filters that links to lists set. A list reads its filters from the URL by `useFilters`. */
interface LinkedFilters {
  charge_id?: string;
  city?: string;
  email?: string;
  site?: string;
  spot?: string;
  state?: string;
  user?: string;
  zone?: string;
}

const layout = createRoute({
  getParentRoute: () => root,
  path: "/admin",
  validateSearch: (filters: LinkedFilters) => filters,
  component: lazyRouteComponent(load, "Console"),
});
const childOfConsole = { getParentRoute: () => layout } as const;

const overview = createRoute({ ...childOfConsole, path: "/", component: lazyRouteComponent(load, "Overview") });
const spots = createRoute({ ...childOfConsole, path: "spots", component: lazyRouteComponent(load, "SpotsPage") });
const spot = createRoute({ ...childOfConsole, path: "spots/$id", component: lazyRouteComponent(load, "SpotPage") });
const sites = createRoute({ ...childOfConsole, path: "sites", component: lazyRouteComponent(load, "SitesPage") });
const site = createRoute({ ...childOfConsole, path: "sites/$id", component: lazyRouteComponent(load, "SitePage") });
const siteOperations = createRoute({
  ...childOfConsole,
  path: "sites/$id/operations",
  component: lazyRouteComponent(load, "SiteOperationsPage"),
});
const sitePlateReads = createRoute({
  ...childOfConsole,
  path: "sites/$id/plate-reads",
  component: lazyRouteComponent(load, "SitePlateReadsPage"),
});
const siteEquipment = createRoute({
  ...childOfConsole,
  path: "sites/$id/equipment",
  component: lazyRouteComponent(load, "SiteEquipmentPage"),
});
const visits = createRoute({ ...childOfConsole, path: "visits", component: lazyRouteComponent(load, "VisitsPage") });
const visit = createRoute({ ...childOfConsole, path: "visits/$id", component: lazyRouteComponent(load, "VisitPage") });
const plateReads = createRoute({
  ...childOfConsole,
  path: "plate-reads",
  component: lazyRouteComponent(load, "PlateReadsPage"),
});
const zones = createRoute({ ...childOfConsole, path: "zones", component: lazyRouteComponent(load, "ZonesPage") });
const tariffs = createRoute({ ...childOfConsole, path: "tariffs", component: lazyRouteComponent(load, "TariffsPage") });
const tariff = createRoute({
  ...childOfConsole,
  path: "tariffs/$id",
  component: lazyRouteComponent(load, "TariffPage"),
});
const tariffEditor = createRoute({
  ...childOfConsole,
  path: "tariffs/$id/edit",
  component: lazyRouteComponent(load, "TariffEditorPage"),
});
const guardRails = createRoute({
  ...childOfConsole,
  path: "guard-rails",
  component: lazyRouteComponent(load, "GuardRailsPage"),
});
const permits = createRoute({ ...childOfConsole, path: "permits", component: lazyRouteComponent(load, "PermitsPage") });
const exchange = createRoute({
  ...childOfConsole,
  path: "exchange",
  component: lazyRouteComponent(load, "ImportExportPage"),
});
const cities = createRoute({ ...childOfConsole, path: "cities", component: lazyRouteComponent(load, "CitiesPage") });
const closures = createRoute({
  ...childOfConsole,
  path: "closures",
  component: lazyRouteComponent(load, "ClosuresPage"),
});
const reservations = createRoute({
  ...childOfConsole,
  path: "reservations",
  component: lazyRouteComponent(load, "ReservationsPage"),
});
const reservation = createRoute({
  ...childOfConsole,
  path: "reservations/$id",
  component: lazyRouteComponent(load, "ReservationPage"),
});
const users = createRoute({ ...childOfConsole, path: "users", component: lazyRouteComponent(load, "UsersPage") });
const user = createRoute({ ...childOfConsole, path: "users/$id", component: lazyRouteComponent(load, "UserPage") });
const roleGrants = createRoute({
  ...childOfConsole,
  path: "role-grants",
  component: lazyRouteComponent(load, "RoleGrantsPage"),
});
const charges = createRoute({ ...childOfConsole, path: "charges", component: lazyRouteComponent(load, "ChargesPage") });
const charge = createRoute({
  ...childOfConsole,
  path: "charges/$id",
  component: lazyRouteComponent(load, "ChargePage"),
});
const ledger = createRoute({ ...childOfConsole, path: "ledger", component: lazyRouteComponent(load, "LedgerPage") });
const statement = createRoute({
  ...childOfConsole,
  path: "statement",
  component: lazyRouteComponent(load, "StatementPage"),
});
const reconciliations = createRoute({
  ...childOfConsole,
  path: "reconciliations",
  component: lazyRouteComponent(load, "ReconciliationsPage"),
});
const jobs = createRoute({ ...childOfConsole, path: "jobs", component: lazyRouteComponent(load, "JobsPage") });
const audit = createRoute({ ...childOfConsole, path: "audit", component: lazyRouteComponent(load, "AuditPage") });

export const admin = layout.addChildren([
  overview,
  spots,
  spot,
  sites,
  site,
  siteOperations,
  sitePlateReads,
  siteEquipment,
  visits,
  visit,
  plateReads,
  zones,
  tariffs,
  tariff,
  tariffEditor,
  guardRails,
  permits,
  exchange,
  cities,
  closures,
  reservations,
  reservation,
  users,
  user,
  roleGrants,
  charges,
  charge,
  ledger,
  statement,
  reconciliations,
  jobs,
  audit,
]);
