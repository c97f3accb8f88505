// A record's page as it will look, from its file alone: the site's own templates, run here.
//
// preview(kind, data, form) gives a node; it fills when the page's data has arrived, which happens
// once. `kind` is "micro-credential", "award" or "educator"; `data` is what the file holds, every
// scalar a text; `form`, when given, may name more issuers than the build knew.
import { today } from "../../theme/assets/dates.js";
import { all, h } from "../../theme/assets/dom.js";
import { filled, isTable, readYaml } from "../builder/record.js";
import { awardView } from "./award.js";
import { drawBadge, drawSmall } from "./badge.js";
import { credentialView } from "./credential.js";
import { PageData } from "./page.js";
import { portfolioView } from "./portfolio.js";
import { isLink } from "./shape.js";
import { nodesOf, Templates } from "./template.js";

/**
 * @import { Written } from "../builder/record.js"
 * @import { Face } from "./badge.js"
 * @import { Award, Educator, MicroCredential, PageJson, Shaped } from "./records.js"
 * @typedef {keyof typeof NAMES} Kind
 * @typedef {{page: PageData, templates: Templates}} Loaded
 */

const TEMPLATES = { "micro-credential": "credential", award: "award", educator: "portfolio" };
const NAMES = { "micro-credential": "MicroCredential", award: "Award", educator: "Educator" };
/** @type {Loaded | null} */
let data = null;
/** @type {Promise<Loaded> | null} */
let coming = null;
/**
 * What the published file of a reference holds, null, or a promise.
 * @type {Map<string, MicroCredential | null | Promise<void>>}
 */
const definitions = new Map();
let shownBefore = 0;

// The way to the site's root from this page.
export const rootOf = () => all("[data-root]", HTMLElement)[0]?.dataset.root || "./";

// What all previews need; fetched once, from this site.
export function loadPreviews() {
  coming ??= fetch(`${rootOf()}contribute/preview/page.json`)
    .then((answer) => {
      if (!answer.ok) throw new Error(`page.json: ${answer.status}`);
      return answer.json();
    })
    .then((/** @type {PageJson} */ given) => {
      const page = new PageData(given, rootOf(), today());
      data = { page, templates: new Templates(given.templates, page.globals()) };
      return data;
    });
  const asked = coming;
  asked.catch(() => {
    coming = null; // so that another try may succeed
  });
  return asked;
}

/**
 * @param {Kind} kind
 * @param {Written} record
 * @param {{issuers: [id: string, name: string, ...more: string[]][]} | null} form
 */
export function preview(kind, record, form = null) {
  const holder = h("div", { class: "cf-preview", "data-kind": kind });
  const draw = () => {
    holder.replaceChildren(...drawn(kind, record, form, draw));
    holder.dataset.ready = "yes";
  };
  if (data) draw();
  else
    loadPreviews().then(draw, () =>
      holder.replaceChildren(
        h("p", { class: "cf-muted" }, "The preview could not be loaded. Try again in a moment."),
      ),
    );
  return holder;
}

/**
 * @param {Kind} kind
 * @param {Written} record
 * @param {{issuers: [id: string, name: string, ...more: string[]][]} | null} form
 * @param {() => void} again
 * @returns {(Node | string)[]}
 */
function drawn(kind, record, form, again) {
  if (!data) return [];
  const { page, templates } = data;
  for (const [id, name] of form?.issuers ?? [])
    if (!Object.hasOwn(page.names.issuers, id))
      page.names.issuers[id] = { name, kind: "", official: null };
  const c = page.record(kind, filled(record) ?? {}, NAMES[kind]);
  if (kind === "award" && !c.credential && !c.stack)
    return [h("p", { class: "cf-muted" }, "Choose what was earned, and the page appears here.")];
  try {
    const whole = named(c, record, page);
    const markup = templates.render(TEMPLATES[kind], viewOf(kind, whole, again, page));
    const sheet = h("div", { class: `cf-preview__sheet cf-record--${page.kinds[kind]}` });
    sheet.append(nodesOf(markup, isLink));
    const badge = kind === "micro-credential" ? badgeOf(whole, page) : null;
    settle(sheet, page, badge);
    const note = page.notes[kind];
    return [
      badge ? smallBadge(badge, page, again) : "",
      sheet,
      note ? h("p", { class: "cf-preview__note cf-muted" }, note) : "",
    ];
  } catch (error) {
    // A theme may have a template with something in it that only a build can do.
    console.warn(error);
    return [
      h(
        "p",
        { class: "cf-muted" },
        "This page cannot be shown here. The check builds it when you propose it.",
      ),
    ];
  }
}

