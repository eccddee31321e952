/** Rules of entry of a site. */
export const siteRulesTexts = {
  title: "Rules of entry",
  hint: "They apply to new visits and reservations, and to the published state of the site.",
  change: "Change rules",
  names: {
    numbering: "Spots",
    anti_passback: "Anti-passback",
    max_visit_seconds: "Maximum visit (minutes)",
    remind_after_seconds: "Reminder after (minutes)",
    geofence_m: "Geofence (m)",
    few_at_percent: "Few free from (%)",
    free_from_percent: "Free again from (%)",
    full_at: "Full at (free spots)",
    few_from: "No longer full from (free spots)",
    min_confidence_percent: "Minimum confidence (%)",
    opens_on_similar: "Open for a similar plate",
    keeps_images: "Keep images of plate reads for 7 days",
  },
  empty: {
    max_visit_seconds: "The maximum stay of the terms",
    geofence_m: "Not checked",
  },
  choices: {
    numbering: { numbered: "Numbered", unnumbered: "Unnumbered: drivers park on any spot" },
    anti_passback: {
      off: "Ends the earlier visit",
      soft: "Ends the earlier visit, with an incident",
      hard: "Refused until an operator resets",
    },
  } as Record<"numbering" | "anti_passback", Record<string, string>>,
  yes: "Yes",
  no: "No",
  entry: "Entry",
  state: "Published state",
  cameras: "Cameras",
};
