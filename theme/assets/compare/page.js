// @ts-nocheck
// Up to four micro-credentials side by side. The address is the whole state.

import { button, count, dayInWords, h, listed, loadFacts, notice, say, today } from "../dom.js";
import { planStore, REF } from "../plan/list.js";
import { isInForce } from "../plan/reckon.js";

const MOST = 4;
const page = document.querySelector("[data-compare-page]");
const root = page.dataset.root;

// What the address asks for, and in words what of it is left out.
function asked() {
  const search = new URLSearchParams(location.search);
  const named = [...new Set((search.get("c") ?? "").split(",").map((one) => one.trim()).filter(Boolean))];
  const refs = named.filter((one) => REF.test(one) && one.length <= 200);
  const left = [];
  const nonsense = named.filter((one) => !refs.includes(one));
  if (nonsense.length) left.push(`The address names something that is no micro-credential (“${nonsense[0].slice(0, 60)}”). It was left out.`);
  return { refs, left, only: search.get("only") === "differences" };
}

function addressOf(refs, only) {
  const search = refs.length ? `?c=${refs.join(",")}${only ? "&only=differences" : ""}` : "";
  return location.pathname + search;
}

// --- rows: a heading, and for each credential what is said about it, as text or a list ------
const yes = (value, words) => (value === null ? "" : value ? words[0] : words[1]);

function creditOf(facts) {
  const day = today();
  return facts.credit.map((one) => {
    const when = isInForce(one, day) ? (one.until ? `until ${dayInWords(one.until)}` : "") : one.until && one.until < day ? `ended ${dayInWords(one.until)}` : `from ${dayInWords(one.from)}`;
    return `${one.jurisdiction_name}: ${one.text}${when ? ` (${when})` : ""}`;
  });
}

function judges({ assessors: who }) {
  return [
    `${count(who.count, "assessor")}${who.organisation ? ` of ${who.organisation}` : ""}`,
    who.trained ? "trained on the rubric" : "", who.hold_credential ? "holding the credential" : "",
    who.double_blind ? "not told your name" : "",
  ].filter(Boolean);
}

const ROWS = [
  ["Time", (f) => f.hours?.text ?? ""],
  ["Cost", (f) => (f.cost ? [f.cost.text, f.cost.who_pays].filter(Boolean).join("; ") : "")],
  ["For", (f) => f.audience],
  ["Grades", (f) => f.grades],
  ["Level", (f) => f.level],
  ["Needs students", (f) => yes(f.requires_students, ["Yes", "No"])],
  ["Can be done remotely", (f) => yes(f.remote_ok, ["Yes", "No"])],
  ["Earlier work", (f) => yes(f.past_evidence_ok, ["Is accepted", "Has to be new"])],
  ["Kinds of evidence", (f) => f.evidence.map((one) => one.name)],
  ["Parts", (f) => f.parts.map((part) => `${part.number}. ${part.title}`)],
  ["What you hand in", (f) => f.parts.flatMap((part) => [
    ...(part.prompts ? [`${count(part.prompts, "answer")} in writing`] : []),
    ...part.items.map((item) => `${item.count > 1 ? `${item.count} × ` : ""}${item.title}${item.need === "required" ? "" : ` (${item.need})`}`)])],
  ["Rubric", (f) => f.parts.map((part) => {
    const levels = part.levels.map((level) => level.name + (level.passing ? " (passes)" : "")).join(", ");
    return `Part ${part.number}: ${[part.criteria ? count(part.criteria, "criterion", "criteria") : "", levels].filter(Boolean).join("; ") || "not written yet"}`;
  })],
  ["You pass when", (f) => f.passing_rule.replace(/^You pass when /, "")],
  ["Credit", creditOf],
  ["Earn first", (f) => (f.prerequisites.length ? f.prerequisites.map((one) => one.title) : "Nothing")],
  ["Who judges", judges],
  ["You hear back", (f) => (f.answer_in_business_days === null ? "" : `within ${count(f.answer_in_business_days, "business day")}`)],
  ["Attempts", (f) => (f.attempts.most === null ? "As many as you need" : `At most ${f.attempts.most}`) + (f.attempts.wait_days ? `, ${count(f.attempts.wait_days, "day")} apart` : "")],
  ["Valid for", (f) => f.expires_after || "Without an end"],
  ["Stacks", (f) => f.stacks.map((one) => one.title)],
  ["Status", (f) => f.status_name],
];

const key = (value) => (Array.isArray(value) ? [...value].sort().join("\n") : value);

function cellContent(value) {
  if (Array.isArray(value)) return value.length ? h("ul", {}, value.map((one) => h("li", {}, one))) : h("span", { class: "cf-muted" }, "Not said");
  return value || h("span", { class: "cf-muted" }, "Not said");
}

