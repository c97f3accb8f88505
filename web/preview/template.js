// @ts-nocheck
// Runs a template of the theme, as the build took it apart, on a record in this browser.
//
// The template's own text is trusted and goes to the HTML parser; a value never does. Where a value
// belongs the parser sees a numbered mark, and the mark is exchanged in the parsed document for a
// text, an attribute's value, or nodes. So no text of a record can become an element.
import { FILTERS, TESTS } from "./filters.js";

const OPEN = "\ue000";
const CLOSE = "\ue001";
const MARKS = /\ue000(\d+)\ue001/g;

// Trusted HTML (a string), a value to be shown, nodes to be put in, or a list of such pieces.
export class Markup {
  constructor(pieces) {
    this.pieces = pieces;
  }
}
export class Nodes {
  constructor(make) {
    this.make = make;
  }
}
export const trusted = (html) => new Markup([html]);

const own = (holder, key) => {
  if (holder === null || holder === undefined) return undefined;
  if (Array.isArray(holder)) return key < 0 ? holder[holder.length + key] : holder[key];
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
};
const isTrue = (value) =>
  Array.isArray(value)
    ? value.length > 0
    : value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
      ? Object.keys(value).length > 0
      : Boolean(value);

class Scope {
  constructor(names, above = null) {
    Object.assign(this, { names, above });
  }

  get(name) {
    for (let here = this; here; here = here.above)
      if (Object.hasOwn(here.names, name)) return here.names[name];
    return undefined;
  }
}

// `templates` holds [name of the node, its fields …]; `globals` what every fragment knows.
export class Templates {
  constructor(templates, globals) {
    Object.assign(this, { templates, globals: new Scope(globals), modules: new Map() });
  }

  render(name, context) {
    const out = [];
    this.run(this.templates[name], new Scope(context, this.globals), out);
    return new Markup(out);
  }

  module(name) {
    if (!this.modules.has(name)) {
      const scope = new Scope({}, this.globals);
      this.run(this.templates[name], scope, []);
      this.modules.set(name, scope.names);
    }
    return this.modules.get(name);
  }

  run(nodes, scope, out) {
    for (const node of nodes) this.statement(node, scope, out);
  }

  statement(node, scope, out) {
    const [kind, ...f] = node;
    if (kind === "Output") {
      for (const one of f[0]) {
        if (one[0] === "TemplateData") out.push(one[1]);
        else out.push(shown(this.value(one, scope)));
      }
    } else if (kind === "If") {
      if (isTrue(this.value(f[0], scope))) this.run(f[1], scope, out);
      else {
        const other = f[2].find((each) => isTrue(this.value(each[1], scope)));
        this.run(other ? other[2] : f[3], scope, out);
      }
    } else if (kind === "For") this.loop(f, scope, out);
    else if (kind === "Assign") scope.names[f[0][1]] = this.value(f[1], scope);
    else if (kind === "Macro") scope.names[f[0]] = this.macro(f[1], f[2], f[3], scope);
    else if (kind === "CallBlock") {
      const caller = this.macro([], [], f[3], scope);
      out.push(shown(this.call(f[0], scope, { caller })));
    } else if (kind === "Import") scope.names[f[1]] = this.module(f[0][1]);
    else throw new Error(`a template has ${kind}, which a preview does not know`);
  }

  loop([target, iter, body, instead, test], scope, out) {
    let all = [...(this.value(iter, scope) ?? [])];
    const bind = (value) =>
      target[0] === "Name"
        ? { [target[1]]: value }
        : Object.fromEntries(target[1].map((name, n) => [name[1], value[n]]));
    if (test) all = all.filter((value) => isTrue(this.value(test, new Scope(bind(value), scope))));
    all.forEach((value, n) => {
      const loop = {
        index: n + 1,
        index0: n,
        first: n === 0,
        last: n === all.length - 1,
        length: all.length,
      };
      this.run(body, new Scope({ ...bind(value), loop }, scope), out);
    });
    if (!all.length) this.run(instead, scope, out);
  }

  macro(args, defaults, body, scope) {
    const names = args.map((one) => one[1]);
    return (given, named = {}) => {
      const from = names.length - defaults.length;
      const bound = Object.fromEntries(
        names.map((name, n) => [
          name,
          n < given.length
            ? given[n]
            : Object.hasOwn(named, name)
              ? named[name]
              : n >= from
                ? this.value(defaults[n - from], scope)
                : undefined,
        ]),
      );
      if (named.caller) bound.caller = named.caller;
      const out = [];
      this.run(body, new Scope(bound, scope), out);
      return new Markup(out);
    };
  }

  call([, callee, args, kwargs], scope, more = {}) {
    const called = this.value(callee, scope);
    if (typeof called !== "function")
      throw new Error(
        `a template calls ${callee.at(-2) ?? callee[1]}, which a preview does not have`,
      );
    return called(
      args.map((one) => this.value(one, scope)),
      { ...Object.fromEntries(kwargs.map((one) => [one[1], this.value(one[2], scope)])), ...more },
    );
  }

