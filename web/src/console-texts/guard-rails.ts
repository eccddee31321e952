export const guardRailTexts = {
  text: "Limits in the terms of the city and its sites that no rule of a tariff exceeds. The report counts how often each of them limited a price or refused a reservation.",
  from: "First day",
  to: "Last day",
  invalidRange: (days: number) => `Choose a range of 1 to ${days} days.`,
  zone: "Zone",
  count: "Count",
  none: "No cases in this period.",
  total: (count: number) => (count === 1 ? "1 case" : `${count} cases`),
  names: {
    accessible_at_base_rate: "Accessible spots",
    reservable_percent: "Share reserved ahead",
    reduced_rate_cap: "Reduced-rate permits",
  } as Record<string, string>,
  meanings: {
    accessible_at_base_rate:
      "Holds and extensions on accessible spots that were priced at the base rate instead of a higher one.",
    reservable_percent: "Refused holds and extensions of stays that begin later.",
    reduced_rate_cap: "Holds and extensions of drivers with a permit whose price the cap lowered.",
  } as Record<string, string>,
};

export const permitTexts = {
  text: "Drivers with a permit in force pay at most the highest rate in the terms of the city or the site.",
  grant: "Grant a permit",
  grantText: "The driver needs an account with a verified address.",
  email: "Email of the account",
  driver: "Driver",
  reference: "Reference",
  referenceHint: "Such as the number of the decision. Do not name the driver.",
  from: "From",
  to: "Until",
  timesHint: "Leave the start empty to start now.",
  by: "Granted by",
  none: "No permits.",
  revoke: "Revoke",
  revokeTitle: "Revoke the permit",
  revokeText: (email: string) =>
    `New reservations and extensions of ${email} have the usual price. Accepted quotes and stays keep their price.`,
};
