import type { LiveMessage, LiveRequest } from "@/api/types";
import type { Box } from "@/lib/geo";

export interface Wish {
  box?: Box;
  reservations?: boolean;
}

export interface Handlers {
  /** What is to be done before a connection is made: the cookies that go along must be good. */
  prepare: () => Promise<void>;
  /** The token of whoever comes by a link, where cookies do not tell. */
  token: () => string | undefined;
  onMessage: (message: LiveMessage) => void;
  onStatus: () => void;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Two and a half heartbeats. */
const SILENCE_MS = 50_000;
/** A line that is lost while the phone sleeps says nothing for a while; a question finds out. */
const PING_MS = 25_000;

/** One WebSocket to the api, and what it is asked for; it comes back by itself, and takes up where it was. */
export class Connection {
  #socket: WebSocket | undefined;
  #wishes = new Map<string, Wish>();
  /** The latest version heard, for the subscriptions that have had their snapshot. */
  #version: string | undefined;
  #told = new Set<string>();
  #pause = FIRST_PAUSE_MS;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;

  /** When the server was last heard, in milliseconds. */
  heardAt = 0;
  isOpen = false;

  constructor(
    private readonly url: string,
    private readonly handlers: Handlers,
  ) {}

  /** Begins, or begins again at once: the network has come back, or somebody else has signed in. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#drop();
    void this.#connect();
  }

  subscribe(id: string, wish: Wish): void {
    this.#wishes.set(id, wish);
    this.#told.delete(id);
    if (this.isOpen) this.#say({ type: "subscribe", id, ...wish });
  }

  unsubscribe(id: string): void {
    if (!this.#wishes.delete(id)) return;
    this.#told.delete(id);
    if (this.isOpen) this.#say({ type: "unsubscribe", id });
  }

  #say(request: LiveRequest): void {
    this.#socket?.send(JSON.stringify(request));
  }

  async #connect(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    await this.handlers.prepare();
    // Somebody has begun anew meanwhile.
    if (attempt !== this.#attempt) return;
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      if (this.#socket === socket) this.#opened();
    });
    socket.addEventListener("message", (event) => this.#heard(String(event.data)));
    socket.addEventListener("close", () => {
      if (this.#socket === socket) this.#closed();
    });
  }

  #opened(): void {
    const token = this.handlers.token();
    this.isOpen = true;
    this.#pause = FIRST_PAUSE_MS;
    this.heardAt = Date.now();
    if (token) this.#say({ type: "authenticate", token });
    for (const [id, wish] of this.#wishes) {
      const version = this.#told.has(id) ? this.#version : undefined;
      this.#say({ type: "subscribe", id, ...wish, ...(version && { version }) });
    }
    clearInterval(this.#watch);
    this.#watch = setInterval(() => this.#check(), PING_MS);
    this.handlers.onStatus();
  }

  #check(): void {
    if (Date.now() - this.heardAt > SILENCE_MS) return this.restart();
    this.#say({ type: "ping" });
  }

  #heard(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    this.heardAt = Date.now();
    if ("version" in message && message.version) this.#version = message.version;
    if (message.type === "snapshot") this.#told.add(message.id);
    this.handlers.onMessage(message);
  }

  #closed(): void {
    this.#drop();
    this.handlers.onStatus();
    // Not all clients of a process that has stopped are to come back at the same moment.
    const pause = this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    this.#timer = setTimeout(() => void this.#connect(), pause);
  }

  #drop(): void {
    this.#attempt += 1;
    clearInterval(this.#watch);
    const socket = this.#socket;
    this.#socket = undefined;
    this.isOpen = false;
    socket?.close();
  }
}
