import { up } from "./platform";

let accessToken: Promise<string> | undefined;
let signedInAt = 0;

/** An access token of the operator. It is renewed well before it expires: a worker of the tests lives longer. */
function operatorToken(): Promise<string> {
  if (!accessToken || Date.now() - signedInAt > 300_000) {
    signedInAt = Date.now();
    accessToken = signIn();
  }
  return accessToken;
}

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

/** Sends a request to the admin api as operator. */
export async function adminRequest<T>(method: string, path: string, body?: unknown): Promise<T> {
  return send<T>(method, `/api/v1/admin${path}`, body, await operatorToken());
}

/** A file of the admin api as text. */
export async function adminText(path: string): Promise<string> {
  const headers = { authorization: `Bearer ${await operatorToken()}` };
  const response = await fetch(`${up.api_url}/api/v1/admin${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.text();
}

/** Holds a spot for an hour with the operator's account, whose address is verified. Returns the cancellation. */
export async function holdAsOperator(spotId: string): Promise<() => Promise<void>> {
  const token = await operatorToken();
  const ends_at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, "");
  const body = { spot_id: spotId, ends_at };
  const { reservation } = await send<{ reservation: { id: string } }>("POST", "/api/v1/reservations", body, token);
  return () => send("POST", `/api/v1/reservations/${reservation.id}/cancel`, {}, token);
}

interface Spot {
  id: string;
  label: string;
  attributes: string[];
  zone: { side: string };
}

/** Free spots of the streets in the centre of the map that need no right. */
export async function freeSpots(): Promise<Spot[]> {
  const { spots } = await send<{ spots: Spot[] }>("GET", "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=100&limit=200");
  return spots.filter(({ attributes, zone }) => attributes.length === 0 && zone.side !== "unknown");
}

/** Makes a free spot so expensive that a stay of one second is above the minimum charge; returns its label. */
export async function expensiveSpot(): Promise<string> {
  const spots = await freeSpots();
  const spot = spots[Math.floor(spots.length / 2)];
  if (!spot) throw new Error("No spot is free.");
  await adminRequest("PATCH", `/spots/${spot.id}`, { rate_minor_per_hour: 1_000_000 });
  return spot.label;
}
