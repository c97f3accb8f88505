// Runs a template of the theme, as the build took it apart, on a record in this browser.
//
// The template's own text is trusted and goes to the HTML parser; a value never does. Where a value
// belongs the parser sees a numbered mark, and the mark is exchanged in the parsed document for a
// text, an attribute's value, or nodes. So no text of a record can become an element.
import { FILTERS, order, TESTS } from "./filters.js";

/**
 * Nodes of a template as the build wrote them: the name of the node, then its fields.
 *
 * @import { Filter } from "./filters.js"
 * @typedef {["Name", string]} NameNode
 * @typedef {["Keyword", string, Expression]} Keyword
 * @typedef {["Slice", Expression | null, Expression | null]} Slice
 * @typedef {["Call", Expression, Expression[], Keyword[]]} Call
 * @typedef {(
 *   NameNode | Call | ["Const", unknown] | ["TemplateData", string] |
 *   ["Getattr", Expression, string] | ["Getitem", Expression, Expression | Slice] |
 *   ["Filter" | "Test", Expression, string, Expression[] | null, Keyword[] | null] |
 *   ["Compare", Expression, [string, string, Expression][]] |
 *   ["And" | "Or" | "Add" | "Sub" | "Mul" | "Div", Expression, Expression] |
 *   ["Not" | "Neg", Expression] | ["CondExpr", Expression, Expression, Expression | null] |
 *   ["Concat" | "List" | "Tuple", Expression[]] | ["Dict", [string, Expression, Expression][]]
 * )} Expression
 * @typedef {NameNode | ["Tuple", NameNode[]]} Target
 * @typedef {["For", Target, Expression, Statement[], Statement[], Expression | null]} Loop
 * @typedef {["If", Expression, Statement[], ["If", Expression, Statement[]][], Statement[]]} If
 * @typedef {(
 *   Loop | If | ["Output", Expression[]] | ["Assign", NameNode, Expression] |
 *   ["Macro", string, NameNode[], Expression[], Statement[]] |
 *   ["CallBlock", Call, unknown, unknown, Statement[]] | ["Import", ["Const", string], string]
 * )} Statement
 */

/**
 * @typedef {Record<string, unknown>} Names
 * @typedef {{text: string}} Text a value to be shown
 * @typedef {string | Markup | Nodes | Text} Piece a string is trusted HTML
 * @typedef {Names & {filters: Record<string, Filter>}} Globals
 */

const OPEN = "\ue000";
const CLOSE = "\ue001";
const MARKS = /\ue000(\d+)\ue001/g;

/** Pieces of a page, one after the other. */
export class Markup {
  /** @param {Piece[]} pieces */
  constructor(pieces) {
    this.pieces = pieces;
  }
}

/** Nodes that are made when the page is. */
export class Nodes {
  /** @param {() => Node[]} make */
  constructor(make) {
    this.make = make;
  }
}

/** @param {string} html */
export const trusted = (html) => new Markup([html]);

/**
 * What `holder` itself calls `key`; a negative number counts from the end of a list.
 * @param {unknown} holder
 * @param {unknown} key
 * @returns {unknown}
 */
function own(holder, key) {
  if (holder === null || holder === undefined) return undefined;
  if (Array.isArray(holder) && typeof key === "number" && key < 0) return holder.at(key);
  const name = String(key);
  if (!Object.hasOwn(holder, name)) return undefined;
  return /** @type {Names} */ (holder)[name];
}

/**
 * Whether `value` counts as true in a template: an empty list or mapping does not.
 * @param {unknown} value
 */
function isTrue(value) {
  if (Array.isArray(value)) return value.length > 0;
  const isPlain =
    value && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.keys(value).length > 0 : Boolean(value);
}

/**
 * What a loop goes through.
 * @param {unknown} value
 * @returns {unknown[]}
 */
function itemsOf(value) {
  return value === null || value === undefined ? [] : [.../** @type {Iterable<unknown>} */ (value)];
}

