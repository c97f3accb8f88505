// What looks like a fact about a person in a text: credfolio.checking.rules.privacy.
import { finding, list, pattern, quoted } from "../said.js";

/**
 * @import { Finding } from "../said.js"
 * @import { Text } from "./text.js"
 * @typedef {[what: string, words: string, severity: string]} Fact what it looks like, as found
 */

const WORDS = {
  email: "an e-mail address",
  number: "a personal number",
  phone: "a telephone number",
  birth: "a birth date",
  home: "a home address",
};
const SHOWN = 4;

/**
 * @param {Text} text
 * @param {string[]} offices  addresses that issuers publish themselves
 * @param {boolean} isPersonal
 * @returns {Generator<Finding>}
 */
export function* personalData({ text, pointer }, offices, isPersonal) {
  for (const [what, words, severity] of factsIn(text, offices, isPersonal)) {
    yield finding("personal-data", pointer, { what, found: quoted(masked(words)) }, { severity });
  }
}

/** @param {string} words */
function masked(words) {
  const signs = [...words.split(/\s+/).filter(Boolean).join(" ")];
  return signs.length > SHOWN ? `${signs.slice(0, SHOWN).join("")}…` : "…";
}

/**
 * @param {string} given
 * @param {string[]} offices
 * @param {boolean} isPersonal
 * @returns {Generator<Fact>}
 */
function* factsIn(given, offices, isPersonal) {
  if (given.includes("@")) yield* addresses(given, offices);
  if (!pattern("digits").test(given)) return;
  const text = given.replace(pattern("web_address", "g"), " ");
  for (const [words] of text.matchAll(pattern("personal_number", "g"))) {
    yield [WORDS.number, words, "error"];
  }
  for (const { index, 0: words } of text.matchAll(pattern("phone", "g"))) {
    if (pattern("not_a_phone").test(text.slice(0, index))) continue;
    yield [WORDS.phone, words, "error"];
  }
  if (/orn|irth|DOB|D\.O\.B/.test(text)) {
    for (const [words] of text.matchAll(pattern("birth_date", "g"))) {
      yield [WORDS.birth, words, "error"];
    }
  }
  if (!isPersonal) return;
  for (const [words] of text.matchAll(pattern("home", "g"))) yield [WORDS.home, words, "hint"];
}

/**
 * E-mail addresses that are neither part of a link nor of an office or a role.
 * @param {string} given
 * @param {string[]} offices
 * @returns {Generator<Fact>}
 */
function* addresses(given, offices) {
  for (const { index, 0: address } of given.matchAll(pattern("email", "g"))) {
    const before = given.slice(0, index).split(/\s/).at(-1) ?? "";
    const words = address
      .split("@")[0]
      .toLowerCase()
      .split(/[^a-z]+/);
    const isRole = words.some((word) => list("roles").includes(word));
    if (before.includes("://") || offices.includes(address.toLowerCase()) || isRole) continue;
    yield [WORDS.email, address, "error"];
  }
}
