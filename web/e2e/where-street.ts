import { expect } from "@playwright/test";
import { sql } from "./console";
import { adminRequest } from "./operator";
import { up } from "./platform";

const STREET = "West 39 Street";
/** South-west of the spots that other tests use. */
const CENTER = { lat: 40.57, lng: -74.05 };
/** About 6 m. */
const SPACING = 0.00007;
/** Spots at most, one behind the other. */
const MAX_SPOTS = 20;

/** The zone of the street; created by the first test. */
async function zoneId(): Promise<string> {
  const known = sql(`select id from zones where street = '${STREET}'`).trim();
  if (known) return known;
  const { lat, lng } = CENTER;
  const zone = await adminRequest<{ id: string }>("POST", "/zones", {
    city_id: sql("select id from cities where slug = 'midtown-demo'").trim(),
    source_ref: "west-39-street",
    street: STREET,
    from_street: "8 Avenue",
    to_street: "7 Avenue",
    side: "S",
    line: [
      [lng, lat],
      [lng + MAX_SPOTS * SPACING, lat],
    ],
  });
  return zone.id;
}

/** Adds a free spot on West 39 Street, and waits until the search finds it. */
export async function addSpot(): Promise<void> {
  const zone_id = await zoneId();
  const count = Number(sql(`select count(*) from spots where zone_id = '${zone_id}'`));
  const place = { lat: CENTER.lat, lng: CENTER.lng + (count % MAX_SPOTS) * SPACING };
  const label = `J${count + 1}`;
  const { id } = await adminRequest<{ id: string }>("POST", "/spots", {
    ...{ zone_id, label, ...place },
    rate_minor_per_hour: 550,
  });
  const isFound = async () => {
    const response = await fetch(`${up.api_url}/api/v1/spots?lat=${place.lat}&lng=${place.lng}&radius=3&limit=50`);
    const { spots } = (await response.json()) as { spots: { id: string }[] };
    return spots.some((spot) => spot.id === id);
  };
  await expect.poll(isFound, { timeout: 60_000, message: `spot ${label}` }).toBe(true);
}
