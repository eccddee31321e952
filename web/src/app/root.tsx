import { Outlet, useNavigate } from "@tanstack/react-router";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { Reminders } from "./reminders";

export function Root() {
  const navigate = useNavigate();
  return (
    <AriaRouter navigate={(path) => void navigate({ to: path })}>
      <Outlet />
      <Reminders />
    </AriaRouter>
  );
}
