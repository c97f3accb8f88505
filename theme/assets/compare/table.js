// The table of the comparison. Roles are written out, because a table that is laid out as blocks on
// a phone loses its own.
import { button, h } from "../dom.js";
import { fill, listed } from "../wording.js";
import { rowsOf } from "./rows.js";

/**
 * @import { CredentialFacts } from "../facts.js"
 * @import { Row, Value } from "./rows.js"
 */

const SAYS = {
  unsaid: "Not said",
  add: "Add to plan",
  takeOff: "Take off",
  takeOffLabel: "Take off: {title}",
  differs: "differs",
  same: "the same",
  differing: "{n} of {size} things differ.",
  label: "Comparison",
  caption: "{titles} side by side",
};

const unsaid = () => h("span", { class: "cf-muted" }, SAYS.unsaid);

/** @param {Value} value */
function cellContent(value) {
  if (!value.length) return unsaid();
  return Array.isArray(value) ? h("ul", {}, ...value.map((one) => h("li", {}, one))) : value;
}

/**
 * @param {CredentialFacts} facts
 * @param {string} root
 * @param {(ref: string) => void} takeOff
 */
function columnHead(facts, root, takeOff) {
  const { ref, title, address } = facts;
  const badge = { src: `${root}${address}badge.svg`, alt: "", width: 56, height: 56 };
  const add = {
    type: "button",
    class: "cf-button",
    "data-plan-add": ref,
    "data-plan-title": title,
    hidden: true,
  };
  const off = { class: "cf-link", "aria-label": fill(SAYS.takeOffLabel, { title }) };
  return h(
    "th",
    { scope: "col", role: "columnheader" },
    h("img", { class: "cf-badge", ...badge }),
    h("a", { href: root + address }, title),
    h("span", { class: "cf-row__by" }, facts.issuer_name),
    h(
      "span",
      { class: "cf-compare__tools" },
      h("button", add, SAYS.add),
      button(SAYS.takeOff, () => takeOff(ref), off),
    ),
  );
}

/**
 * @param {Row} row
 * @param {CredentialFacts[]} all
 */
function rowView({ name, values, differs }, all) {
  const isMany = all.length > 1;
  const look = differs ? "cf-compare__differs" : isMany && "cf-compare__same";
  const mark = h("span", { class: "cf-compare__mark" }, differs ? SAYS.differs : SAYS.same);
  return h(
    "tr",
    { role: "row", class: look },
    h("th", { scope: "row", role: "rowheader" }, name, isMany && mark),
    ...values.map((value, n) =>
      h("td", { role: "cell", "data-of": all[n].title }, cellContent(value)),
    ),
  );
}

/**
 * The table, and what it says in a sentence. `only`: rows that differ.
 * @param {CredentialFacts[]} all
 * @param {boolean} only
 * @param {string} root
 * @param {(ref: string) => void} takeOff
 */
export function compared(all, only, root, takeOff) {
  const rows = rowsOf(all);
  const differing = rows.filter((row) => row.differs);
  const heads = all.map((facts) => columnHead(facts, root, takeOff));
  const titles = listed(all.map((facts) => facts.title));
  const element = h(
    "div",
    { class: "cf-compare__scroll", role: "region", tabindex: "0", "aria-label": SAYS.label },
    h(
      "table",
      { class: "cf-compare", role: "table", "data-columns": String(all.length) },
      h("caption", { class: "cf-sr" }, fill(SAYS.caption, { titles })),
      h(
        "thead",
        { role: "rowgroup" },
        h("tr", { role: "row" }, h("td", { role: "cell" }), ...heads),
      ),
      h(
        "tbody",
        { role: "rowgroup" },
        ...(only ? differing : rows).map((row) => rowView(row, all)),
      ),
    ),
  );
  const said = fill(SAYS.differing, { n: differing.length, size: rows.length });
  return { said: all.length > 1 ? said : "", element };
}
