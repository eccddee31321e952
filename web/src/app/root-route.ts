import { createRootRoute } from "@tanstack/react-router";
import { Crashed, NotFound } from "./pages";
import { Root } from "./root";

/** What all routes hang from. */
export const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Crashed });
