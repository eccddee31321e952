import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { queryClient } from "@/api/query-client";
import { currentLanguage } from "@/lib/language";
import { router } from "./router";
import { startEarly } from "./start-early";

const started = startEarly(location.pathname);

function untilLoaded(): Promise<void> {
  return new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", () => resolve(), { once: true });
  });
}

/** Renders the app. The texts must be loaded. */
export function start(): void {
  const root = document.getElementById("root");
  if (root) {
    createRoot(root).render(
      <StrictMode>
        <I18nProvider locale={currentLanguage()}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </I18nProvider>
      </StrictMode>,
    );
  }

  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    // It loads all pages of drivers, which must not delay this one.
    void Promise.all([started, untilLoaded()])
      .then(() => navigator.serviceWorker.register("/sw.js"))
      .catch(() => undefined);
  }
}