/** The names that are known at a place, and those around it. */
class Scope {
  /**
   * @param {Names} names
   * @param {Scope | null} above
   */
  constructor(names, above = null) {
    this.names = names;
    this.above = above;
  }

  /**
   * @param {string} name
   * @returns {unknown}
   */
  get(name) {
    if (Object.hasOwn(this.names, name)) return this.names[name];
    return this.above?.get(name);
  }
}

/** Templates by name, with what every one of them knows. */
export class Templates {
  /** @type {Map<string, Names>} */
  #modules = new Map();
  #templates;
  #globals;
  #filters;

  /**
   * @param {Record<string, Statement[]>} templates
   * @param {Globals} globals
   */
  constructor(templates, globals) {
    this.#templates = templates;
    this.#globals = new Scope(globals);
    this.#filters = globals.filters;
  }

  /**
   * @param {string} name
   * @param {Names} context
   */
  render(name, context) {
    /** @type {Piece[]} */
    const out = [];
    this.#run(this.#templates[name], new Scope(context, this.#globals), out);
    return new Markup(out);
  }

  /**
   * What the template `name` defines for others.
   * @param {string} name
   */
  #module(name) {
    const before = this.#modules.get(name);
    if (before) return before;
    const scope = new Scope({}, this.#globals);
    this.#run(this.#templates[name], scope, []);
    this.#modules.set(name, scope.names);
    return scope.names;
  }

