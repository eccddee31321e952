import "./styles/tokens.css";
import "./styles/type.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/map.css";
import "./styles/where-to.css";
import "./styles/spots.css";
import "./styles/pages.css";
import "./styles/stays.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client";
import { router } from "./app/router";
import { startEarly } from "./app/start-early";
import { applyTheme } from "./lib/theme";

applyTheme();
const started = startEarly(location.pathname);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // It loads all pages of drivers, which must not delay this one.
  const register = () => navigator.serviceWorker.register("/sw.js");
  addEventListener("load", () => void started.then(register).catch(() => undefined));
}
