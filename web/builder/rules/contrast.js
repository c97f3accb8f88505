// Whether a color can be read on the site's papers: credfolio.drawing.contrast.
import { rounded } from "../../preview/words.js";
import { finding, list } from "../said.js";

/** @import { Finding } from "../said.js" */

/**
 * Red, green and blue of "#rrggbb".
 * @param {string} color
 */
const channels = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

/** @param {string} color */
function luminance(color) {
  const [r, g, b] = channels(color)
    .map((channel) => channel / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The lowest contrast of a color with a paper, and that paper.
 * @param {string} color
 */
function weakest(color) {
  const all = list("papers").map((paper) => {
    const [low, high] = [luminance(color), luminance(paper)].sort((a, b) => a - b);
    return { ratio: (high + 0.05) / (low + 0.05), paper };
  });
  return all.sort((a, b) => a.ratio - b.ratio || (a.paper < b.paper ? -1 : 1))[0];
}

/**
 * `color` with `step` of 255 steps toward `goal`, which is 0 or 255.
 * @param {string} color
 * @param {number} goal
 * @param {number} step
 */
function mixed(color, goal, step) {
  const digits = channels(color).map((channel) =>
    rounded(channel + ((goal - channel) * step) / 255)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${digits.join("")}`;
}

/**
 * @param {string} typed
 * @returns {Generator<Finding>}
 */
export function* accentContrast(typed) {
  const accent = `#${typed.replace(/^#/, "").toLowerCase()}`;
  const { ratio, paper } = weakest(accent);
  if (ratio >= list("contrast")) return;
  const goal = luminance(paper) < 0.5 ? 255 : 0;
  for (let step = 1; step < 256; step++) {
    const near = mixed(accent, goal, step);
    if (weakest(near).ratio < list("contrast")) continue;
    const values = { accent, ratio: ratio.toFixed(1), paper, nearest: near.slice(1) };
    yield finding("accent-contrast", ["accent"], values);
    return;
  }
}
