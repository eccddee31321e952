import type { LiveMessage, LiveRequest } from "@/api/types";
import type { Box } from "@/lib/geo";

export interface Subscription {
  box?: Box;
  reservations?: boolean;
}

export interface ConnectionHandlers {
  /** Runs before each connection, to renew the session's cookies. */
  prepare: () => Promise<void>;
  /** Bearer token of a guest; the session of a user is in a cookie. */
  token: () => string | undefined;
  onMessage: (message: LiveMessage) => void;
  onStatus: () => void;
}

const MIN_RECONNECT_DELAY_MS = 1_000;
const MAX_RECONNECT_DELAY_MS = 60_000;
/** Two and a half heartbeats. */
const HEARTBEAT_TIMEOUT_MS = 50_000;
/** Detects a connection that was lost while the phone slept. */
const PING_INTERVAL_MS = 25_000;

/** A WebSocket that reconnects with back-off and resumes its subscriptions from the last version. */
export class Connection {
  #socket: WebSocket | undefined;
  #subscriptions = new Map<string, Subscription>();
  /** Last version received; subscriptions in `#synced` resume from it. */
  #version: string | undefined;
  #synced = new Set<string>();
  #reconnectDelay = MIN_RECONNECT_DELAY_MS;
  #attempt = 0;
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  #heartbeatTimer: ReturnType<typeof setInterval> | undefined;

  /** In milliseconds. */
  lastMessageAt = 0;
  isOpen = false;

  constructor(
    private readonly url: string,
    private readonly handlers: ConnectionHandlers,
  ) {}

  /** Reconnects at once: after the network returns, or after a sign-in or sign-out. */
  restart(): void {
    clearTimeout(this.#reconnectTimer);
    this.#disconnect();
    void this.#connect();
  }

  subscribe(id: string, subscription: Subscription): void {
    this.#subscriptions.set(id, subscription);
    this.#synced.delete(id);
    if (this.isOpen) this.#send({ type: "subscribe", id, ...subscription });
  }

  unsubscribe(id: string): void {
    if (!this.#subscriptions.delete(id)) return;
    this.#synced.delete(id);
    if (this.isOpen) this.#send({ type: "unsubscribe", id });
  }

  #send(request: LiveRequest): void {
    this.#socket?.send(JSON.stringify(request));
  }

  async #connect(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    await this.handlers.prepare();
    // A newer attempt has started meanwhile.
    if (attempt !== this.#attempt) return;
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      if (this.#socket === socket) this.#handleOpen();
    });
    socket.addEventListener("message", (event) => this.#handleMessage(String(event.data)));
    socket.addEventListener("close", () => {
      if (this.#socket === socket) this.#handleClose();
    });
  }

  #handleOpen(): void {
    const token = this.handlers.token();
    this.isOpen = true;
    this.#reconnectDelay = MIN_RECONNECT_DELAY_MS;
    this.lastMessageAt = Date.now();
    if (token) this.#send({ type: "authenticate", token });
    for (const [id, request] of this.#subscriptions) {
      const version = this.#synced.has(id) ? this.#version : undefined;
      this.#send({ type: "subscribe", id, ...request, ...(version && { version }) });
    }
    clearInterval(this.#heartbeatTimer);
    this.#heartbeatTimer = setInterval(() => this.#checkHeartbeat(), PING_INTERVAL_MS);
    this.handlers.onStatus();
  }

  #checkHeartbeat(): void {
    if (Date.now() - this.lastMessageAt > HEARTBEAT_TIMEOUT_MS) return this.restart();
    this.#send({ type: "ping" });
  }

  #handleMessage(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    this.lastMessageAt = Date.now();
    if ("version" in message && message.version) this.#version = message.version;
    if (message.type === "snapshot") this.#synced.add(message.id);
    this.handlers.onMessage(message);
  }

  #handleClose(): void {
    this.#disconnect();
    this.handlers.onStatus();
    // Jitter, so that the clients of a stopped process do not all return at once.
    const pause = this.#reconnectDelay * (0.75 + Math.random() / 2);
    this.#reconnectDelay = Math.min(this.#reconnectDelay * 2, MAX_RECONNECT_DELAY_MS);
    this.#reconnectTimer = setTimeout(() => void this.#connect(), pause);
  }

  #disconnect(): void {
    this.#attempt += 1;
    clearInterval(this.#heartbeatTimer);
    const socket = this.#socket;
    this.#socket = undefined;
    this.isOpen = false;
    socket?.close();
  }
}
