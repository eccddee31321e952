import { sql } from "./console";
import { adminRequest } from "./operator";
import { dayAndNight, expectRules } from "./tariff-street";

export interface GarageSpot {
  id: string;
  label: string;
  lat: number;
  lng: number;
}

export interface YieldGarage {
  cityId: string;
  siteId: string;
  zoneId: string;
  zoneName: string;
  tariffId: string;
  /** Two usual spots and an accessible one. */
  spots: { first: GarageSpot; second: GarageSpot; accessible: GarageSpot };
  /** Of the map with the garage in its centre. */
  path: string;
}

/** Creates a garage with three spots and a tariff, west of the streets that other tests create. */
export async function createYieldGarage(): Promise<YieldGarage> {
  const number = Number(sql("select count(*) from sites where name like 'Yield Garage %'")) + 1;
  const position = { lat: 40.6 + number * 0.003, lng: -74.05 };
  const city_id = sql("select id from cities where slug = 'midtown-demo'").trim();
  const name = `Yield Garage ${number}`;
  const site = await create("/sites", { city_id, name, kind: "garage", ...position });
  const zone = await createZone({
    city_id,
    source_ref: `yield-garage-${number}`,
    street: name,
    site_id: site,
    position,
  });
  const spot = async (place: number, attributes: string[]): Promise<GarageSpot> => {
    const at = { lat: position.lat + place * 0.0001, lng: position.lng };
    const label = `Y${number}-${place}`;
    const id = await create("/spots", { zone_id: zone, label, ...at, rate_minor_per_hour: 900, attributes });
    return { id, label, ...at };
  };
  const spots = { first: await spot(1, []), second: await spot(2, []), accessible: await spot(3, ["accessible"]) };
  const tariffId = await create("/tariffs", { city_id, name });
  await adminRequest("POST", `/tariffs/${tariffId}/versions`, { document: dayAndNight(400) });
  await adminRequest("POST", `/tariffs/${tariffId}/assignments`, { site_id: site });
  await expectRules(spots.first.id, spots.first, "$4.00 / h");
  return {
    cityId: city_id,
    siteId: site,
    zoneId: zone,
    zoneName: name,
    tariffId,
    spots,
    path: `/?lat=${position.lat.toFixed(5)}&lng=${position.lng.toFixed(5)}&z=18`,
  };
}

async function create(path: string, body: object): Promise<string> {
  return (await adminRequest<{ id: string }>("POST", path, body)).id;
}

interface NewZone {
  city_id: string;
  source_ref: string;
  street: string;
  site_id?: string;
  position: { lat: number; lng: number };
}

function createZone({ position: { lat, lng }, ...zone }: NewZone): Promise<string> {
  const line = [
    [lng - 0.0003, lat],
    [lng + 0.0003, lat],
  ];
  return create("/zones", { ...zone, line });
}
