// Folders of this computer: read whole, written file by file, each whole or not at all.

/**
 * @import { Found } from "./job.js"
 *
 * @typedef {object} Folder a folder that was chosen; `handle` only where the browser may write
 * @property {string} name
 * @property {FileSystemDirectoryHandle | null} handle
 * @property {File[]} chosen  what was chosen where it may not
 *
 * @typedef {{ path: string, blob: Blob | null }} Change
 */

/** @typedef {{ values: () => AsyncIterable<FileSystemHandle> }} Listing */
/**
 * @typedef {object} Picking
 * @property {(options: object) => Promise<FileSystemDirectoryHandle>} [showDirectoryPicker]
 */

export const MOST_BYTES = 200_000_000;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** What tools keep there; a site only at the top, where it is built. */
const LEFT_OUT = /(?:^|\/)(?:\.git|\.venv|\.cache|node_modules)(?:\/|$)|^site(?:\/|$)/;

/** A file that is not what it was when it was read; `file` is its path. */
export class Changed extends Error {
  /** @param {string} file */
  constructor(file) {
    super(file);
    this.file = file;
  }
}

/** A file that could not be read or saved. */
export class Failed extends Error {
  /** Files that were saved before it. */
  done = 0;

  /**
   * @param {string} file
   * @param {unknown} why
   */
  constructor(file, why) {
    super(why instanceof Error ? why.message : String(why));
    this.file = file;
  }
}

/** The folder holds more than records of an office can be. */
export class TooMuch extends Error {}

/** Whether this browser may write into a folder. */
export const mayWrite = () => "showDirectoryPicker" in globalThis;

/**
 * A folder that somebody chooses; null when they choose none.
 * @param {string} id  where the browser begins the next time
 * @returns {Promise<Folder | null>}
 */
export async function pickFolder(id) {
  const { showDirectoryPicker } = /** @type {Picking} */ (/** @type {unknown} */ (globalThis));
  const handle = await showDirectoryPicker?.({ id, mode: "readwrite" }).catch(() => null);
  return handle ? { name: handle.name, handle, chosen: [] } : null;
}

/**
 * Every file of the folder by its path in it, without what tools keep.
 * @param {Folder} folder
 * @param {number} most
 * @returns {Promise<Found[]>}
 */
export async function filesOf({ handle, chosen }, most = MOST_BYTES) {
  /** @type {Found[]} */
  const found = [];
  if (handle) await collect(handle, "", found);
  else {
    for (const file of chosen) {
      const [, ...steps] = file.webkitRelativePath.split("/");
      const path = steps.join("/");
      if (path && !LEFT_OUT.test(path)) found.push({ path, file });
    }
  }
  if (found.reduce((sum, { file }) => sum + file.size, 0) > most) throw new TooMuch();
  return found;
}

/**
 * The commit that git has checked out in the folder; "" where it does not say: there is no `.git`,
 * or only the file that leads to it from another working tree.
 * @param {Folder} folder
 */
export async function commitOf({ handle, chosen }) {
  /** @param {string} path */
  const text = async (path) => {
    const own = chosen.find((one) => one.webkitRelativePath.replace(/^[^/]+\//, "") === path);
    const file = handle ? await fileAt(handle, path) : own;
    return (await file?.text().catch(() => "")) ?? "";
  };
  const head = (await text(".git/HEAD")).trim();
  const ref = /^ref: (refs\/\S+)$/.exec(head)?.[1];
  if (!ref) return COMMIT.test(head) ? head : "";
  const own = (await text(`.git/${ref}`)).trim();
  if (COMMIT.test(own)) return own;
  const packed = (await text(".git/packed-refs")).split("\n").map((row) => row.split(" "));
  const found = packed.find(([, name]) => name === ref)?.[0] ?? "";
  return COMMIT.test(found) ? found : "";
}

/**
 * @param {FileSystemDirectoryHandle} handle
 * @param {string} way
 * @param {Found[]} found
 */
async function collect(handle, way, found) {
  const listing = /** @type {Listing} */ (/** @type {unknown} */ (handle));
  for await (const one of listing.values()) {
    const path = `${way}${one.name}`;
    if (one instanceof FileSystemFileHandle) found.push({ path, file: await one.getFile() });
    else if (one instanceof FileSystemDirectoryHandle && !LEFT_OUT.test(path)) {
      await collect(one, `${path}/`, found);
    }
  }
}

/**
 * The files of the folder itself.
 * @param {Folder} folder
 * @returns {Promise<File[]>}
 */
export async function topFiles({ handle, chosen }) {
  if (!handle) return chosen;
  /** @type {File[]} */
  const found = [];
  const listing = /** @type {Listing} */ (/** @type {unknown} */ (handle));
  for await (const one of listing.values()) {
    if (one instanceof FileSystemFileHandle) found.push(await one.getFile());
  }
  return found;
}

/**
 * Throws `Changed` when a file that is to be written is not the one that was read.
 * @param {FileSystemDirectoryHandle} root
 * @param {string[]} paths
 * @param {Found[]} read
 */
export async function refuseChanged(root, paths, read) {
  const known = new Map(read.map(({ path, file }) => [path, file]));
  for (const path of paths) {
    const was = known.get(path);
    const now = await fileAt(root, path);
    const isSame = now?.size === was?.size && now?.lastModified === was?.lastModified;
    if (!isSame) throw new Changed(path);
  }
}

/**
 * Writes and removes files, each whole or not at all. Throws `Failed`.
 * @param {FileSystemDirectoryHandle} root
 * @param {Change[]} changes
 * @param {() => void} next  called before each
 */
export async function save(root, changes, next) {
  for (const { path, blob } of changes) {
    next();
    try {
      if (blob) await write(root, path, blob);
      else await remove(root, path);
    } catch (error) {
      throw new Failed(path, error);
    }
  }
}

/**
 * Moves a file in its folder; deletes it where `to` is "".
 * @param {FileSystemDirectoryHandle} root
 * @param {string} name
 * @param {string} to
 */
export async function move(root, name, to) {
  try {
    const file = await fileAt(root, name);
    if (!file) return; // somebody did it already
    if (to) await write(root, to, file);
    await remove(root, name);
  } catch (error) {
    throw new Failed(name, error);
  }
}

/**
 * @param {FileSystemDirectoryHandle} root
 * @param {string} path
 * @returns {Promise<File | null>}
 */
async function fileAt(root, path) {
  try {
    const { folder, name } = await placeOf(root, path, false);
    return await (await folder.getFileHandle(name)).getFile();
  } catch {
    return null;
  }
}

/**
 * The browser writes into a copy, which takes the place of the file when all is written.
 * @param {FileSystemDirectoryHandle} root
 * @param {string} path
 * @param {Blob} blob
 */
async function write(root, path, blob) {
  const { folder, name } = await placeOf(root, path, true);
  const out = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await blob.stream().pipeTo(out);
}

/**
 * @param {FileSystemDirectoryHandle} root
 * @param {string} path
 */
async function remove(root, path) {
  const { folder, name } = await placeOf(root, path, false);
  await folder.removeEntry(name);
}

/**
 * @param {FileSystemDirectoryHandle} root
 * @param {string} path
 * @param {boolean} create
 */
async function placeOf(root, path, create) {
  const steps = path.split("/");
  const name = steps.pop() ?? "";
  let folder = root;
  for (const one of steps) folder = await folder.getDirectoryHandle(one, { create });
  return { folder, name };
}
