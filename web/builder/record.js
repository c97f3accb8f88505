// YAML text ↔ plain data in which every scalar is the text that was typed, as the command reads
// it.
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, stringify, visit } from "yaml";
import { finding, list, pattern, quoted } from "./said.js";

/**
 * @import { Document } from "yaml"
 * @import { Finding } from "./said.js"
 * @typedef {string | null | undefined | Written[] | WrittenMap} Written what a file holds
 * @typedef {{[key: string]: Written}} WrittenMap
 * @typedef {{finding: Finding & {line: number}, data?: undefined, text?: undefined}} Refused
 * @typedef {{data: WrittenMap, document: Document | null, text: string, finding?: undefined}} Read
 * @typedef {{
 *   type?: string | string[], properties?: Record<string, Schema>, items?: Schema,
 *   anyOf?: Schema[],
 *   enum?: unknown[], const?: unknown, $ref?: string, $defs?: Record<string, Schema>,
 *   $comment?: string, default?: unknown, description?: string, format?: string, pattern?: string,
 *   additionalProperties?: Schema | boolean, required?: string[], minLength?: number,
 *   maxLength?: number,
 * }} Schema
 */

const WIDTH = 98;

/**
 * @param {unknown} value
 * @returns {value is WrittenMap}
 */
export const isTable = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * What is left of a record without what was never filled in.
 * @param {Written} value
 * @param {Map<unknown, number[]> | null} places
 */
export function filledMap(value, places = null) {
  const kept = filled(value, places);
  return isTable(kept) ? kept : {};
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} values
 * @param {number} line
 */
const refusal = (key, values, line = 0) => ({ finding: { ...finding(key, [], values), line } });
/**
 * @param {string} text
 * @param {number} offset
 */
const lineAt = (text, offset) => text.slice(0, offset).split("\n").length;
/** @param {number} line */
const tooDeep = (line) => refusal("too-deep", { most: list("most_depth") }, line);

/**
 * The text of a file's bytes, or {finding} for bytes that are no UTF-8 text.
 * @param {Uint8Array} bytes
 * @returns {string | Refused}
 */
export function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    /* below */
  }
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.slice(0, middle), {
        stream: true,
      });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.slice(0, good), {
    stream: true,
  });
  const at = new TextEncoder().encode(before).length;
  return refusal(
    "not-utf-8",
    { byte: bytes[at].toString(16).padStart(2, "0") },
    lineAt(before, before.length),
  );
}

/**
 * {data, document, text} or {finding}; the refusals are those of credfolio.records.source_text.
 * @param {string} raw
 * @returns {Read | Refused}
 */
