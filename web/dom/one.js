// Elements that a page's own template promises.

/**
 * The first element that `selector` finds in `root`; throws where the template lacks it.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function one(root, selector) {
  return oneOf(root, selector, HTMLElement);
}

/**
 * The first element that `selector` finds in `root`, which is of the class `kind`.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{new (): T}} kind
 * @returns {T}
 */
export function oneOf(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new TypeError(`The page has no ${kind.name} at ${selector}`);
}

/**
 * Every element that `selector` finds in `root`.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function all(root, selector) {
  return [...root.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);
}
