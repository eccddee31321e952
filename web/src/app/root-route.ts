import { createRootRoute } from "@tanstack/react-router";
import { Crashed, NotFound } from "./pages";
import { Root } from "./root";

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Crashed });
