// Names of files, which are permanent parts of addresses; credfolio.ids.
import { list } from "../said.js";

/** @param {unknown} words */
export const slug = (words) =>
  String(words ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64)
    .replace(/^-|-$/g, "");
const FIRST_WORDS = 5;
const MOST_LETTERS = 40;

/** A short name, of the first words. @param {string} words */
export const shortName = (words) =>
  slug(words.split(/\s+/).slice(0, FIRST_WORDS).join(" ")).slice(0, MOST_LETTERS).replace(/-$/, "");

/**
 * `stem`, or with the first number from 2 on that makes it a name of its own.
 * @param {string} stem
 * @param {Set<unknown>} taken
 */
export function distinct(stem, taken) {
  let name = stem;
  for (let n = 2; stem && taken.has(name); n++) name = `${stem}-${n}`;
  return name;
}

/** @param {string} text */
export const isId = (text) =>
  /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text) && !list("reserved_handles").includes(text);

// Twelve letters and digits that nobody mixes up, in three groups: an address that nobody guesses.
export function unguessable() {
  const signs = "23456789abcdefghjkmnpqrstuvwxyz";
  const drawn = [...crypto.getRandomValues(new Uint8Array(48))]
    .filter((one) => one < 248)
    .slice(0, 12)
    .map((one) => signs[one % signs.length]);
  return [drawn.slice(0, 4), drawn.slice(4, 8), drawn.slice(8, 12)]
    .map((group) => group.join(""))
    .join("-");
}
