// What a command changed, put into the folders of this computer, or into one ZIP.
import { zipSync } from "fflate";
import { Failed, move, refuseChanged, save } from "./folders.js";
import { PLACES } from "./job.js";

/**
 * @import { Done, Found } from "./job.js"
 * @import { Change, Folder } from "./folders.js"
 *
 * @typedef {object} Places
 * @property {Folder} records
 * @property {Found[]} read  what was read of the records
 * @property {Folder | null} out
 * @property {Folder | null} came
 * @property {boolean} isPublic  whether what is made for others goes into the public repository
 *
 * @typedef {object} Saved
 * @property {number} files  that were saved, or are in the ZIP
 * @property {number} records  how many of them are private records
 * @property {boolean} isPublic  whether the others go into the public repository
 * @property {number} inFolders  how many of them were saved
 * @property {boolean} isWriter  whether this browser writes into folders
 * @property {Blob | null} zip  of what no folder took
 * @property {Record<string, string>} moves  that are left to do
 */

/**
 * Saves what `done` changed: first what was made for others, then the records, then files that came
 * in are moved, as the command does it. Throws `Changed` and `Failed`.
 * @param {Done} done
 * @param {Places} places
 * @param {(n: number, of: number) => void} told
 * @returns {Promise<Saved>}
 */
export async function saveAll(done, { records, read, out, came, isPublic }, told) {
  const own = `${PLACES.records}/`;
  /** @type {Change[]} */
  const changes = [...done.files, ...done.removed.map((path) => ({ path, blob: null }))];
  const mine = changes.filter(({ path }) => path.startsWith(own));
  const others = changes.filter(({ path }) => !path.startsWith(own));
  /** @type {Change[]} */
  const left = [];
  const inRecords = mine.map((one) => ({ ...one, path: one.path.slice(own.length) }));
  const inside = others.map((one) => ({ ...one, path: one.path.replace(/^[^/]+\//, "") }));
  // Only in the ZIP of a round do folders stand next to each other.
  if (!out?.handle) left.push(...(isPublic ? inside : others));
  if (!records.handle) left.push(...mine);
  const inFolders = changes.length - left.length;
  const moves = Object.entries(done.moves);
  const zip = left.length ? await zipOf(left) : null;
  let n = 0;
  const next = () => {
    n += 1;
    told(n, inFolders + (came?.handle ? moves.length : 0));
  };
  if (records.handle) {
    const paths = inRecords.map(({ path }) => path);
    await refuseChanged(records.handle, paths, read);
  }
  try {
    if (out?.handle) await save(out.handle, inside, next);
    if (records.handle) await save(records.handle, inRecords, next);
    if (came?.handle) {
      for (const [name, to] of moves) {
        next();
        await move(came.handle, name, to);
      }
    }
  } catch (error) {
    if (error instanceof Failed) error.done = n - 1;
    throw error;
  }
  return {
    files: changes.length,
    records: mine.length,
    isPublic,
    inFolders,
    isWriter: records.handle !== null,
    zip,
    moves: came?.handle ? {} : done.moves,
  };
}

/**
 * The same changes make the same ZIP.
 * @param {Change[]} changes
 */
async function zipOf(changes) {
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const { path, blob } of changes) {
    if (blob) files[path] = new Uint8Array(await blob.arrayBuffer());
  }
  const removed = changes.filter(({ blob }) => !blob).map(({ path }) => path);
  if (removed.length) {
    files["DELETE-THESE.txt"] = new TextEncoder().encode(`${removed.join("\n")}\n`);
  }
  const bytes = zipSync(files, { level: 0, mtime: new Date(1980, 0, 2) });
  return new Blob([new Uint8Array(bytes)], { type: "application/zip" });
}
