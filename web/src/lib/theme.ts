import { getStored, setStored } from "./storage";

export type Theme = "system" | "light" | "dark";

export function storedTheme(): Theme {
  return getStored<Theme>("theme") ?? "system";
}

export function saveTheme(theme: Theme): void {
  setStored("theme", theme === "system" ? undefined : theme);
  applyTheme();
}

export function applyTheme(): void {
  const theme = storedTheme();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event("curbhold:theme"));
}

export function isDark(): boolean {
  const theme = storedTheme();
  return theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

export function subscribeTheme(listener: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", listener);
  addEventListener("curbhold:theme", listener);
  return () => {
    media.removeEventListener("change", listener);
    removeEventListener("curbhold:theme", listener);
  };
}
