// What a sealed submission is called: it follows from the bytes, so nobody has to assign one.
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const NUMBER = 10; // digits
const FINGERPRINT = 20;
const BITS = 5; // of a digit

/**
 * The first 50 bits of a SHA-256 as ten digits in two fives, such as "k7qm3-xw9t2".
 * @param {Uint8Array} digest
 */
export const numberOf = (digest) => inFives(digest, NUMBER);

/**
 * The first 100 bits of the SHA-256 of a recipient as twenty digits in fives, to compare by voice.
 * @param {Uint8Array} digest
 */
export const fingerprintOf = (digest) => inFives(digest, FINGERPRINT);

/**
 * @param {Uint8Array} digest
 * @param {number} length  how many digits
 */
function inFives(digest, length) {
  const bytes = Math.ceil((length * BITS) / 8);
  let value = 0n;
  for (const byte of digest.subarray(0, bytes)) value = (value << 8n) | BigInt(byte);
  value >>= BigInt(bytes * 8 - length * BITS);
  const text = Array.from({ length }, (_, n) => {
    const shift = BigInt((length - 1 - n) * BITS);
    return DIGITS[Number((value >> shift) & 31n)];
  }).join("");
  return text.match(/.{5}/g)?.join("-") ?? "";
}
