// What surrounds the middle of a badge, in the ring between 33 and 46 units. A figure is the path
// of one repeat: `turn` says where it begins, `step` how much of the round is its own.
import { at, halfEven, number, polygon } from "./badge_shapes.js";

/**
 * @typedef {(turn: number, step: number) => string} Figure
 * @typedef {{figure: Figure, stroke: number, folds: number[]}} Ornament a stroke of 0 is filled
 */

/** @type {Figure} */
function braid(turn, step) {
  /** @param {number} radius @param {number} start */
  const bow = (radius, start) => `Q${at(radius, start + step / 4)} ${at(39.7, start + step / 2)}`;
  const middle = turn + step / 2;
  const waves = [bow(49, turn) + bow(30.5, middle), bow(30.5, turn) + bow(49, middle)];
  return waves.map((wave) => `M${at(39.7, turn)}${wave}`).join("");
}

/** @type {Figure} */
function loop(turn) {
  const [near, far] = [at(9, turn), at(45, turn)]; // the medallion covers the inner half
  return `M${near}A18 18 0 1 1 ${far}A18 18 0 1 1 ${near}`;
}

/** @type {Figure} the share of a round at which a chord touches the medallion's rim */
const chord = (turn, step) => `M${at(45, turn)}L${at(45, turn + halfEven(0.22 / step) * step)}`;

/** @type {Figure} */
const cross = (turn, step) =>
  [turn + 1.5 * step, turn - 1.5 * step].map((end) => `M${at(33, turn)}L${at(45.5, end)}`).join("");

/** @type {Figure} */
function scale(turn, step) {
  /** @param {number} radius */
  const bow = (radius) => {
    const reach = number(radius * Math.sin(Math.PI * step) * 1.02);
    return `M${at(radius, turn - step / 2)}A${reach} ${reach} 0 0 1 ${at(radius, turn + step / 2)}`;
  };
  return bow(39.6) + bow(34.3);
}

/** @type {Figure} */
function pill(turn, step) {
  /** @param {number} radius @param {number} start */
  const bar = (radius, start) => {
    const end = at(radius, start + 0.56 * step);
    return `M${at(radius, start)}A${radius} ${radius} 0 0 1 ${end}`;
  };
  return bar(42.7, turn - 0.28 * step) + bar(36.6, turn + 0.22 * step);
}

/** @type {Figure} */
const bead = (turn, step) => `M${at(39.7, turn + step / 2)}h0`;

/** @type {Figure} */
function tooth(turn, step) {
  const [left, right] = [at(46.4, turn - step / 2), at(46.4, turn + step / 2)];
  return `M${at(34, turn)}L${right}A46.4 46.4 0 0 0 ${left}Z`;
}

/** @type {Figure} */
function lozenge(turn, step) {
  const [right, left] = [at(39.5, turn + step / 2), at(39.5, turn - step / 2)];
  return polygon([at(34, turn), right, at(45, turn), left]);
}

/** @type {Figure} one leaf of a wreath that grows up both sides from the foot, open at the top */
function leaf(turn, step) {
  const root = turn + step / 2;
  if (!(step < root && root < 1 - step)) return "";
  const up = root < 0.5 ? -step : step;
  const tip = at(44.5, root + 0.75 * up);
  const [outer, inner] = [at(47, root - 0.05 * up), at(34, root + 0.75 * up)];
  return `M${at(35, root)}Q${outer} ${tip}Q${inner} ${at(35, root)}`;
}

/** @type {Ornament[]} */
export const ORNAMENTS = [
  { figure: braid, stroke: 1.8, folds: [8, 10, 12] },
  { figure: loop, stroke: 1.4, folds: [8, 10, 12] },
  { figure: chord, stroke: 1.5, folds: [13, 16, 19] },
  { figure: cross, stroke: 1.5, folds: [16, 20, 24] },
  { figure: scale, stroke: 1.8, folds: [12, 16, 20] },
  { figure: pill, stroke: 3.4, folds: [8, 10, 12] },
  { figure: bead, stroke: 6, folds: [14, 18, 22] },
  { figure: tooth, stroke: 0, folds: [14, 18, 24] },
  { figure: lozenge, stroke: 0, folds: [8, 10, 12] },
  { figure: leaf, stroke: 0, folds: [14, 18, 22] },
];
