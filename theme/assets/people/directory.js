// The filters of the list of educators. Without them the list is whole, page by page.
import { h, maybe, the } from "../dom.js";
import { bare, count, fill } from "../wording.js";
import { facets } from "./facets.js";
import { drawnPortrait } from "./portrait.js";

/**
 * The file of the list: rows hold numbers of words listed once at its head. A face is a file's
 * name; where `hue` is not negative, initials, or a drawing as `#` and its name.
 * @typedef {[
 *   id: string, name: string, headline: string, face: string, hue: number, roles: number[],
 *   topics: number[], district: number, held: number[], reviews: number, earned: number
 * ]} Row
 *
 * @typedef {object} DirectoryFile
 * @property {[address: string, title: string][]} badges
 * @property {string[]} roles
 * @property {string[]} topics
 * @property {string[]} districts
 * @property {Row[]} people
 *
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} headline
 * @property {string} face
 * @property {number} hue
 * @property {string[]} badges  addresses in the catalog
 * @property {number} earned
 * @property {Record<string, string[]>} values
 * @property {string} words
 */

const SAYS = {
  one: "1 educator fits",
  many: "{n} educators fit",
  none: "Nobody fits. Choose less.",
};
const AT_ONCE = 48;
const MOST_BADGES = 5;
const PORTRAIT = 56; // pixels
const BADGE = 32;

/**
 * @param {DirectoryFile} file
 * @returns {Person[]}
 */
function unpacked({ badges, roles, topics, districts, people }) {
  return people.map((row) => {
    const [id, name, headline, face, hue, ...rest] = row;
    const [inRoles, inTopics, inDistrict, held, reviews, earned] = rest;
    const addresses = held.map((n) => badges[n][0]);
    const titles = held.map((n) => badges[n][1]);
    const values = {
      role: inRoles.map((n) => roles[n]),
      topic: inTopics.map((n) => topics[n]),
      district: inDistrict < 0 ? [] : [districts[inDistrict]],
      badge: addresses,
      reviewer: reviews ? ["yes"] : [],
    };
    const words = bare([name, headline, ...titles].join(" "));
    return { id, name, headline, face, hue, badges: addresses, earned, values, words };
  });
}

/**
 * @param {Person} person
 * @param {string} root
 */
function portrait({ id, face, hue }, root) {
  if (hue < 0) {
    const src = `${root}portfolios/${id}/${face}`;
    return h("img", { class: "cf-portrait", src, width: PORTRAIT, height: PORTRAIT, alt: "" });
  }
  const look = { class: "cf-portrait cf-portrait--initials", "data-hue": hue };
  const inside = face.startsWith("#") ? drawnPortrait(face, root) : face;
  const disc = h("span", { ...look, "aria-hidden": "true" }, inside);
  disc.style.setProperty("--size", `${PORTRAIT}px`);
  return disc;
}

/**
 * @param {Person} person
 * @param {string} root
 */
function card(person, root) {
  const { badges } = person;
  const pictures = badges.slice(0, MOST_BADGES).map((at) => {
    const src = `${root}catalog/${at}/badge-small.svg`;
    const size = { width: BADGE, height: BADGE };
    return h("img", { class: "cf-badge", src, ...size, alt: "", loading: "lazy" });
  });
  return h(
    "li",
    {},
    h(
      "a",
      { class: "cf-card cf-card--person", href: `${root}portfolios/${person.id}/` },
      portrait(person, root),
      h("span", { class: "cf-card__title" }, h("bdi", {}, person.name)),
      person.headline !== "" &&
        h("span", { class: "cf-person__line", dir: "auto" }, person.headline),
      h(
        "span",
        { class: "cf-card__path" },
        ...pictures,
        h("span", {}, count(person.earned, "badge")),
      ),
    ),
  );
}

/** @param {HTMLFormElement} form */
function wire(form) {
  const list = the("[data-people]", HTMLElement);
  const paging = maybe("[data-pages]", HTMLElement);
  const more = the("[data-more]", HTMLElement);
  const whole = [...list.children];
  const { root = "", index = "" } = form.dataset;
  /** @type {Promise<Person[]> | null} */
  let people = null;
  /** @type {Person[]} */
  let rest = [];

  async function fetchPeople() {
    const answer = await fetch(index, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    return unpacked(await answer.json());
  }

  function load() {
    if (!people) {
      people = fetchPeople();
      people.catch(() => {
        people = null;
      });
    }
    return people;
  }

  function addMore() {
    const next = rest.splice(0, AT_ONCE).map((person) => card(person, root));
    list.append(...next);
    more.hidden = rest.length === 0;
    return next[0];
  }

  more.addEventListener("click", () => addMore()?.querySelector("a")?.focus());
  facets(form, {
    items: load,
    show(fitting, chosen) {
      if (paging) paging.hidden = chosen !== null;
      list.replaceChildren(...(chosen ? [] : whole));
      rest = chosen ? [...fitting] : [];
      addMore();
    },
    say(n) {
      if (n === 1) return SAYS.one;
      return n ? fill(SAYS.many, { n }) : SAYS.none;
    },
  });
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
}

const form = maybe('[data-filter="directory"]', HTMLFormElement);

if (form) wire(form);
