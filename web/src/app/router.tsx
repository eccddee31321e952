import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Skeleton } from "@/components/ui/skeleton";
import { takeLinkToken } from "@/lib/link-token";
import { admin } from "./admin/routes";
import { type HomeSearch, readHomeSearch } from "./map-search-params";
import { root } from "./root-route";
import { Home } from "./routes/home";

const under = { getParentRoute: () => root } as const;

const home = createRoute({ ...under, path: "/", component: Home, validateSearch: readHomeSearch });

const reservations = createRoute({
  ...under,
  path: "/reservations",
  component: lazyRouteComponent(() => import("./routes/reservations"), "ReservationsPage"),
});

const reservation = createRoute({
  ...under,
  path: "/reservations/$id",
  component: lazyRouteComponent(() => import("./routes/reservation"), "ReservationPage"),
});

const receipt = createRoute({
  ...under,
  path: "/reservations/$id/receipt",
  component: lazyRouteComponent(() => import("./routes/receipt"), "ReceiptPage"),
});

const pay = createRoute({
  ...under,
  path: "/pay/$id",
  component: lazyRouteComponent(() => import("./routes/pay"), "PayPage"),
});

const account = createRoute({
  ...under,
  path: "/account",
  component: lazyRouteComponent(() => import("./routes/account"), "AccountPage"),
});

const signIn = createRoute({
  ...under,
  path: "/account/sign-in",
  component: lazyRouteComponent(() => import("./routes/sign-in"), "SignInPage"),
});

const signUp = createRoute({
  ...under,
  path: "/account/sign-up",
  component: lazyRouteComponent(() => import("./routes/sign-up"), "SignUpPage"),
});

const forgotPassword = createRoute({
  ...under,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./routes/passwords"), "ForgotPasswordPage"),
});

const resetPassword = createRoute({
  ...under,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./routes/passwords"), "ResetPasswordPage"),
});

const confirmEmail = createRoute({
  ...under,
  path: "/confirm-email",
  component: lazyRouteComponent(() => import("./routes/confirm-email"), "ConfirmEmailPage"),
});

const tree = root.addChildren([
  home,
  reservations,
  reservation,
  receipt,
  pay,
  account,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  confirmEmail,
  admin,
]);

// Before the router reads the address, and whenever another link is opened in this tab.
takeLinkToken();
addEventListener("popstate", takeLinkToken);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: () => <Skeleton lines={5} />,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

export type { HomeSearch };