  /**
   * @param {Statement[]} nodes
   * @param {Scope} scope
   * @param {Piece[]} out
   */
  #run(nodes, scope, out) {
    for (const node of nodes) this.#statement(node, scope, out);
  }

  /**
   * @param {Statement} node
   * @param {Scope} scope
   * @param {Piece[]} out
   */
  #statement(node, scope, out) {
    switch (node[0]) {
      case "Output":
        for (const one of node[1]) {
          out.push(one[0] === "TemplateData" ? one[1] : shown(this.#value(one, scope)));
        }
        break;
      case "If": {
        const [, test, body, others, otherwise] = node;
        const isMet = isTrue(this.#value(test, scope));
        const other = others.find((each) => !isMet && isTrue(this.#value(each[1], scope)));
        this.#run(isMet ? body : other ? other[2] : otherwise, scope, out);
        break;
      }
      case "For":
        this.#loop(node, scope, out);
        break;
      case "Assign":
        scope.names[node[1][1]] = this.#value(node[2], scope);
        break;
      case "Macro":
        scope.names[node[1]] = this.#macro(node[2], node[3], node[4], scope);
        break;
      case "CallBlock": {
        const caller = this.#macro([], [], node[4], scope);
        out.push(shown(this.#call(node[1], scope, { caller })));
        break;
      }
      case "Import":
        scope.names[node[2]] = this.#module(node[1][1]);
        break;
      default:
        throw unknown(node);
    }
  }

  /**
   * @param {Loop} node
   * @param {Scope} scope
   * @param {Piece[]} out
   */
  #loop([, target, iter, body, instead, test], scope, out) {
    /**
     * @param {unknown} value
     * @returns {Names}
     */
    const bind = (value) =>
      target[0] === "Name"
        ? { [target[1]]: value }
        : Object.fromEntries(target[1].map((name, n) => [name[1], own(value, n)]));
    const all = itemsOf(this.#value(iter, scope)).filter(
      (value) => !test || isTrue(this.#value(test, new Scope(bind(value), scope))),
    );
    for (const [n, value] of all.entries()) {
      const loop = {
        index: n + 1,
        index0: n,
        first: n === 0,
        last: n === all.length - 1,
        length: all.length,
      };
      this.#run(body, new Scope({ ...bind(value), loop }, scope), out);
    }
    if (!all.length) this.#run(instead, scope, out);
  }

  /**
   * A function of a template: its arguments in order, and by name.
   * @param {NameNode[]} args
   * @param {Expression[]} defaults of the last arguments
   * @param {Statement[]} body
   * @param {Scope} scope
   */
  #macro(args, defaults, body, scope) {
    const from = args.length - defaults.length;
    /**
     * @param {unknown[]} given
     * @param {Names} named
     */
    return (given, named = {}) => {
      /** @type {Names} */
      const bound = {};
      for (const [n, [, name]] of args.entries()) {
        if (n < given.length) bound[name] = given[n];
        else if (Object.hasOwn(named, name)) bound[name] = named[name];
        else bound[name] = n >= from ? this.#value(defaults[n - from], scope) : undefined;
      }
      if (named.caller) bound.caller = named.caller;
      /** @type {Piece[]} */
      const out = [];
      this.#run(body, new Scope(bound, scope), out);
      return new Markup(out);
    };
  }

  /**
   * @param {Call} node
   * @param {Scope} scope
   * @param {Names} more
   * @returns {unknown}
   */
  #call([, callee, args, kwargs], scope, more = {}) {
    const called = this.#value(callee, scope);
    if (typeof called !== "function") {
      const name = String(callee.at(-2) ?? callee[1]);
      throw new Error(`a template calls ${name}, which a preview does not have`);
    }
    const given = args.map((one) => this.#value(one, scope));
    return called(given, { ...this.#named(kwargs, scope), ...more });
  }

  /**
   * @param {Keyword[] | null} kwargs
   * @param {Scope} scope
   * @returns {Names}
   */
  #named(kwargs, scope) {
    return Object.fromEntries(
      (kwargs ?? []).map(([, name, value]) => [name, this.#value(value, scope)]),
    );
  }

  /**
   * @param {Expression} node
   * @param {Scope} scope
   * @returns {unknown}
   */
  #value(node, scope) {
    /** @param {Expression} one */
    const at = (one) => this.#value(one, scope);
    switch (node[0]) {
      case "Const":
        return node[1];
      case "TemplateData":
        return trusted(node[1]);
      case "Name":
        return scope.get(node[1]);
      case "Getattr":
        return own(at(node[1]), node[2]);
      case "Getitem":
        return this.#item(at(node[1]), node[2], scope);
      case "Call":
        return this.#call(node, scope);
      case "Filter":
      case "Test": {
        const [kind, value, name, args, kwargs] = node;
        const filter =
          kind === "Test" ? TESTS[name] : (own(this.#filters, name) ?? own(FILTERS, name));
        if (typeof filter !== "function") {
          throw new Error(`a template uses ${name}, which a preview does not know`);
        }
        const named = this.#named(kwargs, scope);
        return filter(at(value), (args ?? []).map(at), named, this.#filters);
      }
      case "Compare":
        return node[2].every(([, op, other]) => compared(at(node[1]), op, at(other)));
      case "And": {
        const left = at(node[1]);
        return isTrue(left) ? at(node[2]) : left;
      }
      case "Or": {
        const left = at(node[1]);
        return isTrue(left) ? left : at(node[2]);
      }
      case "Not":
        return !isTrue(at(node[1]));
      case "Neg":
        return -Number(at(node[1]));
      case "CondExpr":
        if (isTrue(at(node[1]))) return at(node[2]);
        return node[3] ? at(node[3]) : undefined;
      case "Concat": {
        const pieces = node[1].map(at);
        return pieces.some((one) => one instanceof Markup)
          ? new Markup(pieces.map(shown))
          : pieces.map((one) => one ?? "").join("");
      }
      case "Add":
        return sum(at(node[1]), at(node[2]));
      case "Sub":
        return Number(at(node[1])) - Number(at(node[2]));
      case "Mul":
        return Number(at(node[1])) * Number(at(node[2]));
      case "Div":
        return Number(at(node[1])) / Number(at(node[2]));
      case "List":
      case "Tuple":
        return node[1].map(at);
      case "Dict":
        return Object.fromEntries(node[1].map(([, key, value]) => [at(key), at(value)]));
      default:
        throw unknown(node);
    }
  }

  /**
   * What is at a place of `holder`, or a part of it.
   * @param {unknown} holder
   * @param {Expression | Slice} place
   * @param {Scope} scope
   */
  #item(holder, place, scope) {
    if (place[0] !== "Slice") return own(holder, this.#value(place, scope));
    const [from, to] = [place[1], place[2]].map((one) =>
      one ? Number(this.#value(one, scope)) : undefined,
    );
    return typeof holder === "string" ? holder.slice(from, to) : itemsOf(holder).slice(from, to);
  }
}

/** @param {unknown[]} node */
function unknown(node) {
  return new Error(`a template has ${node[0]}, which a preview does not know`);
}

/**
 * @param {unknown} left
 * @param {unknown} right
 */
function sum(left, right) {
  if (Array.isArray(left)) return [...left, ...itemsOf(right)];
  return typeof left === "number" ? left + Number(right) : `${left}${right}`;
}

/**
 * Whether `holder`, a list, a text or a mapping, has `value` in it.
 * @param {unknown} holder
 * @param {unknown} value
 */
function holds(holder, value) {
  if (Array.isArray(holder)) return holder.includes(value);
  if (typeof holder === "string") return holder.includes(String(value));
  if (holder instanceof Set) return holder.has(value);
  return Object.hasOwn(holder ?? {}, String(value));
}

/**
 * @param {unknown} left
 * @param {string} op
 * @param {unknown} right
 */
function compared(left, op, right) {
  switch (op) {
    case "eq":
      return (left ?? null) === (right ?? null);
    case "ne":
      return (left ?? null) !== (right ?? null);
    case "gt":
      return order(left, right) > 0;
    case "gteq":
      return order(left, right) >= 0;
    case "lt":
      return order(left, right) < 0;
    case "lteq":
      return order(left, right) <= 0;
    case "in":
      return holds(right, left);
    case "notin":
      return !holds(right, left);
    default:
      throw new Error(op);
  }
}

/**
 * @param {unknown} value
 * @returns {Piece}
 */
export function shown(value) {
  if (value instanceof Markup || value instanceof Nodes) return value;
  return { text: value === null || value === undefined ? "" : String(value) };
}

/**
 * The words of what a template made, for a filter that takes text.
 * @param {unknown} value
 * @returns {string}
 */
export function wordsIn(value) {
  if (value instanceof Markup) return value.pieces.map(wordsIn).join("");
  if (value && typeof value === "object" && "text" in value) return String(value.text);
  return String(value);
}

// --- pieces → nodes ------------------------------------------------------------------------

/**
 * HTML with a mark for each value; the values go to `values`.
 * @param {Piece[]} pieces
 * @param {(Nodes | Text)[]} values
 * @returns {string}
 */
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

/**
 * The nodes of `markup`. `mayLead` says whether a link that a record names may be followed.
 * @param {Markup} markup
 * @param {(address: string) => boolean} mayLead
 */
export function nodesOf(markup, mayLead) {
  /** @type {(Nodes | Text)[]} */
  const values = [];
  const html = joined(markup.pieces, values);
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html");
  for (const one of parsed.body.querySelectorAll(
    "script, style, link, meta, base, iframe, object, embed",
  ))
    one.remove();
  for (const element of parsed.body.querySelectorAll("*")) settle(element, values, mayLead);
  /** @type {CharacterData[]} */
  const texts = [];
  const walker = parsed.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof CharacterData && node.data.includes(OPEN)) texts.push(node);
  }
  for (const node of texts) {
    const pieces = node.data.split(MARKS).map((piece, n) => {
      if (n % 2 === 0) return piece ? [piece] : [];
      const value = values[Number(piece)];
      return value instanceof Nodes ? value.make() : [value.text];
    });
    node.replaceWith(...pieces.flat());
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

/**
 * Put values into the attributes of `element`, and take away what a record may not decide.
 * @param {Element} element
 * @param {(Nodes | Text)[]} values
 * @param {(address: string) => boolean} mayLead
 */
function settle(element, values, mayLead) {
  for (const { name, value } of [...element.attributes]) {
    if (name.includes(OPEN)) {
      element.removeAttribute(name);
      continue;
    }
    if (!value.includes(OPEN)) continue;
    const filled = value.replace(MARKS, (_, n) => {
      const own = values[Number(n)];
      return own instanceof Nodes ? "" : own.text;
    });
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
