export const texts = {
  brand: "Curbhold",
  loading: "Loading",
  working: ", one moment",
  retry: "Try again",
  close: "Close",
  back: "Back",
  cancel: "Cancel",
  skip: "Skip to the list of spots",
  linkRequired: "Open this page with the full link from your email.",
  offline: "You are offline. This is the last known state.",
  notFound: {
    title: "Page not found",
    text: "The page may have moved, or the link is incomplete.",
    home: "Go to the map",
  },
  crashed: {
    title: "Something went wrong",
    text: "This is our fault. Reloading the page usually helps.",
    reload: "Reload",
  },
};

export const nav = {
  label: "Main",
  map: "Map",
  reservations: "My reservations",
  account: "Account",
  signIn: "Sign in",
};

export const dateTimeTexts = {
  skipped: "This time does not exist, because clocks move forward. Choose another time.",
  repeated: "This time occurs twice, because clocks move back. Choose one.",
  occurrence: (isFirst: boolean, time: string) => `${isFirst ? "First" : "Second"}: ${time}`,
  missing: "Enter a date and a time.",
};