// Roles are written out, because a table that is laid out as blocks on a phone loses its own.
function table(all, only, change) {
  const rows = ROWS.map(([name, read]) => {
    const values = all.map(read);
    return { name, values, known: values.some((value) => value.length), differs: new Set(values.map(key)).size > 1 };
  }).filter((row) => row.known);
  const differing = rows.filter((row) => row.differs).length;
  const shown = only ? rows.filter((row) => row.differs) : rows;
  const head = h("tr", { role: "row" }, h("td", { role: "cell" }), all.map((facts) => h("th", { scope: "col", role: "columnheader" },
    h("img", { class: "cf-badge", src: `${root}${facts.address}badge.svg`, alt: "", width: 56, height: 56 }),
    h("a", { href: root + facts.address }, facts.title),
    h("span", { class: "cf-row__by" }, facts.issuer_name),
    h("span", { class: "cf-compare__tools" },
      h("button", { type: "button", class: "cf-card__plan", "data-plan-add": facts.ref, hidden: true }, "Add to plan"),
      button("Take off", () => change(facts.ref), { class: "cf-link", "aria-label": `Take off: ${facts.title}` })))));
  const body = shown.map((row) => h("tr", { role: "row", class: row.differs ? "cf-compare__differs" : all.length > 1 ? "cf-compare__same" : null },
    h("th", { scope: "row", role: "rowheader" }, row.name, all.length > 1 ? h("span", { class: "cf-compare__mark" }, row.differs ? "differs" : "the same") : null),
    row.values.map((value, n) => h("td", { role: "cell", "data-of": all[n].title }, cellContent(value)))));
  return {
    said: all.length > 1 ? `${differing} of ${rows.length} things differ.` : "",
    element: h("div", { class: "cf-compare__scroll", role: "region", tabindex: "0", "aria-label": "Comparison" },
      h("table", { class: "cf-compare", role: "table", "data-columns": String(all.length) },
        h("caption", { class: "cf-sr" }, `${listed(all.map((facts) => facts.title))} side by side`),
        h("thead", { role: "rowgroup" }, head), h("tbody", { role: "rowgroup" }, body))),
  };
}

function offers(refs, only, full) {
  const plan = planStore.read().value.items.filter((item) => !refs.includes(item.ref));
  if (full) return h("p", { class: "cf-muted" }, "Four fit side by side. Take one off to add another.");
  return h("div", { class: "cf-compare__add" },
    plan.length ? [h("h2", {}, "Add one from your plan"), h("p", {}, plan.map((item) => h("a", { class: "cf-chip", href: addressOf([...refs, item.ref], only) }, item.title || item.ref)))] : null,
    h("p", {}, plan.length ? "Or open another one in " : "To add one, open it in ", h("a", { href: `${root}catalog/` }, "the catalog"), " and choose “Compare” on its page."));
}

function remember(refs) {
  try { sessionStorage.setItem("credfolio-compare", refs.join(",")); } catch { /* only a convenience */ }
}

async function show() {
  const { refs, left, only } = asked();
  page.setAttribute("aria-busy", "true");
  const found = await Promise.all(refs.slice(0, 40).map(async (ref) => ({ ref, ...(await loadFacts(root, ref)) })));
  const good = found.filter((one) => one.facts);
  for (const { ref } of found.filter((one) => one.missing)) left.push(`There is no micro-credential “${ref}” in this catalog. It was left out.`);
  if (found.some((one) => one.failed)) left.push("Something could not be loaded. Reload the page when you are online again.");
  if (good.length > MOST) left.push(`Four fit side by side. Left out: ${listed(good.slice(MOST).map((one) => one.facts.title))}.`);
  const all = good.slice(0, MOST).map((one) => one.facts);
  const here = all.map((facts) => facts.ref);
  if (!found.some((one) => one.failed)) remember(here);
  const go = (next, nextOnly) => { history.pushState(null, "", addressOf(next, nextOnly)); return show(); };
  const takeOff = async (ref) => {
    await go(here.filter((one) => one !== ref), only);
    page.querySelector("h2, a, button")?.focus();
  };
  const made = all.length ? table(all, only, takeOff) : null;
  page.replaceChildren(...[
    ...left.map((sentence) => notice("warn", sentence)),
    made ? h("div", { class: "cf-compare__bar" },
      h("p", {}, made.said),
      all.length > 1 ? h("label", { class: "cf-check" }, h("input", { type: "checkbox", checked: only, onchange: async (event) => { await go(here, event.target.checked); page.querySelector(".cf-check input").focus(); } }), h("span", {}, "Only what differs")) : null,
      button("Print", () => print())) : h("div", { class: "cf-empty" }, h("p", { class: "cf-empty__title" }, "Nothing to compare yet"), h("p", {}, "Open a micro-credential and choose “Compare”. Do the same on another one, and they stand side by side here.")),
    made?.element,
    offers(here, only, here.length === MOST),
  ].filter(Boolean));
  page.setAttribute("aria-busy", "false");
  document.dispatchEvent(new CustomEvent("credfolio:cards"));
  if (made) say(`${count(all.length, "micro-credential")} side by side. ${made.said}`);
}

addEventListener("popstate", show);
show();
