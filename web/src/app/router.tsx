import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Skeleton } from "@/components/ui/skeleton";
import { captureLinkToken } from "@/lib/link-token";
import { parseReturn } from "@/lib/return-path";
import { captureTagMessage } from "@/lib/tag-message";
import { loadVisitTexts } from "@/locales/load";
import { admin } from "./admin/routes";
import { type MapSearchParams, parseMapSearchParams } from "./map-search-params";
import { root } from "./root-route";
import { Home } from "./routes/home";
import { parseSiteSearch } from "./site-search";

const childOfRoot = { getParentRoute: () => root } as const;

/** Loads a page and the texts of visits side by side. */
const withVisitTexts =
  <T,>(load: () => Promise<T>) =>
  async () =>
    (await Promise.all([load(), loadVisitTexts()]))[0];

const home = createRoute({ ...childOfRoot, path: "/", component: Home, validateSearch: parseMapSearchParams });

const reservations = createRoute({
  ...childOfRoot,
  path: "/reservations",
  component: lazyRouteComponent(
    withVisitTexts(() => import("./routes/reservations")),
    "ReservationsPage",
  ),
});

const reservation = createRoute({
  ...childOfRoot,
  path: "/reservations/$id",
  component: lazyRouteComponent(
    withVisitTexts(() => import("./routes/reservation")),
    "ReservationPage",
  ),
});

const site = createRoute({
  ...childOfRoot,
  path: "/sites/$id",
  validateSearch: parseSiteSearch,
  component: lazyRouteComponent(
    withVisitTexts(() => import("./routes/site")),
    "SitePage",
  ),
});

const visit = createRoute({
  ...childOfRoot,
  path: "/visits/$id",
  // The reservation of the visit, by which a guest's token is known.
  validateSearch: ({ reservation: id }: Record<string, unknown>): { reservation?: string | undefined } => ({
    reservation: typeof id === "string" ? id : undefined,
  }),
  component: lazyRouteComponent(
    withVisitTexts(() => import("./routes/visit")),
    "VisitPage",
  ),
});

const importScan = withVisitTexts(() => import("./routes/scan"));

const scan = createRoute({ ...childOfRoot, path: "/go", component: lazyRouteComponent(importScan, "ScanPage") });

const scannedCode = createRoute({
  ...childOfRoot,
  path: "/go/$token",
  component: lazyRouteComponent(importScan, "CodePage"),
});

const scannedTag = createRoute({
  ...childOfRoot,
  path: "/go/nfc",
  component: lazyRouteComponent(importScan, "TagPage"),
});

const typedWords = createRoute({
  ...childOfRoot,
  path: "/go/words/$words",
  component: lazyRouteComponent(importScan, "WordsPage"),
});

const receipt = createRoute({
  ...childOfRoot,
  path: "/reservations/$id/receipt",
  component: lazyRouteComponent(() => import("./routes/receipt"), "ReceiptPage"),
});

const sharedStay = createRoute({
  ...childOfRoot,
  path: "/shared/$id",
  component: lazyRouteComponent(() => import("./routes/shared-stay"), "SharedStayPage"),
});

const pay = createRoute({
  ...childOfRoot,
  path: "/pay/$id",
  component: lazyRouteComponent(() => import("./routes/pay"), "PayPage"),
});

const prices = createRoute({
  ...childOfRoot,
  path: "/zones/$id/prices",
  component: lazyRouteComponent(() => import("./routes/zone-prices"), "ZonePricesPage"),
});

const account = createRoute({
  ...childOfRoot,
  path: "/account",
  component: lazyRouteComponent(() => import("./routes/account"), "AccountPage"),
});

const signIn = createRoute({
  ...childOfRoot,
  path: "/account/sign-in",
  validateSearch: parseReturn,
  component: lazyRouteComponent(() => import("./routes/sign-in"), "SignInPage"),
});

const signUp = createRoute({
  ...childOfRoot,
  path: "/account/sign-up",
  validateSearch: parseReturn,
  component: lazyRouteComponent(() => import("./routes/sign-up"), "SignUpPage"),
});

const forgotPassword = createRoute({
  ...childOfRoot,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("./routes/passwords"), "ForgotPasswordPage"),
});

const resetPassword = createRoute({
  ...childOfRoot,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./routes/passwords"), "ResetPasswordPage"),
});

const findReservation = createRoute({
  ...childOfRoot,
  path: "/find-reservation",
  component: lazyRouteComponent(() => import("./routes/find-reservation"), "FindReservationPage"),
});

const confirmEmail = createRoute({
  ...childOfRoot,
  path: "/confirm-email",
  component: lazyRouteComponent(() => import("./routes/confirm-email"), "ConfirmEmailPage"),
});

const tree = root.addChildren([
  home,
  reservations,
  reservation,
  site,
  visit,
  scan,
  scannedCode,
  scannedTag,
  typedWords,
  receipt,
  sharedStay,
  pay,
  prices,
  account,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  findReservation,
  confirmEmail,
  admin,
]);

// Before the router reads the URL, and when another link is opened in this tab.
captureLinkToken();
captureTagMessage();
addEventListener("popstate", captureLinkToken);

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

export type { MapSearchParams };
