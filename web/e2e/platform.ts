import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

/** Where everything runs, as `cargo xtask up` has written it. */
interface Platform {
  api_url: string;
  web_url: string;
  mail_url: string;
  stripe_url: string;
  database_url: string;
  logins: { role: string; email: string; password: string }[];
}

const file = process.env.CURBHOLD_UP ?? new URL("../../.dev/up.json", import.meta.url);

export const up = JSON.parse(readFileSync(file, "utf8")) as Platform;

/** `CURBHOLD_WEB` is for those who try a build that another server shows. */
export const webUrl = process.env.CURBHOLD_WEB ?? up.web_url;

interface Mail {
  subject: string;
  text: string;
}

/** The newest mail to an address that is wanted; it is waited for. */
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

/** The link to this kind of page, of the newest mail that has one; on the server that is tried. */
export async function linkTo(address: string, path: RegExp): Promise<string> {
  const links = (text: string) => (text.match(/https?:\/\/\S+/g) ?? []).map((link) => new URL(link));
  const leads = (mail: Mail) => links(mail.text).find(({ pathname }) => path.test(pathname));
  const link = leads(await mailTo(address, (mail) => leads(mail) !== undefined));
  return `${link?.pathname}${link?.hash}`;
}

/** The six digits of the newest mail that has some. */
export async function codeFor(address: string): Promise<string> {
  const code = ({ text }: Mail) => /^ *Code +(\d{6})\b/m.exec(text)?.[1] ?? /\bcode (\d{6})\b/.exec(text)?.[1];
  return code(await mailTo(address, (mail) => code(mail) !== undefined)) ?? "";
}

let made = 0;

/** An address that nobody has had before. */
export function freshAddress(name: string): string {
  made += 1;
  return `${name}-${process.pid}-${made}-${Date.now().toString(36)}@drivers.example`;
}
