// The elements of a worksheet's page, as the build wrote them.
import { the } from "../dom.js";

export const form = the("[data-worksheet]", HTMLFormElement);
const { worksheet = "", version: stated = "", title: named = "" } = form.dataset;
export const ref = worksheet;
export const version = stated;
export const title = named;
export const fileName = `${ref.split("/")[1]}-worksheet`;
export const root = new URL("../../", import.meta.url);

/** @typedef {HTMLTextAreaElement | HTMLInputElement} Control */

/**
 * The element that the page has for `name`.
 * @param {string} name
 */
export const place = (name) => the(`[data-${name}]`, HTMLElement);

/**
 * @param {unknown} element
 * @returns {element is Control}
 */
export function isControl(element) {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
}

/** Everything that is filled in. */
export const controls = [...form.querySelectorAll("textarea[name], input[name]")].filter(isControl);
