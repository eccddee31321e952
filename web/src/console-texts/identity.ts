import type { Permission } from "@/api/own-permissions";

export const userTexts = {
  find: "Email contains",
  role: "Role",
  driver: "Driver",
  one: "User",
  email: "Email",
  since: "Since",
  sessions: "Sessions",
  sessionCount: (count: number) => (count === 1 ? "on 1 device" : `on ${count} devices`),
  cards: "Saved cards",
  overdue: "Overdue",
  nothing: "None",
  disable: "Disable",
  disableText: "The user can no longer sign in, and all sessions end. Reservations continue.",
  enable: "Enable",
  enableText: "The user can sign in again.",
  signOut: "Sign out everywhere",
  signOutText: "All sessions end.",
  erase: "Erase personal data",
  eraseText:
    "This cannot be undone. Replaces the address and removes the password, sessions and cards. Reservations and the ledger are kept. Not possible during a stay or while a charge is unsettled. Do not name the driver in the reason.",
  reservations: "Reservations",
  guest: "Erase a guest",
  guestText:
    "This cannot be undone. Erases the guest with this address, as for a user. Do not name the driver in the reason.",
  guestDone: "If there was a guest with this address, the personal data is erased.",
};

export const roleTexts = {
  grant: "Grant a role",
  grantText: "The role applies from the user's next request on.",
  email: "Email of the account",
  role: "Role",
  place: "Applies in",
  everywhere: "Everywhere",
  site: "Site",
  wholeCity: "Whole city",
  by: "Granted by",
  since: "Granted",
  age: "Show",
  all: "Also revoked",
  current: "Active",
  revoke: "Revoke",
  revokeText: "The user loses the permissions of the role with the next request.",
  revokedBy: "Revoked by",
  ofUser: "Of one user ✕",
  permissions: "Permissions of the roles",
  permission: "Permission",
  has: "Yes",
  names: {
    admin: "Admin",
    operator: "Operator",
    officer: "Officer",
    technician: "Technician",
    analyst: "Analyst",
  } as Record<string, string>,
  permissionNames: {
    view_places: "See cities, sites, zones, spots, terms and closures",
    manage_places: "Change sites, zones, spots and terms, and import",
    manage_closures: "Close spots and zones",
    create_cities: "Add cities",
    manage_cities: "Change cities",
    view_reservations: "See reservations and their drivers",
    manage_reservations: "Cancel, end and revoke reservations",
    view_money: "See charges, ledger and statements",
    refund_charges: "Refund charges",
    view_reconciliations: "See reconciliations with Stripe",
    view_figures: "See figures",
    view_users: "See users",
    manage_users: "Disable and erase users",
    view_jobs: "See jobs",
    manage_jobs: "Requeue and discard jobs",
    view_audit_log: "See the audit log",
    manage_role_grants: "Grant and revoke roles",
  } satisfies Record<Permission, string> as Record<string, string>,
};

/** "Driver" without a role. */
export function roleNames(roles: string[]): string {
  return roles.map((role) => roleTexts.names[role] ?? role).join(", ") || userTexts.driver;
}
