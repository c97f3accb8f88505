// Looking into a record as it was written: every scalar is a text, and anything may be missing.
import { isTable } from "./record.js";

/**
 * @import { Written } from "./record.js"
 * @import { Pointer } from "./said.js"
 */

/**
 * What a value has at `step`.
 * @param {Written} value
 * @param {Pointer[number]} step
 * @returns {Written}
 */
export function inside(value, step) {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isTable(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** @param {Written} value */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/**
 * The items of the list that a value has at `key`.
 * @param {Written} value
 * @param {string} key
 */
export const listIn = (value, key) => listOf(inside(value, key));

/**
 * What a value has at `key`, as text; empty where it has none.
 * @param {Written} value
 * @param {string} key
 */
export function textIn(value, key) {
  const found = inside(value, key);
  return typeof found === "string" ? found : "";
}

/** @param {Written} value */
export const isGiven = (value) => value !== undefined && value !== null && value !== "";

/** @param {Written} value */
export const isYes = (value) => typeof value === "string" && /^(yes|true|on)$/i.test(value.trim());

/** @param {Written} value */
export const isNo = (value) => typeof value === "string" && /^(no|false|off)$/i.test(value.trim());

/**
 * A whole number, or null for what is none.
 * @param {Written} value
 */
export const countOf = (value) => numberOf(value, /^\d+$/);

/**
 * A number that may have decimals, or null for what is none.
 * @param {Written} value
 */
export const amountOf = (value) => numberOf(value, /^\d+(\.\d+)?$/);

/**
 * @param {Written} value
 * @param {RegExp} form
 */
function numberOf(value, form) {
  const text = typeof value === "string" ? value.trim() : "";
  return form.test(text) ? Number(text) : null;
}
