import { up } from "./platform";

let signedIn: Promise<string> | undefined;

async function signIn(): Promise<string> {
  const login = up.logins.find(({ role }) => role === "operator");
  if (!login) throw new Error("There is no operator's log-in.");
  const { access_token } = await send<{ access_token: string }>("POST", "/api/v1/sessions", login);
  return access_token;
}

async function send<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const response = await fetch(`${up.api_url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** What an operator does through the api. */
export async function operate<T>(method: string, path: string, body?: unknown): Promise<T> {
  signedIn ??= signIn();
  return send<T>(method, `/api/v1/admin${path}`, body, await signedIn);
}

interface Spot {
  id: string;
  label: string;
}

/** Free spots of the demo city, by what is written at the kerb. */
export async function freeSpots(): Promise<Spot[]> {
  const { spots } = await send<{ spots: Spot[] }>(
    "GET",
    "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=1000&limit=200",
  );
  return spots;
}

/** A free spot that is so dear that a stay of a second is worth charging; its label. */
export async function dearSpot(): Promise<string> {
  const spots = await freeSpots();
  const spot = spots[Math.floor(spots.length / 2)];
  if (!spot) throw new Error("No spot is free.");
  await operate("PATCH", `/spots/${spot.id}`, { rate_minor_per_hour: 1_000_000 });
  return spot.label;
}
