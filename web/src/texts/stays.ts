/** Texts about a stay outside its reservation: the way to it, sharing it, files about it. */
export const directionsTexts = {
  label: "Directions",
  walkLabel: "Way on foot",
  apps: { apple: "Apple Maps", google: "Google Maps", waze: "Waze" },
  driveIn: (app: string) => `Directions in ${app}`,
  walkIn: (app: string) => `Walk there with ${app}`,
};

export const lengthTexts = {
  label: "Duration",
  usual: "Usual durations",
  /** The end of the stay beside its length. */
  until: (time: string) => `until ${time}`,
  value: (duration: string, time: string) => `${duration}, until ${time}`,
};

export const stayTexts = {
  details: "Details",
  mapOf: (place: string) => `Map: ${place}`,
  atMost: (price: string) => `at most ${price}`,
  parkAgain: "Park here again",
  find: "Find my car",
  findAgain: "Update my position",
  /** `way` is a distance with a walking time. */
  toCar: (way: string) => `To your car: ${way}`,
  calendar: "Add to calendar",
  more: "More for this stay",
};

export const shareTexts = {
  button: "Share this stay",
  title: "Share this stay",
  text: "With the link, others see where the car is and until when. They do not see your name, your plate or the price, and they cannot change anything.",
  /** A link that was made before the page was loaded is not known any more. */
  replaces: "Links that you shared before stop working when you make a new one.",
  make: "Make a link",
  link: "Link",
  worksUntil: (time: string) => `The link works until ${time}.`,
  send: "Send the link",
  copy: "Copy the link",
  copied: "Copied. Paste it into a message.",
  notCopied: "Your browser does not copy. Select the link and copy it.",
  end: "Stop sharing",
  ended: "Nobody sees your stay with a link any more.",
  /** Of the message with the link. */
  message: (street: string) => `I am parked here: ${street}`,
};

export const sharedStayTexts = {
  title: "A shared stay",
  titles: {
    confirmed: "A spot is reserved",
    active: "The car is parked here",
    completed: "The stay has ended",
  } as Record<string, string>,
  /** For statuses that are not named. */
  over: "The stay is over",
  until: (time: string) => `Until ${time}`,
  ended: "This link has ended, or it is not complete.",
  endedHint: "Ask for a new link.",
};

export const historyTexts = {
  map: "Map of your past stays",
  openStay: (label: string, day: string) => `Spot ${label}, ${day}`,
};

export const statementTexts = {
  title: "Monthly statements",
  text: "All stays of a month, for your expenses.",
  none: "Your first statement appears here after your first stay.",
  stays: (count: number) => (count === 1 ? "1 stay" : `${count} stays`),
  csv: "CSV",
  pdf: "PDF",
  /** Names of the buttons, which are the same in each row. */
  download: (kind: string, month: string) => `${kind} for ${month}`,
  more: "Show all months",
};
