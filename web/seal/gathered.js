// A stream as one file, without a heap of small pieces.
const PIECE = 4 << 20; // bytes that are put aside at a time

/**
 * A stream as one file; the browser may keep the pieces on its disk.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {(piece: Uint8Array) => void} seen  sees each piece
 */
export async function gathered(stream, seen = () => {}) {
  /** @type {Blob[]} */
  const done = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  let waiting = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done: isOver, value } = await reader.read();
    if (isOver) break;
    seen(value);
    waiting.push(new Uint8Array(value));
    size += value.length;
    if (size >= PIECE) {
      done.push(new Blob(waiting));
      waiting = [];
      size = 0;
    }
  }
  return new Blob([...done, ...waiting], { type: "application/octet-stream" });
}
