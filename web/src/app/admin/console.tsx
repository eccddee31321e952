import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useUser } from "@/api/account";
import { hasCityPermission, hasPermission, type OwnPermissions } from "@/api/own-permissions";
import { permissionsQuery } from "@/api/permissions";
import { errorCode } from "@/api/problem";
import { QueryResult } from "@/components/console/query-result";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { nav } from "@/texts/app";
import { NotFound } from "../pages";
import { CitySelect } from "./city-select";

/** With `isOfCity`, a role in a site is not enough. */
const GROUPS = [
  {
    name: navTexts.groups.now,
    links: [
      { to: "/admin", name: navTexts.overview, needs: "view_figures", isOfCity: true },
      { to: "/admin/reservations", name: navTexts.reservations, needs: "view_reservations" },
      { to: "/admin/visits", name: navTexts.visits, needs: "view_visits" },
      { to: "/admin/plate-reads", name: navTexts.plateReads, needs: "view_visits" },
      { to: "/admin/closures", name: navTexts.closures, needs: "view_places" },
    ],
  },
  {
    name: navTexts.groups.city,
    links: [
      { to: "/admin/spots", name: navTexts.spots, needs: "view_places" },
      { to: "/admin/sites", name: navTexts.sites, needs: "view_places" },
      { to: "/admin/zones", name: navTexts.zones, needs: "view_places" },
      { to: "/admin/tariffs", name: navTexts.tariffs, needs: "view_tariffs", isOfCity: true },
      { to: "/admin/guard-rails", name: navTexts.guardRails, needs: "view_tariffs", isOfCity: true },
      { to: "/admin/permits", name: navTexts.permits, needs: "view_permits", isOfCity: true },
      { to: "/admin/exchange", name: navTexts.exchange, needs: "view_places", isOfCity: true },
      { to: "/admin/cities", name: navTexts.cities, needs: "view_places" },
    ],
  },
  {
    name: navTexts.groups.money,
    links: [
      { to: "/admin/charges", name: navTexts.charges, needs: "view_money" },
      { to: "/admin/ledger", name: navTexts.ledger, needs: "view_money" },
      { to: "/admin/statement", name: navTexts.statement, needs: "view_money", isOfCity: true },
      { to: "/admin/reconciliations", name: navTexts.reconciliations, needs: "view_reconciliations" },
    ],
  },
  {
    name: navTexts.groups.rest,
    links: [
      { to: "/admin/users", name: navTexts.users, needs: "view_users" },
      { to: "/admin/role-grants", name: navTexts.roleGrants, needs: "manage_role_grants" },
      { to: "/admin/jobs", name: navTexts.jobs, needs: "view_jobs" },
      { to: "/admin/audit", name: navTexts.audit, needs: "view_audit_log" },
    ],
  },
] as const;

/** Users without a role get "not found", as from the api. */
export function Console() {
  const { user, isPending } = useUser();
  if (isPending) return <Skeleton lines={5} />;
  if (!user) return <RedirectToSignIn />;
  return <PermittedConsole />;
}

function PermittedConsole() {
  const own = useQuery(permissionsQuery);
  if (errorCode(own.error) === "not_found") return <NotFound />;
  return <QueryResult query={own}>{(permissions) => <ConsoleLayout own={permissions} />}</QueryResult>;
}

/** The sign-in page leads back to this page. */
function RedirectToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { pathname, searchStr } = router.state.location;
    void router.navigate({ to: "/account/sign-in", search: { to: pathname + searchStr }, replace: true });
  }, [router]);
  return <Skeleton lines={5} />;
}

function ConsoleLayout({ own }: { own: OwnPermissions }) {
  const groups = GROUPS.map(({ name, links }) => ({
    name,
    links: links.filter((link) =>
      "isOfCity" in link ? hasCityPermission(own, link.needs) : hasPermission(own, link.needs),
    ),
  })).filter(({ links }) => links.length > 0);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // The menu is open on one path only, so that it closes on navigation.
  const [openOn, setOpenOn] = useState<string>();
  const isOpen = openOn === path;
  return (
    <div className="console">
      <header className="console-head">
        <Link to="/admin" className="brand">
          {consoleTexts.brand}
        </Link>
        <Link to="/account" className="console-out">
          {nav.account}
        </Link>
        <span className="console-menu">
          <Button
            kind="quiet"
            aria-expanded={isOpen}
            aria-controls="console-nav"
            onPress={() => setOpenOn(isOpen ? undefined : path)}
          >
            {consoleTexts.menu}
          </Button>
        </span>
      </header>
      <nav id="console-nav" className={`console-nav${isOpen ? " is-open" : ""}`} aria-label={consoleTexts.nav}>
        <CitySelect label={consoleTexts.defaultCity} isRequired />
        {groups.map((group) => (
          <div key={group.name}>
            <p>{group.name}</p>
            {group.links.map(({ to, name }) => (
              <Link key={to} to={to} activeOptions={{ exact: to === "/admin", includeSearch: false }}>
                {name}
              </Link>
            ))}
          </div>
        ))}
        <Link to="/">{consoleTexts.toMap}</Link>
      </nav>
      <main className="console-body">
        {path === "/admin" && !hasCityPermission(own, "view_figures") ? (
          <Navigate to={groups[0]?.links[0]?.to ?? "/"} replace />
        ) : (
          <Outlet />
        )}
      </main>
    </div>
  );
}
