import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

/** Written by `cargo xtask up`. */
interface Platform {
  api_url: string;
  web_url: string;
  mail_url: string;
  stripe_url: string;
  /** Of the simulated geocoder, whose failures `PUT _simulator/fault` sets. */
  geocoder_url: string;
  /** Of the simulated equipment of garages. */
  site_url: string;
  database_url: string;
  logins: { role: string; email: string; password: string }[];
}

const file = process.env.CURBHOLD_UP ?? new URL("../../.dev/up.json", import.meta.url);

export const up = JSON.parse(readFileSync(file, "utf8")) as Platform;

/** `CURBHOLD_WEB` tests a build on another server. */
export const webUrl = process.env.CURBHOLD_WEB ?? up.web_url;

interface Mail {
  subject: string;
  text: string;
}

/** Waits for the newest matching mail. */
async function mailTo(address: string, isWanted: (mail: Mail) => boolean): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const response = await fetch(`${up.mail_url}/email`);
        const mails = (await response.json()) as Mail[];
        found = mails.filter((mail) => JSON.stringify(mail).includes(address)).findLast(isWanted);
        return found !== undefined;
      },
      { timeout: 60_000, message: `a mail to ${address}` },
    )
    .toBe(true);
  return found as Mail;
}

/** Path and fragment of a link in the newest mail that has one; the origin is that of the tested server. */
export async function linkTo(address: string, path: RegExp, subject = /./): Promise<string> {
  const links = (text: string) => (text.match(/https?:\/\/\S+/g) ?? []).map((link) => new URL(link));
  const leads = (mail: Mail) =>
    subject.test(mail.subject) ? links(mail.text).find(({ pathname }) => path.test(pathname)) : undefined;
  const link = leads(await mailTo(address, (mail) => leads(mail) !== undefined));
  return `${link?.pathname}${link?.hash}`;
}

/** From the newest mail with a code. */
export async function codeFor(address: string): Promise<string> {
  const code = ({ text }: Mail) => /^ *Code +(\d{6})\b/m.exec(text)?.[1] ?? /\bcode (\d{6})\b/.exec(text)?.[1];
  return code(await mailTo(address, (mail) => code(mail) !== undefined)) ?? "";
}

let count = 0;

export function newAddress(name: string): string {
  count += 1;
  return `${name}-${process.pid}-${count}-${Date.now().toString(36)}@drivers.example`;
}
