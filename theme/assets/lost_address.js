// What an address that is not there was probably meant to be: what was stuck to it comes off.

// Text around a link and the tails that mail and social networks add end an address for nobody.
const TAIL = /[&;?].*$/s;
const AROUND = /^[\s"'“”„«»‘’(<[]+|[\s"'“”„«»‘’)>\].,:;!…*_~]+$/gu;

/**
 * The steps of `path` as this site writes them: lower case, hyphens, nothing stuck to them.
 * @param {string} path
 * @returns {string[]}
 */
export function plainSteps(path) {
  return path
    .replace(/\/?(index\.html?)?$/i, "")
    .split("/")
    .map((step) => decoded(step).replace(TAIL, "").replace(AROUND, ""))
    .map((step) => step.toLowerCase().replace(/[_\s]+/g, "-"))
    .filter(Boolean);
}

/**
 * Addresses to try, the likeliest first: the plain one, then the page above it.
 * @param {string} path
 * @returns {string[][]}
 */
export function nearerSteps(path) {
  const plain = plainSteps(path);
  return [plain, plain.slice(0, -1)].filter((steps) => steps.length > 1);
}

/** @param {string} step */
function decoded(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