/**
 * What the template of a kind is given.
 * @param {Kind} kind
 * @param {Shaped} whole
 * @param {() => void} again
 * @param {PageData} page
 */
function viewOf(kind, whole, again, page) {
  if (kind === "award") {
    const award = /** @type {Award} */ (whole);
    return awardView(award, definitionOf(award.credential, again, page), page);
  }
  return kind === "educator"
    ? portfolioView(/** @type {Educator} */ (whole), page)
    : credentialView(/** @type {MicroCredential} */ (whole), page);
}

/**
 * What the drawing of a micro-credential's badge depends on; null where it has its own picture.
 * @param {Shaped} whole
 * @param {PageData} page
 * @returns {{face: Face, glyph: string | null} | null}
 */
function badgeOf(whole, page) {
  const c = /** @type {MicroCredential} */ (whole);
  if (c.image) return null;
  const issuer = Object.hasOwn(page.names.issuers, c.issuer ?? "")
    ? page.names.issuers[c.issuer ?? ""].kind
    : "";
  const face = {
    id: c.ref,
    title: c.title,
    issuer_kind: issuer,
    topic: c.topics[0] ?? "",
    level: c.level ?? "",
    is_stack: false,
  };
  return { face, glyph: c.glyph };
}

/** @param {string} svg */
const addressOf = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** @type {Record<string, string> | null} */
let glyphs = null;
/** @type {Promise<void> | null} */
let glyphsComing = null;

/** @param {string} root */
async function loadGlyphs(root) {
  try {
    const answer = await fetch(`${root}contribute/preview/glyphs.json`);
    if (answer.ok) glyphs = await answer.json();
  } catch {
    // Without a connection the preview has no small badge.
  }
  if (!glyphs) glyphsComing = null; // so that another try may succeed
}

/**
 * The badge as it is in small places, where its own drawing is chosen.
 * @param {{face: Face, glyph: string | null}} badge
 * @param {PageData} page
 * @param {() => void} again
 */
function smallBadge({ face, glyph }, page, again) {
  if (!glyph) return "";
  if (!glyphs) {
    glyphsComing ??= loadGlyphs(page.root);
    glyphsComing.then(() => {
      if (glyphs) again();
    });
    return "";
  }
  if (!Object.hasOwn(glyphs, glyph)) return "";
  const src = addressOf(drawSmall(face, glyphs[glyph], page.drawing));
  return h(
    "p",
    { class: "cf-preview__small cf-muted" },
    [40, 28].map((size) => h("img", { src, width: size, height: size, alt: "" })),
    "The badge in small places",
  );
}

/**
 * A record that has begun: the words that no page can do without, and what its place says.
 * @param {Shaped} c
 * @param {Written} record
 * @param {PageData} page
 * @returns {Shaped}
 */
function named(c, record, page) {
  /** @param {string} key */
  const text = (key) => {
    const value = isTable(record) ? record[key] : "";
    return typeof value === "string" ? value.trim() : "";
  };
  const id = text("id") || "new";
  const issuer = c.issuer ?? text("issuer");
  const { untitled: missing, unnamed } = page.view;
  return {
    ...c,
    id,
    issuer: issuer || null,
    ref: `${issuer}/${id}`,
    educator: text("educator"),
    title: c.title || missing,
    awarded_on: c.awarded_on || page.today,
    display_name: c.display_name || unnamed,
    name_as_awarded: c.name_as_awarded || unnamed,
  };
}

/**
 * The published definition that an award is of. It is asked for once; then `again` redraws.
 * @param {string | null} ref
 * @param {() => void} again
 * @param {PageData} page
 */