  value(node, scope) {
    const [kind, ...f] = node;
    const at = (one) => this.value(one, scope);
    switch (kind) {
      case "Const":
        return f[0];
      case "TemplateData":
        return trusted(f[0]);
      case "Name":
        return scope.get(f[0]);
      case "Getattr":
        return own(at(f[0]), f[1]);
      case "Getitem": {
        const holder = at(f[0]);
        if (f[1][0] !== "Slice") return own(holder, at(f[1]));
        return (holder ?? []).slice(f[1][1] ? at(f[1][1]) : 0, f[1][2] ? at(f[1][2]) : undefined);
      }
      case "Call":
        return this.call(node, scope);
      case "Filter":
      case "Test": {
        const table = kind === "Filter" ? FILTERS : TESTS;
        const named = Object.fromEntries((f[3] ?? []).map((one) => [one[1], at(one[2])]));
        const filter =
          kind === "Filter" && Object.hasOwn(this.globals.names.filters, f[1])
            ? this.globals.names.filters[f[1]]
            : own(table, f[1]);
        if (!filter) throw new Error(`a template uses ${f[1]}, which a preview does not know`);
        return filter(at(f[0]), (f[2] ?? []).map(at), named, this.globals.names.filters);
      }
      case "Compare":
        return f[1].every(([, op, other]) => compared(at(f[0]), op, at(other)));
      case "And": {
        const left = at(f[0]);
        return isTrue(left) ? at(f[1]) : left;
      }
      case "Or": {
        const left = at(f[0]);
        return isTrue(left) ? left : at(f[1]);
      }
      case "Not":
        return !isTrue(at(f[0]));
      case "Neg":
        return -at(f[0]);
      case "CondExpr":
        return isTrue(at(f[0])) ? at(f[1]) : f[2] ? at(f[2]) : undefined;
      case "Concat": {
        const pieces = f[0].map(at);
        return pieces.some((one) => one instanceof Markup)
          ? new Markup(pieces.map(shown))
          : pieces.map((one) => one ?? "").join("");
      }
      case "Add": {
        const [left, right] = [at(f[0]), at(f[1])];
        return Array.isArray(left) ? [...left, ...right] : left + right;
      }
      case "Sub":
        return at(f[0]) - at(f[1]);
      case "Mul":
        return at(f[0]) * at(f[1]);
      case "Div":
        return at(f[0]) / at(f[1]);
      case "List":
      case "Tuple":
        return f[0].map(at);
      case "Dict":
        return Object.fromEntries(f[0].map(([, key, value]) => [at(key), at(value)]));
      default:
        throw new Error(`a template has ${kind}, which a preview does not know`);
    }
  }
}

function compared(left, op, right) {
  const held = () =>
    Array.isArray(right)
      ? right.includes(left)
      : typeof right === "string"
        ? right.includes(left)
        : right instanceof Set
          ? right.has(left)
          : Object.hasOwn(right ?? {}, left);
  switch (op) {
    case "eq":
      return (left ?? null) === (right ?? null);
    case "ne":
      return (left ?? null) !== (right ?? null);
    case "gt":
      return left > right;
    case "gteq":
      return left >= right;
    case "lt":
      return left < right;
    case "lteq":
      return left <= right;
    case "in":
      return held();
    case "notin":
      return !held();
    default:
      throw new Error(op);
  }
}

const shown = (value) =>
  value instanceof Markup || value instanceof Nodes
    ? value
    : { text: value === null || value === undefined ? "" : String(value) };

// --- pieces → nodes ------------------------------------------------------------------------------

function joined(pieces, values) {
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if (piece instanceof Markup) return joined(piece.pieces, values);
      values.push(piece);
      return `${OPEN}${values.length - 1}${CLOSE}`;
    })
    .join("");
}

// The nodes of `markup`. `mayLead(address)` says whether a link that a record names may be followed.
export function nodesOf(markup, mayLead) {
  const values = [];
  const html = joined(markup.pieces, values);
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html");
  for (const one of parsed.body.querySelectorAll(
    "script, style, link, meta, base, iframe, object, embed",
  ))
    one.remove();
  for (const element of parsed.body.querySelectorAll("*")) settle(element, values, mayLead);
  const texts = [];
  const walker = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (walker.currentNode.data.includes(OPEN)) texts.push(walker.currentNode);
  for (const node of texts) {
    node.replaceWith(
      ...node.data.split(MARKS).flatMap((piece, n) => {
        if (n % 2 === 0) return piece ? [piece] : [];
        const value = values[Number(piece)];
        return value instanceof Nodes ? value.make() : [value.text];
      }),
    );
  }
  for (const one of parsed.body.querySelectorAll("template")) one.remove();
  const made = document.createDocumentFragment();
  made.append(...[...parsed.body.childNodes].map((node) => document.adoptNode(node)));
  return made;
}

const ADDRESSES = new Set([
  "href",
  "src",
  "action",
  "formaction",
  "poster",
  "srcset",
  "data",
  "cite",
  "background",
]);

function settle(element, values, mayLead) {
  for (const { name, value } of [...element.attributes]) {
    if (name.includes(OPEN)) {
      element.removeAttribute(name);
      continue;
    }
    if (!value.includes(OPEN)) continue;
    const filled = value.replace(MARKS, (_, n) => values[Number(n)].text ?? "");
    const begins = value.startsWith(OPEN); // then the record decides where it leads
    if (
      name.startsWith("on") ||
      name === "srcdoc" ||
      (name === "style" && !/^[-\w: #.%]*$/.test(filled)) ||
      (ADDRESSES.has(name) && begins && !(name === "href" && mayLead(filled)))
    )
      element.removeAttribute(name);
    else element.setAttribute(name, filled);
  }
}
