// Seals one submission away from the page, so that the page can be used meanwhile.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { archiveOf, Unreadable } from "./seal/archive.js";
import { numberOf } from "./seal/number.js";

/**
 * @import { Chosen, PackedFile, Said } from "./seal/archive.js"
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
 *
 * @typedef {{ read: number } | { sealed: Sealed } | { gone: string } | { failed: string }} Answer
 */

/**
 * @typedef {object} OwnWorker
 * @property {(answer: Answer) => void} postMessage
 * @property {(type: "message", then: (event: MessageEvent<Job>) => void) => void} addEventListener
 */
const worker = /** @type {OwnWorker} */ (/** @type {unknown} */ (self));
const PIECE = 4 << 20; // bytes that are put aside at a time, so that no small pieces pile up

worker.addEventListener("message", async ({ data }) => {
  try {
    worker.postMessage({ sealed: await seal(data) });
  } catch (error) {
    worker.postMessage(
      error instanceof Unreadable ? { gone: error.file } : { failed: String(error) },
    );
  }
});

/**
 * @param {Job} job
 * @returns {Promise<Sealed>}
 */
async function seal({ recipients, replyKey, worksheet, said, chosen }) {
  const secret = replyKey || (await generateX25519Identity());
  const reply = await identityToRecipient(secret);
  const encrypter = new Encrypter();
  for (const one of [...recipients, reply]) encrypter.addRecipient(one);
  /** @type {PackedFile[]} */
  let files = [];
  const archive = archiveOf(
    worksheet,
    { ...said, reply_to: reply },
    chosen,
    (read) => worker.postMessage({ read }),
    (packed) => {
      files = packed;
    },
  );
  const { blob, digest } = await gathered(await encrypter.encrypt(archive));
  return {
    blob,
    number: numberOf(digest),
    sha256: bytesToHex(digest),
    files,
    replyKey: secret,
  };
}

/**
 * A stream as one file, with its SHA-256. The browser may keep the pieces on its disk.
 * @param {ReadableStream<Uint8Array>} stream
 */
async function gathered(stream) {
  const digest = sha256.create();
  /** @type {Blob[]} */
  const done = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  let waiting = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done: isOver, value } = await reader.read();
    if (isOver) break;
    digest.update(value);
    waiting.push(new Uint8Array(value));
    size += value.length;
    if (size >= PIECE) {
      done.push(new Blob(waiting));
      waiting = [];
      size = 0;
    }
  }
  const blob = new Blob([...done, ...waiting], { type: "application/octet-stream" });
  return { blob, digest: digest.digest() };
}