function definitionOf(ref, again, page) {
  if (!ref || !Object.hasOwn(page.names.credentials, ref)) return null;
  const known = definitions.get(ref);
  if (known instanceof Promise) {
    known.then(again);
    return null;
  }
  if (known !== undefined) return known;
  const asked = fetch(`${rootOf()}catalog/${ref}/definition.yml`)
    .then((answer) => (answer.ok ? answer.text() : ""))
    .catch(() => "")
    .then((text) => {
      const read = text ? readYaml(text) : null;
      const [issuer, id] = ref.split("/");
      const made = page.record("micro-credential", read?.data, "MicroCredential");
      /** @type {Shaped} */
      const whole = { ...made, issuer, id, ref };
      const definition = /** @type {MicroCredential} */ (whole);
      definitions.set(ref, read?.data ? definition : null);
    });
  definitions.set(ref, asked);
  asked.then(again);
  return null;
}

/**
 * After the template: ids that meet no other, the badge as it will be drawn, and nothing to press
 * that only a published page can do.
 * @param {HTMLElement} sheet
 * @param {PageData} page
 * @param {{face: Face} | null} badge  of the record itself
 */
function settle(sheet, page, badge) {
  const before = `p${++shownBefore}-`;
  // It is within another page.
  for (const element of sheet.querySelectorAll("h1")) element.setAttribute("aria-level", "2");
  for (const element of sheet.querySelectorAll("[id]")) element.id = before + element.id;
  for (const element of sheet.querySelectorAll('a[href^="#"]'))
    element.setAttribute("href", `#${before}${element.getAttribute("href")?.slice(1)}`);
  for (const element of sheet.querySelectorAll("[aria-labelledby]"))
    element.setAttribute("aria-labelledby", before + element.getAttribute("aria-labelledby"));
  for (const element of sheet.querySelectorAll(
    "button, .cf-actions, .cf-place, .cf-share, .cf-filter",
  ))
    element.remove();
  const own = badge ? `${page.root}catalog/${badge.face.id}/badge.svg` : null;
  for (const image of sheet.querySelectorAll("img")) {
    if (badge && image.getAttribute("src") === own) {
      image.src = addressOf(drawBadge(badge.face, page.drawing));
      continue;
    }
    const ref = /^catalog\/([^/]+)\/(stacks\/)?([^/]+)\/badge(?:-small)?\.svg$/.exec(
      (image.getAttribute("src") ?? "").slice(page.root.length),
    );
    const known =
      ref &&
      Object.hasOwn(ref[2] ? page.names.stacks : page.names.credentials, `${ref[1]}/${ref[3]}`);
    if (!known) image.replaceWith(placeholder(image));
  }
  for (const link of sheet.querySelectorAll("a")) {
    const href = link.getAttribute("href");
    if (href === null) continue;
    if (href.startsWith(page.root) && !isPublished(href.slice(page.root.length), page))
      link.removeAttribute("href");
    else if (!href.startsWith("#")) {
      link.target = "_blank";
      link.rel = `${link.rel} noopener noreferrer`.trim();
    }
  }
}

/**
 * @param {string} path
 * @param {PageData} page
 */
function isPublished(path, { names }) {
  const [top, first, second, third] = path.split("/");
  if (top === "catalog") {
    if (!first) return true;
    return second
      ? Object.hasOwn(
          second === "stacks" ? names.stacks : names.credentials,
          `${first}/${second === "stacks" ? third : second}`,
        )
      : Object.hasOwn(names.issuers, first);
  }
  if (top === "portfolios") return Object.hasOwn(names.educators, first);
  if (top === "jurisdictions" || top === "frameworks") return Object.hasOwn(names[top], first);
  return top === "topics" || top === "audiences" ? names[top].includes(first) : true;
}

/** @param {HTMLImageElement} image */
function placeholder(image) {
  /**
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const size = image.getAttribute("width") ?? "64";
  return svg(
    "svg",
    {
      class: `${image.className} cf-preview__badge`,
      width: size,
      height: size,
      viewBox: "0 0 96 96",
      role: "img",
      "aria-label": "The badge is there when it is published",
    },
    svg("path", { d: "M48 6 84 20v28c0 22-15 36-36 42C27 84 12 70 12 48V20z" }),
    svg("text", { x: "48", y: "54", "text-anchor": "middle" }, "badge"),
  );
}
