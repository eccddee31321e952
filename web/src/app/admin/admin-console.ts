/** The console as one chunk, which drivers never load. */
import "./console.css";
import "./tables.css";
import "./overview.css";
import "./responsive.css";

export { Console } from "./console";
export { Overview } from "./overview";
export { SpotsPage } from "./spots";
export { SpotPage } from "./spot";
export { SitesPage } from "./sites";
export { SitePage } from "./site";
export { ZonesPage } from "./zones";
export { ImportExportPage } from "./import-export";
export { CitiesPage } from "./cities";
export { ClosuresPage } from "./closures";
export { ReservationsPage } from "./reservations";
export { ReservationPage } from "./reservation";
export { UsersPage } from "./users";
export { UserPage } from "./user";
export { RoleGrantsPage } from "./role-grants";
export { ChargesPage } from "./charges";
export { ChargePage } from "./charge";
export { LedgerPage } from "./ledger";
export { StatementPage } from "./statement";
export { ReconciliationsPage } from "./reconciliations";
export { JobsPage } from "./jobs";
export { AuditPage } from "./audit";
