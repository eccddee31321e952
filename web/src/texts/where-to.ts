export const whereTexts = {
  label: "Where to?",
  search: "Destination",
  suggestions: "Suggestions",
  clear: "Clear destination",
  nearMe: "Near me",
  nearMeDetail: "Spots around your location",
  favorites: "Favorites",
  recent: "Recent",
  clearRecent: "Clear recent destinations",
  places: "Places",
  count: (count: number) => (count === 1 ? "1 suggestion" : `${count} suggestions`),
  streetsOnly: "Streets only: addresses are not available now.",
  nothing: (text: string) => `Nothing found for “${text}”.`,
  nothingHint: "Try a street, a crossing such as “5th Ave & 42”, or a spot number.",
  failed: "We cannot search for places now. You can still move the map.",
  /** The kind of a place, for screen readers. */
  kinds: {
    city: "City",
    street: "Street",
    crossing: "Crossing",
    site: "Garage or lot",
    block_face: "Block",
    spot: "Spot",
    address: "Address",
    landmark: "Landmark",
  } as Record<string, string>,
  /** For a destination without a name. */
  unnamed: "Your destination",
  from: "Distances from",
  keep: "Add to favorites",
  remove: "Remove from favorites",
};

export const chipTexts = {
  label: "Your stay",
  time: "Time",
  duration: "Duration",
  vehicle: "Vehicle",
  choose: {
    time: "When",
    duration: "Duration",
    filters: "Filters",
    vehicle: "Vehicle",
  },
};

/** Ways out of a search without a result. */
export const emptyTexts = {
  label: "Other options",
  wider: "Search a wider area",
  otherTime: "Choose another time",
  shorter: "Shorten the stay",
  noFilters: "Remove filters",
  otherCity: "Choose another city",
};
