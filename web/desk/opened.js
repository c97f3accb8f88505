// The office's key and what is sealed for it. The key stays in the worker's memory.
import { armor, Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import { gathered } from "../seal/gathered.js";

const MOST_KEY_BYTES = 20_000;
/** Mail programs put blank lines before an armored file. */
const MOST_BLANK = 1_024;
const MOST_BYTES = 2 ** 31;
const BEGIN = "age-encryption.org/";
const ARMORED = "-----BEGIN AGE ENCRYPTED FILE-----";
const SECRET = /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/;

/** How names of sealed files end; ENDINGS of credfolio/disk/sealed_files.py. */
export const isSealed = (/** @type {string} */ name) => /\.age(?:\.txt)?$/.test(name);

/**
 * The key in a key file, or why there is none: KeyFault of credfolio/desk/office.py.
 * @param {File} file
 * @param {string} phrase
 * @returns {Promise<{ secret: string, recipient: string } | "phrase" | "key">}
 */
export async function unlocked(file, phrase) {
  const raw = new Uint8Array(await file.slice(0, MOST_KEY_BYTES).arrayBuffer());
  let text = new TextDecoder().decode(raw);
  if (text.startsWith(BEGIN) || text.startsWith(ARMORED)) {
    try {
      text = new TextDecoder().decode(await unsealed(raw, phrase));
    } catch {
      return "phrase";
    }
  }
  const secret = SECRET.exec(text)?.[0];
  if (!secret) return "key";
  try {
    return { secret, recipient: await identityToRecipient(secret) };
  } catch {
    return "key";
  }
}

/**
 * What is in a file that was sealed with a passphrase; throws where it does not open.
 * @param {Uint8Array} raw
 * @param {string} phrase
 */
export function unsealed(raw, phrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(phrase);
  const text = new TextDecoder().decode(raw);
  return decrypter.decrypt(text.startsWith(ARMORED) ? armor.decode(text) : raw);
}

/**
 * What is in a sealed file, opened to its end; or why not: FileFault of credfolio/desk/office.py.
 * @param {Blob} file
 * @param {string} secret
 * @returns {Promise<Blob | "other" | "damaged" | "short">}
 */
export async function opened(file, secret) {
  if (file.size > MOST_BYTES) return "damaged"; // the command says how large it is
  const head = await file.slice(0, MOST_BLANK).text();
  const { bytes, isWhole } = head.trimStart().startsWith(ARMORED)
    ? unarmored(await file.text())
    : { bytes: file, isWhole: true };
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  let clear;
  try {
    clear = await decrypter.decrypt(bytes.stream());
  } catch (error) {
    rethrowOthers(error);
    return /no identity/i.test(String(error)) ? "other" : "damaged";
  }
  try {
    const whole = await gathered(clear);
    return isWhole ? whole : "short";
  } catch (error) {
    rethrowOthers(error);
    return "short";
  }
}

/**
 * Throws what says nothing about the file: no memory is left, or the browser cannot read it.
 * @param {unknown} error
 */
function rethrowOthers(error) {
  if (error instanceof RangeError || error instanceof DOMException) throw error;
}

/**
 * The bytes in a file for mail; where it is damaged, those before.
 * @param {string} text
 */
function unarmored(text) {
  try {
    return { bytes: new Blob([new Uint8Array(armor.decode(text))]), isWhole: true };
  } catch {
    const lines = text.trimStart().split(/\r?\n/).slice(1);
    const end = lines.findIndex((one) => !/^[A-Za-z0-9+/]{64}$/.test(one));
    const before = atob(lines.slice(0, end < 0 ? lines.length : end).join(""));
    const bytes = Uint8Array.from(before, (letter) => letter.charCodeAt(0));
    return { bytes: new Blob([bytes]), isWhole: false };
  }
}

/**
 * @param {Blob} clear
 * @param {string} recipient
 */
export async function sealedFor(clear, recipient) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return gathered(await encrypter.encrypt(clear.stream()));
}
