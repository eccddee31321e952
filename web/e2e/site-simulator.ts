// The simulated equipment of a garage: `testkit/site-simulator`.
import { expect } from "@playwright/test";
import type { Garage } from "./garage";
import { adminRequest } from "./operator";
import { up } from "./platform";

type Direction = "in" | "out";

interface Opening {
  at: string;
  by: "command" | "pass";
}

interface State {
  lanes: { id: string; openings: Opening[] }[];
  /** Number of events that the api has not answered. */
  queued: number;
}

async function control<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${up.site_url}/_simulator/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Gives the equipment the key of a garage's gateway, and a camera for each lane. Returns the way back. */
export async function connectEquipment(garage: Garage): Promise<() => Promise<void>> {
  const camera = async (name: string, lane_id: string) => {
    const body = { name, vendor: "plate_recognizer", lane_id };
    return (await adminRequest<{ url: string }>("POST", `/sites/${garage.siteId}/cameras`, body)).url;
  };
  const [camera_in, camera_out] = [
    await camera("Entrance camera", garage.entrance.id),
    await camera("Exit camera", garage.exit.id),
  ];
  const before = await control<object>("PUT", "config", { device_key: garage.deviceKey, camera_in, camera_out });
  return async () => {
    await setOffline(false);
    await control("PUT", "config", before);
  };
}

/** Cuts the network between the equipment and the api, or restores it. */
export async function setOffline(offline: boolean): Promise<void> {
  await control("PUT", "network", { offline });
}

/** Holds a pass in front of the reader. */
export async function scanPass(direction: Direction, pass: string): Promise<{ opens: boolean; reason: string | null }> {
  return control("POST", "scan", { direction, pass });
}

/** Lets a vehicle pass the camera; resolves to the outcome. */
export async function readPlate(direction: Direction, plate: string, confidence = 97): Promise<string | null> {
  const answer = await control<{ outcome: string | null }>("POST", "camera", { direction, plate, confidence });
  return answer.outcome;
}

/** The openings of a lane's barrier, the oldest first. */
export async function openings(laneId: string): Promise<Opening[]> {
  const { lanes } = await control<State>("GET", "state");
  return lanes.find(({ id }) => id === laneId)?.openings ?? [];
}

/** Waits until the api has answered every event. */
export async function expectReported(): Promise<void> {
  await expect.poll(async () => (await control<State>("GET", "state")).queued).toBe(0);
}
