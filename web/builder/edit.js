// Changing a YAML text where it differs from new data, and nowhere else. Comments, order, quotes
// and line breaks of everything that did not change are the author's, and stay.
import { isMap, isNode, isScalar, isSeq } from "yaml";
import {
  filled,
  filledMap,
  isTable,
  keyOf,
  plain,
  readYaml,
  resolved,
  same,
  shapeOf,
  tableOf,
  typed,
  write,
} from "./record.js";

/**
 * @import { Pair, Scalar, YAMLMap, YAMLSeq } from "yaml"
 * @import { Read, Refused, Schema, Written, WrittenMap } from "./record.js"
 * @typedef {[start: number, end: number, words: string]} Edit between two offsets, what is new
 */

/**
 * @param {Written} value
 * @returns {Written}
 */
const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : isTable(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value;

/** @type {{text: string, read: Read | Refused} | null} */
let last = null;
/**
 * The text `original` with what differs in `data` exchanged in its place: other lines, comments and
 * the order stay. null where that cannot be done, which reading it again has shown.
 * @param {WrittenMap} data
 * @param {Schema} schema
 * @param {string} original
 */
export function changeYaml(data, schema, original) {
  const value = filledMap(data);
  if (last?.text !== original) last = { text: original, read: readYaml(original) };
  const before = last.read;
  if (!before.data || !before.document?.contents) return null;
  for (const deep of [true, false]) {
    const made = changedText(before, value, schema, deep);
    const check = made === null ? null : readYaml(made);
    if (check?.data && same(sorted(filledMap(check.data)), sorted(value))) return made;
  }
  return null;
}

/**
 * `deep` goes into values; without it a key whose value changed is written again as a whole.
 * @param {Read} before
 * @param {WrittenMap} value
 * @param {Schema} root
 * @param {boolean} deep
 */
function changedText(before, value, root, deep) {
  const made = new Changes(before.text, root, deep);
  const contents = before.document?.contents;
  const edits = isMap(contents) ? made.map(contents, value, root) : null;
  return edits && made.applied(edits);
}

class Changes {
  /**
   * @param {string} text
   * @param {Schema} root
   * @param {boolean} deep
   */
  constructor(text, root, deep) {
    this.text = text;
    this.root = root;
    this.deep = deep;
  }

  /**
   * @param {Edit[]} edits
   * @param {number} from
   * @param {number} to
   */
  applied(edits, from = 0, to = this.text.length) {
    let made = "";
    let at = from;
    for (const [start, end, words] of [...edits].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      made += this.text.slice(at, start) + words;
      at = end;
    }
    return made + this.text.slice(at, to);
  }

  /** @param {number} offset */
  lineStart(offset) {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }
  /** @param {number} offset */
  column(offset) {
    return offset - this.lineStart(offset);
  }

  /**
   * Where the lines of a node end; comments behind it on its last line belong to it.
   * @param {unknown} node
   * @returns {number}
   */
  endOf(node) {
    const [start, end] = rangeOf(lastIn(node));
    if (this.text[end - 1] === "\n" && end > start) return end;
    const line = this.text.indexOf("\n", end);
    return line < 0 ? this.text.length : line + 1;
  }

  /**
   * Where the notes right above a line begin, indented like it.
   * @param {number} start
   * @param {number} column
   */
  withNotes(start, column) {
    let from = start;
    while (from > 0) {
      const line = this.text.slice(this.lineStart(from - 1), from);
      if (!line.trim().startsWith("#") || line.search(/\S/) !== column) break;
      from = this.lineStart(from - 1);
    }
    return from;
  }

  /** @param {Pair} pair */
  endOfPair(pair) {
    return this.endOf(isNode(pair.value) && pair.value.range ? pair.value : pair.key);
  }
  /**
   * @param {string} words
   * @param {number} column
   */
  lines(words, column) {
    return words.replace(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
  }
  /**
   * Words that begin a line at `offset`, behind a last line that may lack its end.
   * @param {string} words
   * @param {number} offset
   */
  inserted(words, offset) {
    return (
      (offset === this.text.length && offset > 0 && this.text[offset - 1] !== "\n" ? "\n" : "") +
      words
    );
  }
  /**
   * @param {string} key
   * @param {Written} value
   * @param {Schema | undefined} schema
   */
  pair(key, value, schema) {
    return write({ [key]: typed(value, schema, this.root) });
  }

  /**
   * The edits that turn `node` into `next`; null where it is better written again.
   * @param {unknown} node
   * @param {Written} next
   * @param {Schema | undefined} schema
   * @param {number} column
   * @param {boolean} inFlow
   * @returns {Edit[] | null}
   */
  edits(node, next, schema, column, inFlow) {
    const old = filled(plain(node));
    if (same(old, next)) return [];
    if (!this.deep || !node) return null;
    if (isScalar(node) && typeof next === "string")
      return this.scalar(node, next, schema, column, inFlow);
    if (isMap(node) && isTable(next))
      return node.flow ? this.flow(node, next, schema) : this.map(node, next, schema);
    if (isSeq(node) && Array.isArray(next))
      return node.flow ? this.flow(node, next, schema) : this.seq(node, next, schema);
    return null;
  }

  /**
   * @param {Scalar} node
   * @param {string} next
   * @param {Schema | undefined} schema
   * @param {number} column
   * @param {boolean} inFlow
   * @returns {Edit[]}
   */
  scalar(node, next, schema, column, inFlow) {
    const [start, end] = rangeOf(node);
    const value = typed(next, schema, this.root);
    let words = this.lines(write({ k: value }).slice(2).replace(/\n$/, ""), column).replace(
      /^ /,
      "",
    );
    const behind = this.text.slice(
      end,
      this.text.indexOf("\n", end) < 0 ? undefined : this.text.indexOf("\n", end),
    );
    const isBlock = this.text[end - 1] === "\n" && end > start;
    const quotes =
      node.type === "QUOTE_DOUBLE" ||
      (words.includes("\n") && behind.trim() && !isBlock) ||
      (inFlow && !/^[A-Za-z0-9][\w. -]*$/.test(words));
    if (quotes && typeof value === "string") words = JSON.stringify(next);
    if (words.startsWith("\n")) words = JSON.stringify(next);
    const space = /[:-]/.test(this.text[start - 1] ?? "") && start === end ? " " : "";
    return [[start, end, `${space}${words}${isBlock ? "\n" : ""}`]];
  }

  /**
   * @param {Schema | undefined} schema
   * @param {string} key
   * @returns {Schema | undefined}
   */
  schemaOf(schema, key) {
    const here = shapeOf(schema, this.root) ?? resolved(schema, this.root);
    return here?.properties?.[key] ?? tableOf(here);
  }

  /**
   * @param {YAMLMap} node
   * @param {WrittenMap} next
   * @param {Schema | undefined} schema
   * @returns {Edit[] | null}
   */
  map(node, next, schema) {
    /** @type {Edit[]} */
    const edits = [];
    const pairs = node.items;
    const [first] = rangeOf(pairs[0].key);
    const column = this.column(first);
    const isOnDash = this.text.slice(this.lineStart(first), first).trim() !== "";
    const old = filledMap(plain(node));
    for (const [n, pair] of pairs.entries()) {
      const key = keyOf(pair);
      const [start] = rangeOf(pair.key);
      const end = this.endOfPair(pair);
      if (!(key in next)) {
        if (!(key in old)) continue; // it is there without a value, and may
        if (n === 0 && isOnDash) return null;
        edits.push([this.lineStart(start), end, ""]);
        continue;
      }
      const inner = this.edits(pair.value, next[key], this.schemaOf(schema, key), column, false);
      if (inner) edits.push(...inner);
      else
        edits.push([
          start,
          end,
          this.lines(this.pair(key, next[key], this.schemaOf(schema, key)), column),
        ]);
    }
    const known = pairs.map(keyOf);
    const order = Object.keys(shapeOf(schema, this.root)?.properties ?? {});
    for (const key of Object.keys(next)
      .filter((one) => !known.includes(one))
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
      const before =
        pairs.filter((pair) => order.indexOf(keyOf(pair)) < order.indexOf(key)).at(-1) ??
        (isOnDash ? pairs[0] : null);
      const offset = before ? this.endOfPair(before) : this.lineStart(first);
      const pair = this.pair(key, next[key], this.schemaOf(schema, key));
      const words = `${" ".repeat(column)}${this.lines(pair, column)}`;
      edits.push([offset, offset, this.inserted(words, offset)]);
    }
    return edits;
  }

  /**
   * @param {YAMLSeq} node
   * @param {Written[]} next
   * @param {Schema | undefined} schema
   * @returns {Edit[] | null}
   */
  seq(node, next, schema) {
    const rule = resolved(schema, this.root)?.items;
    const items = node.items;
    if (!items.length) return null;
    const dashes = items.map((item) => this.text.lastIndexOf("-", rangeOf(item)[0] - 1));
    if (dashes.some((dash) => this.text.slice(this.lineStart(dash), dash).trim() !== ""))
      return null;
    const olds = items.map((item) => filled(plain(item)));
    if (olds.includes(undefined)) return null;
    const column = this.column(dashes[0]);
    const ends = items.map((item) => this.endOf(item));
    const starts = ends.map((_, n) =>
      n ? ends[n - 1] : this.withNotes(this.lineStart(dashes[0]), column),
    );
    /** @param {Written} value */
    const fresh = (value) => this.lines(write([typed(value, rule, this.root)]), column);
    /**
     * @param {number} n
     * @param {Written} value
     * @returns {Edit[]}
     */
    const change = (n, value) => {
      const inner = this.edits(
        items[n],
        value,
        rule,
        isScalar(items[n]) ? column : column + 2,
        false,
      );
      return inner ?? [[dashes[n], ends[n], fresh(value)]];
    };
    const from = matched(olds, next);
    if (next.length === items.length && from.every((n, at) => n === at))
      return items.flatMap((_, n) => change(n, next[n]));
    const words = next.map((value, at) => {
      const n = from[at];
      const made =
        n === null
          ? " ".repeat(column) + fresh(value)
          : this.applied(change(n, value), starts[n], ends[n]);
      return made.endsWith("\n") ? made : `${made}\n`;
    });
    return [[starts[0], ends[ends.length - 1], words.join("")]];
  }

  /**
   * {a: 1} and [a, b]: values change in their places; more or fewer of them are written again.
   * @param {YAMLMap | YAMLSeq} node
   * @param {Written[] | WrittenMap} next
   * @param {Schema | undefined} schema
   * @returns {Edit[] | null}
   */
  flow(node, next, schema) {
    const pairs = isMap(node)
      ? node.items.map((pair) => ({ value: pair.value, key: keyOf(pair) }))
      : node.items.map((value, n) => ({ value, key: String(n) }));
    const keys = pairs.map(({ key }) => key);
    const values = new Map(Object.entries(next));
    if (same([...keys].sort(), Object.keys(next).sort())) {
      const inner = pairs.map(({ value, key }) => {
        const rule = isMap(node) ? this.schemaOf(schema, key) : resolved(schema, this.root)?.items;
        return this.edits(value, values.get(key), rule, 0, true);
      });
      if (inner.every((each) => each !== null)) return inner.flat();
    }
    const [start, end] = rangeOf(node);
    return this.text.slice(start, end).includes("#")
      ? null
      : [[start, end, inline(typed(next, schema, this.root))]];
  }
}

/**
 * The node at whose end `node` ends.
 * @param {unknown} node
 * @returns {unknown}
 */
function lastIn(node) {
  if ((!isMap(node) && !isSeq(node)) || node.flow || !node.items.length) return node;
  if (isSeq(node)) return lastIn(node.items.at(-1));
  const pair = node.items[node.items.length - 1];
  return lastIn(pair.value ?? pair.key);
}

/**
 * Where `node` begins and ends in the text that it was read from.
 * @param {unknown} node
 */
function rangeOf(node) {
  const range = isNode(node) ? node.range : null;
  if (!range) throw new TypeError("a node that was not read from a text");
  return range;
}

const SAFE = /^[A-Za-z][\w ./-]*$/;
const WORDS = /^(y|n|yes|no|true|false|on|off|null)$/i;
/**
 * @param {unknown} value
 * @returns {string}
 */
function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (isTable(value))
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}: ${inline(one)}`)
      .join(", ")}}`;
  if (typeof value === "number") return String(value);
  const text = String(value ?? null);
  const isSafe = SAFE.test(text) && !WORDS.test(text) && !/\s$/.test(text);
  return /^(yes|no)$/.test(text) || isSafe ? text : JSON.stringify(value ?? null);
}

/**
 * For each item of `next`, which of `olds` it was; null for a new one.
 * @param {Written[]} olds
 * @param {Written[]} next
 */
function matched(olds, next) {
  const free = new Set(olds.keys());
  /** @type {(number | null)[]} */
  const from = next.map(() => null);
  /** @param {(old: Written, value: Written) => boolean} fits */
  const take = (fits) =>
    next.forEach((value, at) => {
      if (from[at] !== null) return;
      const n = [...free].find((one) => fits(olds[one], value));
      if (n !== undefined) {
        from[at] = n;
        free.delete(n);
      }
    });
  take(same);
  for (const key of ["id", "title", "name", "number", "text", "heading"])
    take(
      (old, value) =>
        isTable(old) && isTable(value) && old[key] !== undefined && old[key] === value[key],
    );
  // What is left over on both sides is the same thing, changed, where there is as much of it.
  if (free.size === from.filter((n) => n === null).length) take(() => true);
  return from;
}
