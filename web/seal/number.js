// What a sealed submission is called: it follows from the bytes, so nobody has to assign one.
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 10;
const HALF = 5;
const BITS = 5;
const MARK = 20; // digits of a fingerprint

/**
 * The first 50 bits of a SHA-256 as ten digits in two fives, such as "k7qm3-xw9t2".
 * @param {Uint8Array} digest
 */
export function numberOf(digest) {
  let value = 0n;
  for (const byte of digest.subarray(0, 7)) value = (value << 8n) | BigInt(byte);
  value >>= 6n;
  const text = Array.from({ length: LENGTH }, (_, n) => {
    const shift = BigInt((LENGTH - 1 - n) * BITS);
    return DIGITS[Number((value >> shift) & 31n)];
  }).join("");
  return `${text.slice(0, HALF)}-${text.slice(HALF)}`;
}

/**
 * The first 100 bits of the SHA-256 of a recipient as twenty digits in fives, to compare by voice.
 * @param {Uint8Array} digest
 */
export function fingerprintOf(digest) {
  let value = 0n;
  for (const byte of digest.subarray(0, 13)) value = (value << 8n) | BigInt(byte);
  value >>= 4n;
  const text = Array.from({ length: MARK }, (_, n) => {
    const shift = BigInt((MARK - 1 - n) * BITS);
    return DIGITS[Number((value >> shift) & 31n)];
  }).join("");
  return text.match(/.{5}/g)?.join("-") ?? "";
}
