// The parts of a PNG picture (PNG specification, 3rd edition, section 5) that badges need.

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const KEYWORD = "openbadgecredential"; // Open Badges 3.0, section 5.3.1

const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/**
 * The CRC of `bytes`, as section 5.5 has it.
 * @param {Uint8Array} bytes
 */
export function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CHECKSUMS[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/**
 * The picture `png` with `credential`, a JSON text, in an uncompressed iTXt chunk before its end.
 * The text is written in ASCII, and braces inside strings as \u007b and \u007d: a wallet counts
 * them.
 * @param {Uint8Array} png
 * @param {string} credential
 */
export function bake(png, credential) {
  if (!SIGNATURE.every((byte, n) => png[n] === byte)) throw new TypeError("This is not a PNG");
  const text = asciiJson(credential);
  // Keyword NUL, not compressed, method 0, no language NUL, no translated keyword NUL, text.
  const body = new TextEncoder().encode(`iTXt${KEYWORD}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, checksum(body));
  const end = png.length - 12; // IEND is always the last chunk and empty
  const baked = new Uint8Array(png.length + chunk.length);
  baked.set(png.subarray(0, end));
  baked.set(chunk, end);
  baked.set(png.subarray(end), end + chunk.length);
  return baked;
}

/**
 * The same JSON, written without a letter beyond ASCII and without a brace inside a string.
 * @param {string} text
 */
function asciiJson(text) {
  return text
    .trim()
    .replace(/"(?:[^"\\]|\\.)*"/g, (string) => string.replace(/[{}]/g, escaped))
    .replace(/[^\x00-\x7f]/g, escaped);
}

/** @param {string} letter */
function escaped(letter) {
  return "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0");
}
