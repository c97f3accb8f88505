// One submission, sealed: the archive for every recipient and for the receipt, with its number.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { archiveOf } from "./archive.js";
import { gathered } from "./gathered.js";
import { numberOf } from "./number.js";

/**
 * @import { Chosen, PackedFile, Said } from "./archive.js"
 *
 * @typedef {object} Job
 * @property {string[]} recipients
 * @property {string} replyKey  of an earlier receipt; "" to make one
 * @property {string} worksheet
 * @property {Said} said
 * @property {Chosen[]} chosen
 *
 * @typedef {object} Sealed
 * @property {Blob} blob
 * @property {string} number
 * @property {string} sha256
 * @property {PackedFile[]} files
 * @property {string} replyKey
 */

/**
 * @param {Job} job
 * @param {(bytes: number) => void} told  hears of each piece of evidence that was read
 * @returns {Promise<Sealed>}
 */
export async function seal({ recipients, replyKey, worksheet, said, chosen }, told) {
  const secret = replyKey || (await generateX25519Identity());
  const reply = await identityToRecipient(secret);
  const encrypter = new Encrypter();
  for (const one of [...recipients, reply]) encrypter.addRecipient(one);
  /** @type {PackedFile[]} */
  let files = [];
  const archive = archiveOf(worksheet, { ...said, reply_to: reply }, chosen, told, (packed) => {
    files = packed;
  });
  const hash = sha256.create();
  const blob = await gathered(await encrypter.encrypt(archive), (piece) => hash.update(piece));
  const digest = hash.digest();
  return {
    blob,
    number: numberOf(digest),
    sha256: bytesToHex(digest),
    files,
    replyKey: secret,
  };
}
