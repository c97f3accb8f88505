// @ts-nocheck
import { rounded } from "./words.js";

// The filters and tests of the templates that are Jinja's own. The site's come with the view.
const of = (item, name) =>
  item === null || item === undefined || !Object.hasOwn(item, name) ? undefined : item[name];
const items = (value) => (value instanceof Set ? [...value] : (value ?? []));

export const TESTS = {
  none: (value) => value === null || value === undefined,
  defined: (value) => value !== undefined,
};

export const FILTERS = {
  join: (value, [between = ""]) => items(value).join(between),
  list: (value) => [...items(value)],
  length: (value) =>
    typeof value === "string"
      ? [...value].length
      : (items(value).length ?? Object.keys(value).length),
  lower: (value) => String(value).toLowerCase(),
  capitalize: (value) =>
    String(value).charAt(0).toUpperCase() + String(value).slice(1).toLowerCase(),
  urlencode: (value) =>
    encodeURIComponent(value)
      .replace(/%2F/g, "/")
      .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  replace: (value, [from, to]) => String(value ?? "").replaceAll(from, to),
  round: (value) => rounded(value),
  int: (value) => Math.trunc(value),
  select: (value) => items(value).filter(Boolean),
  selectattr: (value, [name, test]) =>
    items(value).filter((one) => (test ? TESTS[test](of(one, name)) : Boolean(of(one, name)))),
  map: (value, [name], { attribute }, filters) =>
    items(value).map((one) =>
      attribute ? of(one, attribute) : (filters[name] ?? FILTERS[name])(one, [], {}, filters),
    ),
  sort: (value, _, { attribute, reverse = false }) => {
    const key = (one) => (attribute ? of(one, attribute) : one);
    const way = reverse ? -1 : 1;
    return [...items(value)].sort((a, b) => (key(a) < key(b) ? -way : key(a) > key(b) ? way : 0));
  },
  dictsort: (value) =>
    Object.entries(value ?? {}).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
};
