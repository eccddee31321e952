/** Reads the messages of the app's language. They are loaded before the app is rendered, but after its modules. */
import { formatMessage, parseMessage, type Part, type Values } from "@/lib/icu";
import { currentLanguage } from "@/lib/language";
import type { AllMessages, LaterMessages, Messages } from "@/locales/messages-en";

/** Paths of messages, such as `app.nav.map`. */
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string];

/** Paths of groups of messages, such as `app.nav`. */
type Groups<T> = { [K in keyof T & string]: T[K] extends string ? never : K | `${K}.${Groups<T[K]>}` }[keyof T &
  string];

type At<T, P extends string> = P extends `${infer First}.${infer Rest}`
  ? First extends keyof T
    ? At<T[First], Rest>
    : never
  : P extends keyof T
    ? T[P]
    : never;

export type MessageKey = Paths<AllMessages>;
export type MessageGroup = Groups<AllMessages>;

/** Messages by name, and groups of them. */
export type Tree = { readonly [name: string]: string | Tree };

let messages: Tree | undefined;
/** Of areas that have been loaded later. */
let later: Tree = {};
const parsed = new Map<string, Part[]>();

/** Those that the app needs from the start. */
export function setMessages(first: Messages): void {
  messages = { ...first, ...later };
  parsed.clear();
}

/** Those of an area, in the same language. */
export function addMessages(area: LaterMessages): void {
  later = { ...later, ...area };
  messages = messages && { ...messages, ...area };
}

function find(path: string): string | Tree {
  if (!messages) throw new Error(`The messages are not loaded: "${path}" must be read later.`);
  const found = path.split(".").reduce<string | Tree | undefined>((tree, name) => {
    return typeof tree === "object" ? tree[name] : undefined;
  }, messages);
  if (found === undefined) throw new Error(`There is no message "${path}".`);
  return found;
}

function partsOf(key: string): Part[] {
  const known = parsed.get(key);
  if (known) return known;
  const text = find(key);
  if (typeof text !== "string") throw new Error(`"${key}" is a group of messages.`);
  const parts = parseMessage(text);
  parsed.set(key, parts);
  return parts;
}

/** The message in the app's language. */
export function message(key: MessageKey, values: Values = {}): string {
  return formatMessage(partsOf(key), values, currentLanguage());
}

/** Reads `own` first, then the group: at each use, because the messages are loaded later. */
function lazily(own: object, group: MessageGroup): object {
  const read = () => find(group) as Tree;
  const sourceOf = (name: PropertyKey) => (Object.hasOwn(own, name) ? own : read());
  return new Proxy(own, {
    get: (_, name) => Reflect.get(sourceOf(name), name) as unknown,
    has: (_, name) => Reflect.has(sourceOf(name), name),
    ownKeys: () => [...new Set([...Reflect.ownKeys(read()), ...Reflect.ownKeys(own)])],
    getOwnPropertyDescriptor: (_, name) => {
      const found = Reflect.getOwnPropertyDescriptor(sourceOf(name), name);
      return found && { ...found, configurable: true };
    },
  });
}

/** The messages of a group by their names, with functions in `own` for those that have arguments. */
export function textsOf<P extends MessageGroup, F extends object = object>(
  group: P,
  own?: F,
): Readonly<Omit<At<AllMessages, P>, keyof F> & F> {
  return lazily({ ...own }, group) as Readonly<Omit<At<AllMessages, P>, keyof F> & F>;
}

/** The messages of a group, for names that may be others too. */
export function textTable(group: MessageGroup): Readonly<Record<string, string>> {
  return lazily({}, group) as Readonly<Record<string, string>>;
}

/** Messages by names that differ from theirs. */
export function textsByName(keys: Record<string, MessageKey>): Readonly<Record<string, string>> {
  const texts = {};
  for (const [name, key] of Object.entries(keys)) {
    Object.defineProperty(texts, name, { get: () => message(key), enumerable: true });
  }
  return texts;
}
