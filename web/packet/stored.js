// The files of a zip in which everything is stored as it is, as slices: nothing is copied.
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST = 61; // sixty files, and what is said of them
const MOST_LIST = 100_000;
const NAME = /^(?:packet\.json|evidence\/[0-9]{3}(?:\.[a-z0-9]{1,8})?)$/;

/**
 * Throws for what is no such archive.
 * @param {Blob} archive
 * @returns {Promise<Map<string, Blob>>}
 */
export async function filesIn(archive) {
  const end = await view(archive, archive.size - END_BYTES, END_BYTES);
  const number = end.getUint16(10, true);
  const size = end.getUint32(12, true);
  if (end.getUint32(0, true) !== END || number > MOST || size > MOST_LIST) throw new Error("end");
  const list = await view(archive, end.getUint32(16, true), size);
  /** @type {Map<string, Blob>} */
  const found = new Map();
  let at = 0;
  for (let n = 0; n < number; n += 1) {
    if (list.getUint32(at, true) !== ENTRY || list.getUint16(at + 10, true) !== 0) {
      throw new Error("entry");
    }
    const bytes = list.getUint32(at + 20, true);
    const length = list.getUint16(at + 28, true);
    const name = new TextDecoder().decode(
      new Uint8Array(list.buffer, list.byteOffset + at + ENTRY_BYTES, length),
    );
    if (!NAME.test(name) || found.has(name)) throw new Error("name");
    const begin = list.getUint32(at + 42, true);
    const local = await view(archive, begin, LOCAL_BYTES);
    if (local.getUint32(0, true) !== LOCAL) throw new Error("local");
    const data = begin + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    if (data + bytes > archive.size) throw new Error("short");
    found.set(name, archive.slice(data, data + bytes));
    at += ENTRY_BYTES + length + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return found;
}

/**
 * @param {Blob} blob
 * @param {number} begin
 * @param {number} bytes
 */
async function view(blob, begin, bytes) {
  if (begin < 0 || begin + bytes > blob.size) throw new Error("short");
  return new DataView(await blob.slice(begin, begin + bytes).arrayBuffer());
}
