// @ts-nocheck
// What may stand in a text that everybody reads: credfolio.checking.rules.text, .privacy and .links.
import { finding, list, pattern, quoted, said } from "../said.js";
import { linkFault } from "../shape.js";
import { resolved } from "../record.js";

const KINDS = { "one line": "line", text: "prose", link: "link" };

// Every text of a record as {pointer, text, kind}; one's own keys under `extra` are left out.
export function texts(data, root) {
  const found = [];
  const gather = (value, schema, pointer) => {
    if (value === null || value === undefined) return;
    const here = resolved(schema, root);
    if (here?.anyOf) {
      const object = here.anyOf.map((one) => resolved(one, root)).find((one) => one.properties);
      if (typeof value !== "string") gather(value, object, pointer);
      else if (object?.properties.text) found.push({ pointer: [...pointer, "text"], text: value.trim(), kind: "prose" });
    } else if (Array.isArray(value)) value.forEach((one, n) => gather(one, here?.items, [...pointer, n]));
    else if (typeof value === "object") {
      for (const [key, one] of Object.entries(value)) {
        const rule = here?.properties?.[key] ?? here?.additionalProperties;
        if (key !== "extra" && rule) gather(one, rule, [...pointer, key]);
      }
    } else if (KINDS[here?.$comment] && value.trim()) found.push({ pointer, text: value.trim(), kind: KINDS[here.$comment] });
  };
  gather(data, root, []);
  return found;
}

export function* textRules(data, form, kind) {
  const isPersonal = kind !== "credential";
  const isPrivate = kind === "educator" && data.visibility === "private";
  for (const one of texts(data, form.schema)) {
    yield* hiddenText(one);
    if (one.kind !== "link") {
      yield* proseLimits(one);
      yield* rawHtml(one);
      if (!isPrivate) {
        for (const [what, words, severity] of personalData(one.text, form.offices, isPersonal)) {
          yield finding("personal-data", one.pointer, { what, found: quoted(masked(words)) }, { severity });
        }
      }
    }
    yield* linkRules(one);
  }
}

const last = (text) => [...text].at(-1) ?? "";
const first = (text) => [...text][0] ?? "";
const isSymbol = (sign) => sign === "\ufe0f" || /[\p{So}\p{Sk}]/u.test(sign);

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

function* hiddenText({ text, pointer }) {
  const at = hiddenAt(text);
  if (at < 0) return;
  const code = text.codePointAt(at).toString(16).toUpperCase().padStart(4, "0");
  const names = list("hidden_names");
  const name = names[code.replace(/^0+/, "")] ?? (/\p{Co}/u.test(String.fromCodePoint(text.codePointAt(at))) ? names["one font"] : names.none);
  const before = [...text.slice(0, at)].slice(-20).join("").split("\n").at(-1);
  const [where] = said(before.trim() ? "hidden-text: after" : "hidden-text: beginning", { before: quoted(before) });
  yield finding("hidden-text", pointer, { code, name, where });
}

function* proseLimits({ text, pointer }) {
  const longest = Math.max(...text.split("\n").map((line) => [...line].length));
  const brackets = text.split("[").length - 1;
  const run = pattern("markup_run").exec(text);
  const most = list("most_brackets");
  if (longest > 2000) yield finding("prose-limits: line", pointer, { length: longest.toLocaleString("en-US") });
  else if (run) yield finding("prose-limits: run", pointer, { sign: quoted(run[1]) });
  else if (brackets > most) yield finding("prose-limits: brackets", pointer, { count: brackets, most });
  else if (pattern("quotes").test(text)) yield finding("prose-limits: quotations", pointer);
  else if (pattern("indented").test(text)) yield finding("prose-limits: lists", pointer);
}

const withoutCode = (text) => text.replace(pattern("code", "g"), " ");

function* rawHtml({ text, pointer }) {
  const tag = text.includes("<") && pattern("tag").exec(withoutCode(text));
  if (tag) yield finding("raw-html", pointer, { tag: quoted(tag[0], 30) }, { severity: "hint" });
}

const masked = (words) => {
  const signs = [...words.split(/\s+/).filter(Boolean).join(" ")];
  return signs.length > 4 ? `${signs.slice(0, 4).join("")}…` : "…";
};

// [what it looks like, as found, severity]; credfolio.checking.rules.privacy.personal_data.
export function* personalData(given, offices, isPersonal) {
  if (given.includes("@")) {
    for (const { index, 0: address } of given.matchAll(pattern("email", "g"))) {
      const before = given.slice(0, index).split(/\s/).at(-1);
      const isRole = address.split("@")[0].toLowerCase().split(/[^a-z]+/).some((word) => list("roles").includes(word));
      if (!before.includes("://") && !offices.includes(address.toLowerCase()) && !isRole) yield ["an e-mail address", address, "error"];
    }
  }
  if (!pattern("digits").test(given)) return;
  const text = given.replace(pattern("web_address", "g"), " ");
  for (const [words] of text.matchAll(pattern("personal_number", "g"))) yield ["a personal number", words, "error"];
  for (const { index, 0: words } of text.matchAll(pattern("phone", "g"))) {
    if (!pattern("not_a_phone").test(text.slice(0, index))) yield ["a telephone number", words, "error"];
  }
  if (/orn|irth|DOB|D\.O\.B/.test(text)) for (const [words] of text.matchAll(pattern("birth_date", "g"))) yield ["a birth date", words, "error"];
  if (isPersonal) for (const [words] of text.matchAll(pattern("home", "g"))) yield ["a home address", words, "hint"];
}

// Entities of HTML in a link's target, decoded as browsers do; the parsed page is never shown.
const decoded = (text) => (text.includes("&") ? new DOMParser().parseFromString(text.replaceAll("<", "&lt;"), "text/html").documentElement.textContent : text);
const targets = (prose) => [...withoutCode(prose).matchAll(pattern("target", "g"))].map((match) =>
  decoded(match.slice(1).find((group) => group !== undefined) ?? "").replace(/[\x00-\x20]+/g, ""));

function* linkRules({ text, pointer, kind }) {
  const found = kind === "link" ? [text] : kind === "prose" && pattern("may_link").test(text) ? targets(text) : [];
  for (const target of kind === "prose" ? found : []) {
    const scheme = target.split(":")[0].toLowerCase();
    if (scheme === "mailto") continue;
    const fault = /^https?$/.test(scheme) ? linkFault(target) : null;
    if (!target) yield finding("link-address: nowhere", pointer);
    else if (fault) yield finding("link-address: fault", pointer, { target: quoted(target), reason: said(`expected: ${fault[0]}`, fault[1])[0] });
    else if (!/^https?$/.test(scheme)) yield finding("link-address", pointer, { target: quoted(target) });
  }
  for (const target of found) {
    if (target.toLowerCase().startsWith("http://") && !linkFault(target)) yield finding("insecure-link", pointer, { target: quoted(target) }, { severity: "hint" });
  }
  if (kind === "prose" && text.includes("![") && pattern("picture").test(withoutCode(text))) yield finding("prose-picture", pointer, {}, { severity: "hint" });
}
