// The filters and tests of the templates that are Jinja's own. The site's come with the view.
import { rounded } from "./words.js";

/**
 * @callback Filter
 * @param {unknown} value
 * @param {unknown[]} args
 * @param {Record<string, unknown>} named
 * @param {Record<string, Filter>} filters those of the site
 * @returns {unknown}
 */

/**
 * What `item` itself calls `name`.
 * @param {unknown} item
 * @param {unknown} name
 * @returns {unknown}
 */
function of(item, name) {
  const key = String(name);
  if (item === null || item === undefined || !Object.hasOwn(item, key)) return undefined;
  return /** @type {Record<string, unknown>} */ (item)[key];
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function items(value) {
  if (Array.isArray(value)) return value;
  return value instanceof Set || typeof value === "string" ? [...value] : [];
}

/** @type {Record<string, (value: unknown) => boolean>} */
export const TESTS = {
  none: (value) => value === null || value === undefined,
  defined: (value) => value !== undefined,
};

/**
 * -1, 0 or 1, as two numbers or two texts are compared; not a number for what has no order.
 * @param {unknown} left
 * @param {unknown} right
 */
export function order(left, right) {
  const [a, b] = /** @type {[number, number]} */ ([left, right]);
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number.NaN;
}

/** @type {Record<string, Filter>} */
export const FILTERS = {
  join: (value, [between = ""]) => items(value).join(String(between)),
  list: (value) => [...items(value)],
  length: (value) =>
    value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Set)
      ? Object.keys(value).length
      : items(value).length,
  lower: (value) => String(value).toLowerCase(),
  capitalize: (value) =>
    String(value).charAt(0).toUpperCase() + String(value).slice(1).toLowerCase(),
  urlencode: (value) =>
    encodeURIComponent(String(value))
      .replace(/%2F/g, "/")
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  replace: (value, [from, to]) => String(value ?? "").replaceAll(String(from), String(to)),
  round: (value) => rounded(Number(value)),
  int: (value) => Math.trunc(Number(value)),
  select: (value) => items(value).filter(Boolean),
  selectattr: (value, [name, test]) =>
    items(value).filter((one) =>
      test ? TESTS[String(test)](of(one, name)) : Boolean(of(one, name)),
    ),
  map: (value, [name], { attribute }, filters) =>
    items(value).map((one) =>
      attribute
        ? of(one, attribute)
        : (filters[String(name)] ?? FILTERS[String(name)])(one, [], {}, filters),
    ),
  sort: (value, _, { attribute, reverse = false }) => {
    /** @param {unknown} one */
    const key = (one) => (attribute ? of(one, attribute) : one);
    const way = reverse ? -1 : 1;
    return [...items(value)].sort((a, b) => way * order(key(a), key(b)));
  },
  dictsort: (value) =>
    Object.entries(value ?? {}).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
};
