export const emailTexts = {
  step: "Confirm your email",
  sent: (email: string) => `We sent a link and a code to ${email}.`,
  refused: "Check your address, and correct it below.",
  code: "Six-digit code",
  confirm: "Confirm",
  resend: "Resend email",
  resent: "We sent you another email.",
  changeAddress: "Wrong address?",
  changeAddressTitle: "Your email address",
  save: "Save and send",
  question: "Confirm your email address",
  questionText:
    "Please confirm that this is your email address. If you did not ask for this, close the page: nothing happens.",
  yes: "Yes, confirm my address",
  done: "Thank you, your email address is confirmed",
  doneText: "You can now reserve a spot.",
  linkUsed: "This link has expired or was already used. Look for a newer email.",
  choose: "Choose a password",
  chooseText:
    "You signed up in another browser. Choose a new password for your account here. It replaces the first one.",
};

const classes: Record<string, string> = {
  car: "Car",
  motorcycle: "Motorcycle",
  scooter: "Scooter",
  van: "Van",
  truck: "Truck",
};

interface DescribedVehicle {
  class: string;
  is_electric: boolean;
  jurisdiction?: string | null;
  disabled_permit_until?: string | null;
}

export const vehicleTexts = {
  title: "Vehicles",
  none: "No saved vehicles. Save one to choose it when you reserve.",
  add: "Add a vehicle",
  change: "Change",
  changeTitle: "Change this vehicle",
  remove: "Remove",
  removeTitle: "Remove this vehicle?",
  removeText: "Your reservations keep it.",
  save: "Save vehicle",
  vehicle: "Vehicle",
  plate: "Licence plate",
  optionalPlate: "Licence plate (optional)",
  unreadable: "Plate not available",
  class: "Kind of vehicle",
  classes,
  isElectric: "Electric",
  hasPermit: "Disabled parking permit",
  permitUntil: "Permit valid until",
  jurisdiction: "Country or state of the plate (optional)",
  jurisdictionHint: "For example DE or US-NY.",
  other: "Another vehicle",
  noVehicle: "No vehicle",
  addPlate: "Add a licence plate",
  changeVehicle: "Change vehicle",
  changeableUntil: (time: string) => `You can change the vehicle until ${time}.`,
  describe: ({ class: kind, is_electric, jurisdiction, disabled_permit_until }: DescribedVehicle) =>
    [
      classes[kind] ?? kind,
      ...(is_electric ? ["electric"] : []),
      ...(jurisdiction ? [jurisdiction] : []),
      ...(disabled_permit_until ? [`disabled permit until ${disabled_permit_until}`] : []),
    ].join(", "),
};

export const accountTexts = {
  signIn: "Sign in",
  signUp: "Create an account",
  signOut: "Sign out",
  signOutEverywhere: "Sign out everywhere",
  console: "Operator console",
  email: "Email",
  password: "Password",
  newPassword: "New password",
  oldPassword: "Current password",
  passwordHint: "Use at least 8 characters that are hard to guess.",
  forgot: "Forgot your password?",
  toSignUp: "New here? Create an account",
  toSignIn: "Have an account? Sign in",
  benefits: "See all your reservations, and reserve with one tap.",
  checkMail: "Check your email",
  unconfirmed: "This email address is not confirmed yet. Sign up again to get another email.",
  forgotTitle: "Set a new password",
  forgotText: "If there is an account with this address, we send you a link.",
  forgotSend: "Send me a link",
  forgotSent: "If there is an account with this address, we sent you an email.",
  resetDone: "Your password is set. You are signed out everywhere else.",
  resetLinkUsed: "This link has expired or was already used. Request another email.",
  set: "Set password",
  title: "Account",
  cards: "Saved cards",
  noCards: "No saved cards. Save one to reserve with one tap.",
  addCard: "Add a card",
  saveCard: "Save card",
  isDefault: "Default",
  makeDefault: "Make default",
  remove: "Remove",
  removeTitle: "Remove this card?",
  removeText: "Your current stays are still charged to it.",
  expires: (month: number, year: number) => `expires ${String(month).padStart(2, "0")}/${year % 100}`,
  change: "Change password",
  changed: "Your password is changed. You are signed out everywhere else.",
  changeHint: "This also signs you out everywhere else.",
  appearance: "Appearance",
  themes: { system: "System", light: "Light", dark: "Dark" },
};
