import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";

/** Where everything runs, as `cargo xtask up` has written it. */
interface Platform {
  api_url: string;
  web_url: string;
  mail_url: string;
  stripe_url: string;
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

/** The newest mail to an address whose subject or text matches; it is waited for. */
export async function mailTo(address: string, wanted: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const response = await fetch(`${up.mail_url}/email`);
        const mails = (await response.json()) as Mail[];
        found = mails
          .filter((mail) => JSON.stringify(mail).includes(address))
          .findLast((mail) => wanted.test(`${mail.subject}\n${mail.text}`));
        return found !== undefined;
      },
      { timeout: 60_000, message: `a mail to ${address} that says ${wanted}` },
    )
    .toBe(true);
  return found as Mail;
}

/** The link in a mail that leads to this kind of page, on the server that is tried. */
export function linkIn(mail: Mail, path: RegExp): string {
  const links = mail.text.replace(/=\r?\n/g, "").match(/https?:\/\/\S+/g) ?? [];
  const link = links.find((each) => path.test(new URL(each).pathname));
  if (!link) throw new Error(`No link to ${path} in: ${mail.text}`);
  const { pathname, hash } = new URL(link);
  return `${pathname}${hash}`;
}

export function codeIn(mail: Mail): string {
  const code = /\b\d{6}\b/.exec(mail.text)?.[0];
  if (!code) throw new Error(`No code in: ${mail.text}`);
  return code;
}

let made = 0;

/** An address that nobody has had before. */
export function freshAddress(name: string): string {
  made += 1;
  return `${name}-${process.pid}-${made}-${Date.now().toString(36)}@drivers.example`;
}
