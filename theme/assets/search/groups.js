// What was found besides the cards: people, places, standards, issuers, guides and stacks, each in
// its own group with its own mark.
import { h } from "../dom.js";
import { dress } from "./dress.js";
import { groupSection, NAMES } from "./group_section.js";
import { state } from "./state.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Engine } from "./loading.js"
 */

/**
 * @typedef {object} Place
 * @property {SearchIndex} index
 * @property {Asked | null} asked
 * @property {Engine} engine
 * @property {string} root
 * @property {HTMLElement} cards
 * @property {HTMLElement} after
 * @property {string} shown  the kind whose cards are shown
 */

// Kinds that have a tab are not repeated, but for stacks next to credentials.
const WITH_TABS = ["credentials", "resources"];
const above = h("div", { class: "cf-groups", "data-groups": "" });
const below = h("div", { class: "cf-groups", "data-groups": "" });
let turn = 0;

/**
 * Groups that fit better than the best card come before the cards, the others after them. Gives
 * their names.
 * @param {Place | null} place  null where nothing is searched
 * @returns {Promise<string[]>}
 */
export async function showGroups(place) {
  const mine = ++turn;
  if (!place?.asked?.found && !place?.asked?.places.length) {
    above.replaceChildren();
    below.replaceChildren();
    return [];
  }
  const { index, asked, engine, root, cards, after, shown } = place;
  const groups = engine.groupsOf(index, asked, state.chosen);
  const at = groups.findIndex((one) => one.name === shown);
  const isBeside = (/** @type {{ name: string }} */ { name }) =>
    name !== shown && !WITH_TABS.includes(name);
  const sections = await Promise.all(
    groups.filter(isBeside).map(async (group) => {
      const rows = await Promise.all(group.rows.map((row) => engine.rowOf(index, row)));
      return { group, section: groupSection(group.name, rows, root) };
    }),
  );
  if (mine !== turn) return [];
  if (sections.length) dress("finder");
  if (!above.isConnected) cards.before(above);
  if (!below.isConnected) after.after(below);
  const first = new Set(at < 0 ? groups : groups.slice(0, at));
  const [upper, lower] = [true, false].map((isFirst) =>
    sections.filter((one) => first.has(one.group) === isFirst).map((one) => one.section),
  );
  above.replaceChildren(...upper);
  below.replaceChildren(...lower);
  return sections.map(({ group }) => NAMES[group.name] ?? group.name);
}
