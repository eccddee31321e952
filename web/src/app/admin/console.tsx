import { Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useUser } from "@/api/account";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { nav } from "@/texts/app";
import { NotFound } from "../pages";

const GROUPS = [
  {
    name: navTexts.groups.now,
    links: [
      { to: "/admin", name: navTexts.overview },
      { to: "/admin/reservations", name: navTexts.reservations },
      { to: "/admin/closures", name: navTexts.closures },
    ],
  },
  {
    name: navTexts.groups.city,
    links: [
      { to: "/admin/spots", name: navTexts.spots },
      { to: "/admin/sites", name: navTexts.sites },
      { to: "/admin/zones", name: navTexts.zones },
      { to: "/admin/exchange", name: navTexts.exchange },
      { to: "/admin/cities", name: navTexts.cities },
    ],
  },
  {
    name: navTexts.groups.money,
    links: [
      { to: "/admin/charges", name: navTexts.charges },
      { to: "/admin/ledger", name: navTexts.ledger },
      { to: "/admin/statement", name: navTexts.statement },
      { to: "/admin/reconciliations", name: navTexts.reconciliations },
    ],
  },
  {
    name: navTexts.groups.rest,
    links: [
      { to: "/admin/users", name: navTexts.users },
      { to: "/admin/jobs", name: navTexts.jobs },
      { to: "/admin/audit", name: navTexts.audit },
    ],
  },
] as const;

/** Drivers get "not found", as from the api. */
export function Console() {
  const { user, isPending } = useUser();
  if (isPending) return <Skeleton lines={5} />;
  if (!user) return <RedirectToSignIn />;
  if (user.role !== "operator") return <NotFound />;
  return <ConsoleLayout />;
}

/** The sign-in page leads back to this page. */
function RedirectToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { pathname, searchStr } = router.state.location;
    void router.navigate({ to: "/account/sign-in", search: { to: pathname + searchStr } as never, replace: true });
  }, [router]);
  return <Skeleton lines={5} />;
}

function ConsoleLayout() {
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
        {GROUPS.map((group) => (
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
        <Outlet />
      </main>
    </div>
  );
}
