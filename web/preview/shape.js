// Plain data as it was typed → data as the templates expect it: every key there, numbers as
// numbers, yes and no as true and false. What does not fit is left out; the check names it.
import { isTable, resolved } from "../builder/record.js";

/**
 * @import { Schema, Written, WrittenMap } from "../builder/record.js"
 * @import { Shaped } from "./records.js"
 */

const YES = /^(yes|true|on)$/i;
const NO = /^(no|false|off)$/i;
const REAL_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The same as `_link` of credfolio.records.model.base: a public host, and nothing else before the
 * path.
 * @param {string} text
 */
export function isLink(text) {
  if (!/^https?:\/\//.test(text) || /[\s<>"\\^`{|}]/.test(text) || !URL.canParse(text))
    return false;
  const [, written = ""] = /^https?:\/\/([^/?#]*)/.exec(text) ?? [];
  const { hostname, username, password } = new URL(text);
  return (
    !username &&
    !password &&
    !/[@:]/.test(written) &&
    /\./.test(hostname) &&
    !/^[0-9.]+$/.test(hostname)
  );
}

/** @param {string} text */
function isDay(text) {
  const day = REAL_DAY.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** @param {Schema | undefined} schema */
const nameOf = (schema) => {
  const reference = schema?.$ref ?? schema?.anyOf?.find((one) => one.$ref)?.$ref;
  return reference?.split("/").pop() ?? "";
};

export class Shaper {
  /**
   * `defaults` has for each kind of piece what a key is when it is not written.
   * @param {Schema} root
   * @param {Record<string, Shaped>} defaults
   */
  constructor(root, defaults) {
    this.root = root;
    this.defaults = defaults;
  }

  /**
   * @param {Written} data
   * @param {string} name
   */
  record(data, name) {
    return this.object(isTable(data) ? data : {}, this.root, name);
  }

  /**
   * @param {WrittenMap} value
   * @param {Schema} schema
   * @param {string} name
   * @returns {Shaped}
   */
  object(value, schema, name) {
    const properties = schema.properties ?? {};
    const start = structuredClone(this.defaults[name] ?? {});
    const typed = Object.entries(value).flatMap(([key, one]) => {
      if (!Object.hasOwn(properties, key) || one === null || one === undefined) return [];
      const made = this.value(one, properties[key]);
      return made === undefined ? [] : [[key, made]];
    });
    const made = Object.fromEntries([...Object.entries(start), ...typed]);
    return "from" in made ? { ...made, starts: made.from } : made;
  }

  /**
   * @param {Written} value
   * @param {Schema | undefined} schema
   * @returns {unknown}
   */
  value(value, schema) {
    const here = resolved(schema, this.root);
    const name = nameOf(schema);
    if (here?.anyOf) return this.eitherForm(value, here, name);
    if (here?.type === "array") {
      const one = schema?.anyOf?.some((way) => way.$ref && way.$ref === here.items?.$ref);
      const many = one && isTable(value) ? [value] : value;
      return Array.isArray(many)
        ? many.map((each) => this.value(each, here.items)).filter((each) => each !== undefined)
        : undefined;
    }
    if (here?.type === "object") {
      if (!isTable(value)) return undefined;
      if (here.properties) return this.object(value, here, name);
      const table = here.additionalProperties;
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, one]) => {
          const isTyped = typeof table === "object" && Object.keys(table).length > 0;
          const made = isTyped ? this.value(one, table) : one;
          return made === undefined ? [] : [[key, made]];
        }),
      );
    }
    return typeof value === "string" ? scalar(value.trim(), here ?? {}) : undefined;
  }

  /**
   * "all" for a passing rule, a plain line for an item of the method.
   * @param {Written} value
   * @param {Schema} schema
   * @param {string} name
   */
  eitherForm(value, schema, name) {
    const forms = schema.anyOf ?? [];
    const whole = forms.map((one) => resolved(one, this.root)).find((one) => one?.properties) ?? {};
    if (typeof value === "string") {
      if (forms.some((one) => one.const === value))
        return this.object({ [value]: "yes" }, whole, name);
      return name === "MethodItem" ? this.object({ text: value }, whole, name) : undefined;
    }
    return isTable(value) ? this.object(value, whole, name) : undefined;
  }
}

/**
 * @param {string} text
 * @param {Schema} schema
 */
function scalar(text, schema) {
  if (text === "") return undefined;
  if (schema.enum?.includes(true)) return YES.test(text) ? true : NO.test(text) ? false : undefined;
  if (schema.enum) return schema.enum.includes(text) ? text : undefined;
  if (schema.type === "integer") return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (Array.isArray(schema.type) && schema.type[0] === "number")
    return /^\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : undefined;
  if (schema.format === "date") return isDay(text) ? text : undefined;
  if (schema.format === "uri") return isLink(text) ? text : undefined;
  if (schema.pattern && !new RegExp(schema.pattern, "u").test(text)) return undefined;
  return text;
}
