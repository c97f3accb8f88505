// How large a submission is, and which ways of sending it fit. Pure.
import { count, fill, joined, listed } from "../../theme/assets/wording.js";
import { sizeInWords, WAYS } from "./sizes.js";
import { SAYS } from "./words.js";

/**
 * @param {number} files
 * @param {number} size  in bytes
 * @param {number | null} most  that the issuer's way takes; null where nobody says
 */
export function totalInWords(files, size, most) {
  const ways = WAYS.filter((one) => size <= one.most).map(({ name }) => name);
  const total = fill(SAYS.total, { files: count(files, "file"), size: sizeInWords(size) });
  if (most !== null && size > most) {
    return joined([total, fill(SAYS.routeTooSmall, { most: sizeInWords(most) })], " ");
  }
  return joined([total, ways.length > 0 && fill(SAYS.fits, { ways: listed(ways, "or") })], " ");
}
