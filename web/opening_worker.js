// Opens key files and packets, and seals sheets, away from the page: a passphrase alone takes
// seconds. See ADR 0097.
import { sha256 } from "@noble/hashes/sha2.js";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { filesIn } from "./packet/stored.js";
import { gathered } from "./seal/gathered.js";
import { fingerprintOf } from "./seal/number.js";

/**
 * @typedef {{ do: "unlock", file: File, passphrase: string }} Unlock
 * @typedef {{ do: "open", secret: string, file: File }} Open
 * @typedef {{ do: "make", passphrase: string }} Make
 * @typedef {{ do: "seal", recipients: string[], text: string }} Seal
 *
 * @typedef {{ secret: string }} Unlocked
 * @typedef {{ text: string, files: Map<string, Blob> }} Opened
 * @typedef {{ blob: Blob, recipient: string, fingerprint: string }} Made
 * @typedef {{ blob: Blob }} Sealed
 * @typedef {"key" | "phrase" | "other" | "damaged" | "seal" | "gone" | "memory"} Fault
 * @typedef {Unlocked | Opened | Made | Sealed} Done
 * @typedef {{ read: number } | { done: Done } | { fault: Fault }} Answer
 *
 * @typedef {object} OwnWorker
 * @property {(answer: Answer) => void} postMessage
 * @property {(type: "message",
 *   then: (event: MessageEvent<Unlock | Open | Make | Seal>) => void) => void} addEventListener
 */
const worker = /** @type {OwnWorker} */ (/** @type {unknown} */ (self));
const MOST_KEY_BYTES = 20_000;
const MOST_JSON = 8_000_000;
const BEGIN = "age-encryption.org/";
const SECRET = /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/;

/** Something that a reader can do something about, by its kind. */
class Faulty extends Error {
  /** @param {Fault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

worker.addEventListener("message", async ({ data }) => {
  try {
    const done = await work(data);
    worker.postMessage({ done });
  } catch (error) {
    worker.postMessage({ fault: faultOf(error) });
  }
});

/**
 * What says nothing about the file is not said of it.
 * @param {unknown} error
 * @returns {Fault}
 */
function faultOf(error) {
  if (error instanceof Faulty) return error.fault;
  if (error instanceof RangeError) return "memory";
  if (!(error instanceof DOMException)) return "damaged";
  return /^Not(?:Readable|Found)Error$/.test(error.name) ? "gone" : "memory";
}

/** @param {Unlock | Open | Make | Seal} asked */
function work(asked) {
  if (asked.do === "unlock") return unlocked(asked);
  if (asked.do === "open") return opened(asked);
  return asked.do === "make" ? made(asked) : sealed(asked);
}

/**
 * @param {Unlock} asked
 * @returns {Promise<Unlocked>}
 */
async function unlocked({ file, passphrase }) {
  if (file.size > MOST_KEY_BYTES) throw new Faulty("key");
  const raw = new Uint8Array(await file.arrayBuffer());
  let text = new TextDecoder().decode(raw);
  if (text.startsWith(BEGIN)) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    text = await decrypter.decrypt(raw, "text").catch(() => {
      throw new Faulty("phrase");
    });
  }
  const secret = SECRET.exec(text)?.[0];
  if (!secret) throw new Faulty("key");
  return { secret };
}

/**
 * What is in a packet. Only when its end was read is anything of it believed.
 * @param {Open} asked
 * @returns {Promise<Opened>}
 */
async function opened({ secret, file }) {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  const counted = file.stream().pipeThrough(
    new TransformStream({
      transform(piece, controller) {
        worker.postMessage({ read: piece.length });
        controller.enqueue(piece);
      },
    }),
  );
  const clear = await decrypter.decrypt(counted).catch((error) => {
    if (error instanceof DOMException) throw error;
    throw new Faulty(/no identity/i.test(String(error)) ? "other" : "damaged");
  });
  const files = await filesIn(await gathered(clear));
  const said = files.get("packet.json");
  if (!said || said.size > MOST_JSON) throw new Faulty("damaged");
  files.delete("packet.json");
  return { text: await said.text(), files };
}

/**
 * A key file in the form that `credfolio sealing reader` writes.
 * @param {Make} asked
 * @returns {Promise<Made>}
 */
async function made({ passphrase }) {
  const secret = await generateX25519Identity();
  const recipient = await identityToRecipient(secret);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  const file = await encrypter.encrypt(`# reader\n# public key: ${recipient}\n${secret}\n`);
  const digest = sha256(new TextEncoder().encode(recipient));
  return { blob: asFile(file), recipient, fingerprint: fingerprintOf(digest) };
}

/**
 * @param {Seal} asked
 * @returns {Promise<Sealed>}
 */
async function sealed({ recipients, text }) {
  const encrypter = new Encrypter();
  try {
    for (const one of recipients) encrypter.addRecipient(one);
  } catch {
    throw new Faulty("seal");
  }
  return { blob: asFile(await encrypter.encrypt(text)) };
}

/** @param {Uint8Array} bytes */
const asFile = (bytes) => new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" });
