// What may be in a text that everybody reads: credfolio.checking.rules.text and .links.
import { resolved } from "../record.js";
import { finding, list, pattern, quoted, said } from "../said.js";
import { linkFault } from "../shape.js";
import { personalData } from "./privacy.js";

/**
 * @import { FormData } from "../form.js"
 * @import { Schema, Written, WrittenMap } from "../record.js"
 * @import { Finding, Pointer } from "../said.js"
 * @typedef {"line" | "prose" | "link"} TextKind
 * @typedef {{pointer: Pointer, text: string, kind: TextKind}} Text
 * @typedef {Generator<Finding>} Findings
 */

/** @type {Record<string, TextKind>} */
const KINDS = { "one line": "line", text: "prose", link: "link" };
const LONGEST_LINE = 2000;
const MOST_OF_A_TAG = 30;
const HINT = { severity: "hint" };

/**
 * @param {WrittenMap} data
 * @param {FormData} form
 * @param {"credential" | "award" | "educator"} kind
 * @returns {Findings}
 */
export function* textRules(data, form, kind) {
  const isPersonal = kind !== "credential";
  const isPrivate = kind === "educator" && data.visibility === "private";
  for (const one of textsIn(data, form.schema, form.schema, [])) {
    yield* hiddenText(one);
    if (one.kind !== "link") {
      yield* proseLimits(one);
      yield* rawHtml(one);
      if (!isPrivate) yield* personalData(one, form.offices, isPersonal);
    }
    yield* linkRules(one);
  }
}

/**
 * Every text of a record; one's own keys under `extra` are left out.
 * @param {Written} value
 * @param {Schema | undefined} schema
 * @param {Schema} root
 * @param {Pointer} pointer
 * @returns {Generator<Text>}
 */
function* textsIn(value, schema, root, pointer) {
  if (value === null || value === undefined) return;
  const here = resolved(schema, root);
  if (here?.anyOf) {
    const object = here.anyOf.map((one) => resolved(one, root)).find((one) => one?.properties);
    if (typeof value !== "string") yield* textsIn(value, object, root, pointer);
    else if (object?.properties?.text) {
      yield { pointer: [...pointer, "text"], text: value.trim(), kind: "prose" };
    }
  } else if (Array.isArray(value)) {
    for (const [n, one] of value.entries()) {
      yield* textsIn(one, here?.items, root, [...pointer, n]);
    }
  } else if (typeof value === "object") {
    for (const [key, one] of Object.entries(value)) {
      const rule = here?.properties?.[key] ?? here?.additionalProperties;
      if (key === "extra" || typeof rule !== "object") continue;
      yield* textsIn(one, rule, root, [...pointer, key]);
    }
  } else {
    const kind = KINDS[here?.$comment ?? ""];
    if (kind && value.trim()) yield { pointer, text: value.trim(), kind };
  }
}

/** @param {string} text */
const last = (text) => [...text].at(-1) ?? "";
/** @param {string} text */
const first = (text) => [...text][0] ?? "";
/** @param {string} sign */
const isSymbol = (sign) => sign === "\ufe0f" || /[\p{So}\p{Sk}]/u.test(sign);

/**
 * Where a sign is that nobody sees and that does nothing good there; -1 without one.
 * @param {string} given
 */
function hiddenAt(given) {
  const stacked = pattern("stacked").exec(given);
  if (stacked) return stacked.index;
  const text = given.replace(pattern("flag", "g"), (flag) => "x".repeat(flag.length));
  for (const { index, 0: sign } of text.matchAll(pattern("hidden", "g"))) {
    const before = last(text.slice(0, index));
    const after = first(text.slice(index + sign.length, index + sign.length + 2));
    if (sign === "\u00ad" && before !== sign && after !== sign) continue;
    if (sign === "\u200d" && isSymbol(before) && isSymbol(after)) continue;
    if ((sign === "\u200c" || sign === "\u200d") && pattern("joining").test(before)) continue;
    return index;
  }
  return -1;
}

/**
 * @param {Text} text
 * @returns {Findings}
 */
