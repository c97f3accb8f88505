// How large a submission may be, and which ways of sending it take it.
export const MOST_BYTES = 250e6;
export const MOST_FILES = 60;

/**
 * What ways of sending a file take, smallest first. Mail grows a file by a third, so 25 MB of a
 * mailbox are 15 to 18 MB of a file.
 */
export const WAYS = [
  { name: "an e-mail", most: 15e6 },
  { name: "an upload form", most: MOST_BYTES },
];

const UNITS = ["bytes", "KB", "MB", "GB"];

/**
 * "15 KB", "1.5 MB".
 * @param {number} bytes
 */
export function sizeInWords(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
