// The archive inside a sealed submission, made while it is read: nothing is held whole in memory.
// Evidence is stored as it is. The manifest comes last, because it has the digests of the files.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";

/**
 * @typedef {object} Chosen a file that was chosen, and what is said of it
 * @property {File} file
 * @property {number} part
 * @property {string} item
 * @property {string} student_data
 * @property {boolean} consent
 *
 * @typedef {Record<string, unknown>} Said everything in the manifest but the files
 *
 * @typedef {object} PackedFile
 * @property {string} name
 * @property {string} original
 * @property {number} part
 * @property {string} item
 * @property {number} bytes
 * @property {string} sha256
 * @property {string} student_data
 * @property {boolean} consent
 */

/** The day in the archive says nothing: no time leaves with it. */
const NO_DAY = new Date(1980, 0, 2);
const ENDING = /\.([a-z0-9]{1,8})$/;

/** A file that could not be read to its end; `file` is its name. */
export class Unreadable extends Error {
  /** @param {string} name */
  constructor(name) {
    super(name);
    this.file = name;
  }
}

/**
 * "evidence/001.mp4": a number instead of its own name, and an ending if it is plain.
 * @param {number} n
 * @param {string} original
 */
export function nameInside(n, original) {
  const ending = ENDING.exec(original.toLowerCase())?.[1];
  return `evidence/${String(n + 1).padStart(3, "0")}${ending ? `.${ending}` : ""}`;
}

/**
 * The bytes of the archive, piece by piece; `told` hears of each piece of evidence that was read.
 * @param {string} worksheet
 * @param {Said} said
 * @param {Chosen[]} chosen
 * @param {(bytes: number) => void} told
 * @param {(files: PackedFile[]) => void} packed
 */
async function* pieces(worksheet, said, chosen, told, packed) {
  /** @type {Uint8Array[]} */
  const ready = [];
  /** @type {Error | null} */
  let fault = null;
  const zip = new Zip((error, data) => {
    if (error) fault = error;
    else ready.push(data);
  });
  /** @param {ZipDeflate | ZipPassThrough} entry */
  const add = (entry) => {
    entry.mtime = NO_DAY;
    zip.add(entry);
    return entry;
  };
  const drained = () => {
    if (fault) throw fault;
    return ready.splice(0);
  };

  add(new ZipDeflate("worksheet.json")).push(strToU8(worksheet), true);
  yield* drained();
  /** @type {PackedFile[]} */
  const files = [];
  for (const [n, { file, ...about }] of chosen.entries()) {
    const name = nameInside(n, file.name);
    const entry = add(new ZipPassThrough(name));
    const digest = sha256.create();
    let bytes = 0;
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Unreadable(file.name);
      });
      if (done) break;
      digest.update(value);
      bytes += value.length;
      entry.push(value);
      told(value.length);
      yield* drained();
    }
    entry.push(new Uint8Array(0), true);
    yield* drained();
    files.push({ name, original: file.name, ...about, bytes, sha256: bytesToHex(digest.digest()) });
  }
  packed(files);
  add(new ZipDeflate("manifest.json")).push(strToU8(JSON.stringify({ ...said, files })), true);
  zip.end();
  yield* drained();
}

/**
 * The archive as a stream that is made as fast as it is read.
 * @param {Parameters<typeof pieces>} given
 */
export function archiveOf(...given) {
  const made = pieces(...given);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await made.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
