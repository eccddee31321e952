/** The part of ICU MessageFormat that our messages use: arguments, `plural`, `select`, `#` and quoting. */
import { numberFormat } from "./number-format";

export type Values = Record<string, string | number>;

interface Argument {
  name: string;
  kind?: "plural" | "select";
  cases?: Record<string, Part[]>;
}

/** The number of a plural. */
const COUNT = { name: "#" };

export type Part = string | Argument;

// An apostrophe quotes only before a sign of the syntax, as in ICU.
const LITERAL = /(?:[^{}']|''|'(?![{}#'])|'[{}#](?:[^']|'')*')*/y;
const PLURAL_LITERAL = /(?:[^{}'#]|''|'(?![{}#'])|'[{}#](?:[^']|'')*')*/y;
const NAME = /\s*(\w+)\s*/y;
const AFTER_NAME = /[,}]/y;
const KIND = /\s*(plural|select)\s*,/y;
/** The name of a case, or the end of the argument. */
const CASE = /\s*(?:(=\d+|\w+)\s*\{|\})/y;

function unquote(literal: string): string {
  return literal.replace(/'([{}#](?:[^']|'')*)'|''/g, (_, quoted?: string) => quoted?.replaceAll("''", "'") ?? "'");
}

/** Throws `SyntaxError` for a malformed message. */
export function parseMessage(text: string): Part[] {
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`Malformed message at ${at}: ${text}`);
  };
  function take(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return fail();
    at += found[0].length;
    return found[1] ?? found[0];
  }
  function takeCases(isPlural: boolean): Record<string, Part[]> {
    const cases: Record<string, Part[]> = {};
    for (let name = take(CASE); !name.endsWith("}"); name = take(CASE)) {
      cases[name] = takeParts(isPlural, true);
      at += 1;
    }
    return "other" in cases ? cases : fail();
  }
  function takeArgument(isInPlural: boolean): Argument {
    at += 1;
    const name = take(NAME);
    if (take(AFTER_NAME) === "}") return { name };
    const kind = take(KIND) === "plural" ? "plural" : "select";
    return { name, kind, cases: takeCases(isInPlural || kind === "plural") };
  }
  /** Stops before the brace that closes a case, or at the end of the message. */
  function takeParts(isInPlural: boolean, isCase: boolean): Part[] {
    const parts: Part[] = [];
    for (;;) {
      const literal = take(isInPlural ? PLURAL_LITERAL : LITERAL);
      if (literal) parts.push(unquote(literal));
      const sign = text[at];
      if (sign === "{") parts.push(takeArgument(isInPlural));
      else if (sign === "#") {
        at += 1;
        parts.push(COUNT);
      } else return sign === (isCase ? "}" : undefined) ? parts : fail();
    }
  }
  return takeParts(false, false);
}

const rules = new Map<string, Intl.PluralRules>();

function categoryOf(value: number, language: string): string {
  const known = rules.get(language) ?? new Intl.PluralRules(language);
  rules.set(language, known);
  return known.select(value);
}

/** Throws if a value is missing. `count` is that of the plural around the parts. */
export function formatMessage(parts: Part[], values: Values, language: string, count = 0): string {
  const format = (part: Part): string => {
    if (typeof part === "string") return part;
    if (part === COUNT) return numberFormat({ useGrouping: false }, language).format(count);
    const { name, kind, cases } = part;
    const value = values[name];
    if (value === undefined) throw new Error(`The message has no value for "${name}".`);
    if (!cases) return String(value);
    if (kind === "select") return formatMessage(cases[value] ?? cases.other ?? [], values, language, count);
    const number = Number(value);
    const chosen = cases[`=${number}`] ?? cases[categoryOf(number, language)] ?? cases.other ?? [];
    return formatMessage(chosen, values, language, number);
  };
  return parts.map(format).join("");
}
