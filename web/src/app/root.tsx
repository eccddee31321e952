import { Outlet, useNavigate } from "@tanstack/react-router";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { Reminders } from "./reminders";
import { useAccountLanguage } from "./use-account-language";

export function Root() {
  const navigate = useNavigate();
  useAccountLanguage();
  return (
    <AriaRouter navigate={(path) => void navigate({ to: path })}>
      <Outlet />
      <Reminders />
    </AriaRouter>
  );
}