export function readYaml(raw) {
  if (new TextEncoder().encode(raw).length > list("most_bytes"))
    return refusal("file-too-large", { most: list("most_bytes").toLocaleString("en-US") });
  const text = raw
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .normalize("NFC");
  const control = pattern("control").exec(text);
  if (control)
    return refusal(
      "control-character",
      { code: control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") },
      lineAt(text, control.index),
    );
  // The parser recurses; a text nested far beyond what is allowed never reaches it.
  if (/[[{]{1000}/.test(text.replace(/\s/g, ""))) return tooDeep(1);
  let documents;
  try {
    documents = parseAllDocuments(text, {
      schema: "failsafe",
      uniqueKeys: true,
      version: "1.1",
      merge: false,
    });
  } catch {
    return tooDeep(1);
  }
  if (documents.length > 1)
    return refusal("yaml-feature: document", {}, lineAt(text, documents[1].range?.[0] ?? 0));
  const document = documents[0];
  if (!document || document.contents === undefined) return { data: {}, document: null, text };
  const error = document.errors[0];
  if (error) {
    const line = lineAt(text, error.pos[0]);
    if (error.code === "DUPLICATE_KEY") {
      const key = /^\s*(?:- )*([^:\n]+):/.exec(text.slice(error.pos[0]))?.[1] ?? "";
      return refusal("duplicate-key", { key: quoted(key.trim()) }, line);
    }
    return refusal(
      "yaml-syntax",
      { problem: error.message.split("\n")[0].replace(/ at line.*/, "") },
      line,
    );
  }
  const feature = featureOf(document, text);
  if (feature) return feature;
  if (document.contents !== null && !isMap(document.contents)) {
    if (isScalar(document.contents) && !document.contents.source)
      return { data: {}, document, text };
    return refusal("not-a-record", {}, lineAt(text, document.contents.range[0]));
  }
  const data = plain(document.contents);
  return { data: isTable(data) ? data : {}, document, text };
}

/**
 * @param {Document} document
 * @param {string} text
 * @returns {Refused | null}
 */
function featureOf(document, text) {
  /** @type {Refused | null} */
  let found = null;
  visit(document, (key, node, path) => {
    if (!isNode(node)) return undefined;
    const line = lineAt(text, node.range?.[0] ?? 0);
    if (isAlias(node))
      found = refusal("yaml-feature: alias", { found: quoted(`*${node.source}`) }, line);
    else if (node.anchor)
      found = refusal("yaml-feature: anchor", { found: quoted(node.anchor) }, line);
    else if (node.tag && !/^tag:yaml\.org,2002:(str|map|seq)$/.test(node.tag))
      found = refusal("yaml-feature: tag", { found: quoted(node.tag) }, line);
    else if (key === "key" && isScalar(node) && node.value === "<<" && node.type === "PLAIN")
      found = refusal("yaml-feature: merge", {}, line);
    else if (key === "key" && !isScalar(node)) found = refusal("yaml-feature: key", {}, line);
    else if (
      path.filter((one) => isMap(one) || isSeq(one)).length >= list("most_depth") &&
      (isMap(node) || isSeq(node))
    )
      found = tooDeep(line);
    return found ? visit.BREAK : undefined;
  });
  return found;
}

/**
 * @param {unknown} node
 * @returns {Written}
 */
export function plain(node) {
  if (isMap(node))
    return Object.fromEntries(node.items.map((pair) => [keyOf(pair), plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  if (!isScalar(node)) return null;
  return node.value === "" && node.type === "PLAIN" ? null : String(node.value);
}

/**
 * What is left of `value` without what was never filled in.
 * `places`, a Map, learns which place each item of a list had before.
 * @param {Written} value
 * @param {Map<unknown, number[]> | null} places
 * @returns {Written}
 */
export function filled(value, places = null) {
  if (Array.isArray(value)) {
    const all = value.map((one) => filled(one, places));
    const kept = all.filter((one) => one !== undefined);
    places?.set(
      kept,
      all.map((one, n) => (one === undefined ? -1 : n)).filter((n) => n >= 0),
    );
    return kept.length ? kept : undefined;
  }
  if (isTable(value)) {
    const kept = Object.entries(value)
      .map(([key, one]) => [key, filled(one, places)])
      .filter(([, one]) => one !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  return value === null || value === undefined || String(value).trim() === "" ? undefined : value;
}

/**
 * As it is written: keys in the order of the schema, and numbers as numbers where the schema has
 * them, so that editors agree.
 * @param {Written} value
 * @param {Schema | undefined} schema
 * @param {Schema} root
 * @returns {unknown}
 */
export function typed(value, schema, root) {
  const here = resolved(schema, root);
  if (Array.isArray(value)) return value.map((one) => typed(one, here?.items, root));
  if (isTable(value)) {
    const known = here?.properties ?? shapeOf(here, root)?.properties ?? {};
    const order = Object.keys(known);
    /** @param {string} key */
    const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => place(a) - place(b))
        .map(([key, one]) => [key, typed(one, known[key] ?? tableOf(here), root)]),
    );
  }
  const type = here?.type;
  const numeric = type === "integer" || (Array.isArray(type) && type[0] === "number");
  return numeric && /^(0|[1-9]\d{0,8})(\.\d*[1-9])?$/.test(value ?? "") ? Number(value) : value;
}

/**
 * The key of a pair, as text.
 * @param {{key: unknown}} pair
 */
export const keyOf = ({ key }) => (isScalar(key) ? String(key.value) : "");

/**
 * What a schema says of keys that it does not name.
 * @param {Schema | undefined} schema
 */
export const tableOf = (schema) => {
  const rest = schema?.additionalProperties;
  return typeof rest === "object" ? rest : undefined;
};

/**
 * The schema behind references and "or nothing".
 * @param {Schema | undefined} schema
 * @param {Schema} root
 * @returns {Schema | undefined}
 */
export function resolved(schema, root) {
  let here = schema;
  while (here) {
    if (here.$ref)
      here = {
        ...root.$defs?.[here.$ref.split("/").pop() ?? ""],
        ...(here.description ? { description: here.description } : {}),
      };
    else if (here.anyOf?.some((one) => one.type === "null")) {
      const rest = here.anyOf.filter((one) => one.type !== "null");
      here = {
        ...rest[0],
        ...(here.description ? { description: here.description } : {}),
        ...(here.default === undefined ? {} : { default: here.default }),
      };
    } else return here;
  }
  return here;
}

/**
 * @param {Schema | undefined} schema
 * @param {Schema} root
 */
export const shapeOf = (schema, root) => {
  const here = resolved(schema, root);
  return here?.properties
    ? here
    : here?.anyOf?.map((one) => resolved(one, root)).find((one) => one?.properties);
};

/** @param {unknown} value */
export const write = (value) =>
  stringify(value, {
    lineWidth: WIDTH,
    schema: "core",
    version: "1.1",
    indentSeq: true,
    aliasDuplicateObjects: false,
  })
    // YAML of both versions reads "yes" as text here, and people write it without quotes.
    .replace(/: "(yes|no)"$/gm, ": $1");

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * A new file that holds `data`; `schema` names itself for editors, `up` leads to the project.
 * @param {WrittenMap} data
 * @param {Schema} schema
 * @param {string} name
 * @param {string} up
 */
export function writeYaml(data, schema, name = "micro-credential", up = "../../") {
  const value = filledMap(data);
  const properties = schema.properties ?? {};
  const order = Object.keys(properties);
  const keys = Object.keys(value).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return (
    `# yaml-language-server: $schema=${up}docs/schema/${name}.schema.json\n` +
    keys.map((key) => write({ [key]: typed(value[key], properties[key], schema) })).join("")
  );
}