function* hiddenText({ text, pointer }) {
  const at = hiddenAt(text);
  if (at < 0) return;
  const point = text.codePointAt(at) ?? 0;
  const code = point.toString(16).toUpperCase();
  const names = list("hidden_names");
  const isOfOneFont = /\p{Co}/u.test(String.fromCodePoint(point));
  const name = names[code] ?? (isOfOneFont ? names["one font"] : names.none);
  const before = [...text.slice(0, at)].slice(-20).join("").split("\n").at(-1) ?? "";
  const says = before.trim() ? "hidden-text: after" : "hidden-text: beginning";
  const values = { code: code.padStart(4, "0"), name, before: quoted(before) };
  yield finding(says, pointer, values);
}

/**
 * The first of the limits that a text goes beyond.
 * @param {Text} text
 * @returns {Findings}
 */
function* proseLimits({ text, pointer }) {
  const length = Math.max(...text.split("\n").map((line) => [...line].length));
  const count = text.split("[").length - 1;
  const run = pattern("markup_run").exec(text);
  const most = list("most_brackets");
  if (length > LONGEST_LINE) {
    yield finding("prose-limits: line", pointer, { length: length.toLocaleString("en-US") });
  } else if (run) yield finding("prose-limits: run", pointer, { sign: quoted(run[1]) });
  else if (count > most) yield finding("prose-limits: brackets", pointer, { count, most });
  else if (pattern("quotes").test(text)) yield finding("prose-limits: quotations", pointer);
  else if (pattern("indented").test(text)) yield finding("prose-limits: lists", pointer);
}

/** @param {string} text */
const withoutCode = (text) => text.replace(pattern("code", "g"), " ");

/**
 * @param {Text} text
 * @returns {Findings}
 */
function* rawHtml({ text, pointer }) {
  const tag = text.includes("<") ? pattern("tag").exec(withoutCode(text)) : null;
  if (tag) yield finding("raw-html", pointer, { tag: quoted(tag[0], MOST_OF_A_TAG) }, HINT);
}

/**
 * Entities of HTML in a link's target, decoded as browsers do; the parsed page is never shown.
 * @param {string} text
 */
function decoded(text) {
  if (!text.includes("&")) return text;
  const page = new DOMParser().parseFromString(text.replaceAll("<", "&lt;"), "text/html");
  return page.documentElement.textContent ?? "";
}

/**
 * Where the links of a text lead.
 * @param {string} prose
 */
function targetsIn(prose) {
  return [...withoutCode(prose).matchAll(pattern("target", "g"))].map((match) => {
    const target = match.slice(1).find((group) => group !== undefined) ?? "";
    return decoded(target).replace(/[\x00-\x20]+/g, "");
  });
}

/**
 * @param {Text} text
 * @returns {Findings}
 */
function* linkRules({ text, pointer, kind }) {
  if (kind === "link") yield* insecure([text], pointer);
  if (kind !== "prose") return;
  const targets = pattern("may_link").test(text) ? targetsIn(text) : [];
  for (const target of targets) yield* address(target, pointer);
  yield* insecure(targets, pointer);
  if (text.includes("![") && pattern("picture").test(withoutCode(text))) {
    yield finding("prose-picture", pointer, {}, HINT);
  }
}

/**
 * @param {string} target
 * @param {Pointer} pointer
 * @returns {Findings}
 */
function* address(target, pointer) {
  const scheme = target.split(":")[0].toLowerCase();
  if (scheme === "mailto") return;
  if (!target) {
    yield finding("link-address: nowhere", pointer);
    return;
  }
  if (scheme !== "http" && scheme !== "https") {
    yield finding("link-address", pointer, { target: quoted(target) });
    return;
  }
  const fault = linkFault(target);
  if (!fault) return;
  const [reason] = said(`expected: ${fault[0]}`, fault[1]);
  yield finding("link-address: fault", pointer, { target: quoted(target), reason });
}

/**
 * @param {string[]} targets
 * @param {Pointer} pointer
 * @returns {Findings}
 */
function* insecure(targets, pointer) {
  for (const target of targets) {
    if (!target.toLowerCase().startsWith("http://") || linkFault(target)) continue;
    yield finding("insecure-link", pointer, { target: quoted(target) }, HINT);
  }
}
