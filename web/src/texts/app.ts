export const texts = {
  brand: "Curbhold",
  loading: "Loading",
  working: ", one moment",
  retry: "Try again",
  close: "Close",
  back: "Back",
  cancel: "Cancel",
  skip: "Skip to the list of spots",
  menu: "Menu",
  needLink: "This page needs the whole link of the mail.",
  offline: "No connection. This is what was known last.",
  notFound: {
    title: "Nothing at this address",
    text: "The page may have moved, or the link is incomplete.",
    home: "To the map",
  },
  crashed: {
    title: "Something broke on this page",
    text: "It is our fault. Loading the page again usually helps.",
    reload: "Load again",
  },
};

export const nav = {
  label: "Main",
  map: "Map",
  reservations: "My reservations",
  account: "Account",
  signIn: "Sign in",
};
