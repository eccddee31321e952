// A reverse proxy that is as slow as a mobile network and counts what it delivers. Unlike the browser's own emulation, it also covers workers,
// the opening of connections, and responses that share the bandwidth.
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { blankPage, blankScript } from "./blank.mjs";

/**
 * The bandwidth and round trip of Chrome's preset "Slow 3G": 500 kbit/s and 400 ms. (In its own emulation the preset reduces the bandwidth to
 * 400 kbit/s, and delays each response by 2,000 ms in place of all round trips.)
 */
export const SLOW_3G = { bytesPerMs: 62.5, roundTripMs: 400 };

/** In bytes; small enough that concurrent responses alternate. */
const PIECE = 4_096;

/** When the link has delivered these bytes and is free again; all times in milliseconds. */
export function deliveredAt(freeAt, now, bytes, { bytesPerMs }) {
  return Math.max(freeAt, now) + bytes / bytesPerMs;
}

/** `speed` is undefined for a link without limits; `encodings` replaces the header `accept-encoding`. */
export async function startLink(target, { speed, encodings } = {}) {
  const { host, hostname, port, origin } = new URL(target);
  const known = new WeakSet();
  const delivered = [];
  let freeAt = 0;

  const headersOf = ({ headers }) => ({
    ...headers,
    host,
    ...(headers.origin ? { origin } : {}),
    ...(encodings ? { "accept-encoding": encodings } : {}),
  });

  /** A new connection takes a round trip more. */
  const travel = async (socket) => {
    if (!speed) return;
    const trips = known.has(socket) ? 1 : 2;
    known.add(socket);
    await wait(trips * speed.roundTripMs);
  };

  const deliver = async (response, body) => {
    for (let from = 0; from < body.length; from += PIECE) {
      const piece = body.subarray(from, from + PIECE);
      if (speed) {
        freeAt = deliveredAt(freeAt, performance.now(), piece.length, speed);
        await wait(freeAt - performance.now());
      }
      response.write(piece);
    }
  };

  const own = (url) => {
    const bytes = Number(url.searchParams.get("bytes"));
    if (url.pathname === "/blank.html") return ["text/html", blankPage(bytes)];
    return url.pathname === "/blank.js" ? ["text/javascript", blankScript(bytes)] : undefined;
  };

  const forward = (incoming) =>
    new Promise((resolve, reject) => {
      const { method, url } = incoming;
      const outgoing = request({ hostname, port, method, path: url, headers: headersOf(incoming) }, resolve);
      outgoing.on("error", reject);
      incoming.pipe(outgoing);
    });

  const answer = async (incoming, response) => {
    const url = new URL(incoming.url, origin);
    await travel(incoming.socket);
    const page = own(url);
    if (page) {
      response.writeHead(200, { "content-type": page[0] });
      await deliver(response, Buffer.from(page[1]));
      return response.end();
    }
    const source = await forward(incoming);
    response.writeHead(source.statusCode, source.headers);
    const counted = { path: url.pathname, bytes: source.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0) };
    delivered.push(counted);
    for await (const chunk of source) {
      counted.bytes += chunk.length;
      await deliver(response, chunk);
    }
    response.end();
  };

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  // Live updates, which are small.
  server.on("upgrade", (incoming, socket, head) => {
    const upstream = connect(Number(port), hostname, () => {
      const headers = Object.entries(headersOf(incoming)).map(([name, value]) => `${name}: ${value}\r\n`);
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${headers.join("")}\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    const close = () => [socket, upstream].forEach((each) => each.destroy());
    [socket, upstream].forEach((each) => each.on("error", close));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Bytes of the responses so far whose path fulfils a condition; headers included. */
    bytes: (isCounted) => delivered.filter(({ path }) => isCounted(path)).reduce((sum, { bytes }) => sum + bytes, 0),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
