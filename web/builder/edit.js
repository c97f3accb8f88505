// @ts-nocheck
// Changing a YAML text where it differs from new data, and nowhere else. Comments, order, quotes and
// line breaks of everything that did not change are the author's, and stay.
//
// An edit is [start, end, words]: the text between two offsets and what stands there instead.
import { isMap, isScalar, isSeq } from "yaml";
import { filled, plain, readYaml, resolved, same, shapeOf, typed, write } from "./record.js";

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === "object"
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value;

let last = {};
// The text `original` with what differs in `data` exchanged in its place: other lines, comments and
// the order stay. null where that cannot be done, which reading it again has shown.
export function changeYaml(data, schema, original) {
  const value = filled(data) ?? {};
  if (last.text !== original) last = { text: original, read: readYaml(original) };
  const before = last.read;
  if (!before.document?.contents) return null;
  for (const deep of [true, false]) {
    const made = changedText(before, value, schema, deep);
    const check = made === null ? {} : readYaml(made);
    if (check.data && same(sorted(filled(check.data) ?? {}), sorted(value))) return made;
  }
  return null;
}

// `deep` goes into values; without it a key whose value changed is written anew as a whole.
function changedText(before, value, root, deep) {
  const made = new Changes(before.text, root, deep);
  const edits = made.map(before.document.contents, value, root);
  return edits && made.applied(edits);
}

class Changes {
  constructor(text, root, deep) {
    Object.assign(this, { text, root, deep });
  }

  applied(edits, from = 0, to = this.text.length) {
    let made = "";
    let at = from;
    for (const [start, end, words] of edits
      .map((edit, n) => [...edit, n])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[3] - b[3])) {
      made += this.text.slice(at, start) + words;
      at = end;
    }
    return made + this.text.slice(at, to);
  }

  lineStart(offset) {
    return this.text.lastIndexOf("\n", offset - 1) + 1;
  }
  column(offset) {
    return offset - this.lineStart(offset);
  }

  // Where the lines of a node end; comments behind it on its last line belong to it.
  endOf(node) {
    const last = (one) => {
      if ((isMap(one) || isSeq(one)) && !one.flow && one.items.length) {
        const item = one.items.at(-1);
        return isMap(one) ? last(item.value ?? item.key) : last(item);
      }
      return one;
    };
    const end = last(node).range[1];
    if (this.text[end - 1] === "\n" && end > last(node).range[0]) return end;
    const line = this.text.indexOf("\n", end);
    return line < 0 ? this.text.length : line + 1;
  }

  // Where the notes begin that stand right above a line, as far in as it.
  withNotes(start, column) {
    let from = start;
    while (from > 0) {
      const line = this.text.slice(this.lineStart(from - 1), from);
      if (!line.trim().startsWith("#") || line.search(/\S/) !== column) break;
      from = this.lineStart(from - 1);
    }
    return from;
  }

  endOfPair(pair) {
    return this.endOf(pair.value?.range ? pair.value : pair.key);
  }
  lines(words, column) {
    return words.replace(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
  }
  // Words that begin a line at `offset`, behind a last line that may lack its end.
  inserted(words, offset) {
    return (
      (offset === this.text.length && offset > 0 && this.text[offset - 1] !== "\n" ? "\n" : "") +
      words
    );
  }
  pair(key, value, schema) {
    return write({ [key]: typed(value, schema, this.root) });
  }

  // The edits that turn `node` into `next`; null where it is better written anew.
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

  scalar(node, next, schema, column, inFlow) {
    const [start, end] = node.range;
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

  schemaOf(schema, key) {
    const here = shapeOf(schema, this.root) ?? resolved(schema, this.root);
    return (
      here?.properties?.[key] ??
      (isTable(here?.additionalProperties) ? here.additionalProperties : undefined)
    );
  }

  map(node, next, schema) {
    const edits = [];
    const pairs = node.items;
    const column = this.column(pairs[0].key.range[0]);
    const isOnDash =
      this.text.slice(this.lineStart(pairs[0].key.range[0]), pairs[0].key.range[0]).trim() !== "";
    const old = filled(plain(node)) ?? {};
    for (const [n, pair] of pairs.entries()) {
      const key = String(pair.key.value);
      const start = pair.key.range[0];
      const end = this.endOfPair(pair);
      if (!(key in next)) {
        if (!(key in old)) continue; // it stands there without a value, and may
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
    const known = pairs.map((pair) => String(pair.key.value));
    const order = Object.keys(shapeOf(schema, this.root)?.properties ?? {});
    for (const key of Object.keys(next)
      .filter((one) => !known.includes(one))
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
      const before =
        pairs.filter((pair) => order.indexOf(String(pair.key.value)) < order.indexOf(key)).at(-1) ??
        (isOnDash ? pairs[0] : null);
      const offset = before ? this.endOfPair(before) : this.lineStart(pairs[0].key.range[0]);
      const words = `${" ".repeat(column)}${this.lines(this.pair(key, next[key], this.schemaOf(schema, key)), column)}`;
      edits.push([offset, offset, this.inserted(words, offset)]);
    }
    return edits;
  }

  seq(node, next, schema) {
    const rule = resolved(schema, this.root)?.items;
    const items = node.items;
    if (!items.length) return null;
    const dashes = items.map((item) => this.text.lastIndexOf("-", item.range[0] - 1));
    if (dashes.some((dash) => this.text.slice(this.lineStart(dash), dash).trim() !== ""))
      return null;
    const olds = items.map((item) => filled(plain(item)));
    if (olds.includes(undefined)) return null;
    const column = this.column(dashes[0]);
    const ends = items.map((item) => this.endOf(item));
    const starts = ends.map((_, n) =>
      n ? ends[n - 1] : this.withNotes(this.lineStart(dashes[0]), column),
    );
    const fresh = (value) => this.lines(write([typed(value, rule, this.root)]), column);
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
    return [[starts[0], ends.at(-1), words.join("")]];
  }

  // {a: 1} and [a, b]: values change in their places; more or fewer of them are written anew.
  flow(node, next, schema) {
    const pairs = isMap(node)
      ? node.items.map((pair) => [pair.value, String(pair.key.value)])
      : node.items.map((item, n) => [item, n]);
    const keys = pairs.map(([, key]) => key);
    if (same([...keys].map(String).sort(), Object.keys(next).sort())) {
      const inner = pairs.map(([value, key]) =>
        this.edits(
          value,
          next[key],
          isMap(node) ? this.schemaOf(schema, key) : resolved(schema, this.root)?.items,
          0,
          true,
        ),
      );
      if (!inner.includes(null)) return inner.flat();
    }
    return this.text.slice(...node.range).includes("#")
      ? null
      : [[node.range[0], node.range[1], inline(typed(next, schema, this.root))]];
  }
}

const SAFE = /^[A-Za-z][\w ./-]*$/;
const WORDS = /^(y|n|yes|no|true|false|on|off|null)$/i;
function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (isTable(value))
    return `{${Object.entries(value)
      .map(([key, one]) => `${key}: ${inline(one)}`)
      .join(", ")}}`;
  if (typeof value === "number") return String(value);
  return /^(yes|no)$/.test(value) || (SAFE.test(value) && !WORDS.test(value) && !/\s$/.test(value))
    ? value
    : JSON.stringify(value);
}

// For each item of `next`, which of `olds` it was; null for a new one.
function matched(olds, next) {
  const free = new Set(olds.keys());
  const from = next.map(() => null);
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
