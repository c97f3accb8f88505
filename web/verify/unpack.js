// Unpack compressed bytes, and stop long before they fill the memory.

/** @import { Bytes } from "./shape.js" */

/**
 * What `packed` (format "gzip" or "deflate", which is zlib's) holds, cut after `most` + 1 bytes.
 * Throws a `TypeError` when it is damaged, cut off, or followed by something else.
 * @param {Bytes} packed
 * @param {CompressionFormat} format
 * @param {number} most
 */
export async function unpack(packed, format, most) {
  const reader = new Blob([packed])
    .stream()
    .pipeThrough(new DecompressionStream(format))
    .getReader();
  /** @type {Bytes[]} */
  const parts = [];
  let size = 0;
  while (size <= most) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  reader.cancel().catch(() => {});
  return new Uint8Array(await new Blob(parts).arrayBuffer()).subarray(0, most + 1);
}
