// Numbers and points of badges, written as the build writes them.

/** Rounded to a whole number; halves go to the even one, as in Python. @param {number} value */
export function halfEven(value) {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 ? below + 1 : below;
}

/** At most one decimal, and never a minus before zero. @param {number} value */
export function number(value) {
  // Only quarters lie between two decimals exactly; the nearest one settles all others.
  const isBetween = Number.isInteger(value * 4) && !Number.isInteger(value * 2);
  return String((isBetween ? halfEven(value * 10) / 10 : Number(value.toFixed(1))) + 0);
}

/**
 * A point; `turn` counts from the top, clockwise, 1 for the whole round.
 * @param {number} radius
 * @param {number} turn
 */
export function at(radius, turn) {
  const angle = 2 * Math.PI * turn;
  return `${number(radius * Math.sin(angle))} ${number(-radius * Math.cos(angle))}`;
}

/** @param {string[]} points */
export const polygon = (points) => `M${points.join("L")}Z`;
