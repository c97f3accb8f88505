// Up to four micro-credentials side by side. The address is the whole state.
import { button, h, maybe, nodes, notice, say, the } from "../dom.js";
import { loadFacts } from "../facts.js";
import { planStore, REF } from "../plan/list.js";
import { count, fill, joined, listed, woven } from "../wording.js";
import { compared } from "./table.js";

const SAYS = {
  nonsense:
    "The address names something that is not a micro-credential (“{name}”). It was left out.",
  missing: "There is no micro-credential “{ref}” in this catalog. It was left out.",
  failed: "Something could not be loaded. Reload the page when you are online again.",
  tooMany: "Four fit side by side. Left out: {titles}.",
  full: "Four fit side by side. Remove one to add another.",
  fromPlan: "Add one from your plan",
  another: "Or open another one in {catalog} and choose “Compare” on its page.",
  catalog: "the catalog",
  only: "Only what differs",
  print: "Print",
  fromYourPlan: "From your plan",
  compare: "Compare {n}",
  two: "Choose two or more",
  fewer: "Choose at most 4, not {n}",
  empty: "Nothing to compare yet",
  begin: "Open one in {catalog} and choose “Compare” on its page; then another one.",
  sideBySide: "{credentials} side by side.",
};
const MOST = 4;
const BADGE = 48; // pixels
const MOST_NAMED = 40;
const LONGEST_REF = 200;
const LONGEST_NAME = 60; // letters of nonsense that are repeated

const page = the("[data-compare-page]", HTMLElement);
const root = page.dataset.root ?? "";

/** What the address asks for, and in words what of it is left out. */
function asked() {
  const search = new URLSearchParams(location.search);
  const names = (search.get("c") ?? "").split(",").map((one) => one.trim());
  const named = [...new Set(names.filter(Boolean))];
  const refs = named.filter((one) => REF.test(one) && one.length <= LONGEST_REF);
  const nonsense = named.find((one) => !refs.includes(one));
  const left = [];
  if (nonsense) left.push(fill(SAYS.nonsense, { name: nonsense.slice(0, LONGEST_NAME) }));
  return { refs, left, only: search.get("only") === "differences" };
}

/**
 * @param {string[]} refs
 * @param {boolean} only
 */
function addressOf(refs, only) {
  const search = refs.length ? `?c=${refs.join(",")}${only ? "&only=differences" : ""}` : "";
  return location.pathname + search;
}

/**
 * @param {string[]} refs
 * @param {boolean} only
 */
function offers(refs, only) {
  if (refs.length === MOST) return h("p", { class: "cf-muted" }, SAYS.full);
  const plan = planStore.read().value.items.filter((item) => !refs.includes(item.ref));
  const catalog = h("a", { href: `${root}catalog/` }, SAYS.catalog);
  const chips = plan.map((item) =>
    h(
      "a",
      { class: "cf-chip", href: addressOf([...refs, item.ref], only) },
      item.title || item.ref,
    ),
  );
  return h(
    "div",
    { class: "cf-compare__add" },
    plan.length > 0 && [h("h2", {}, SAYS.fromPlan), h("p", {}, ...chips)],
    h("p", {}, ...woven(SAYS.another, { catalog })),
  );
}

/** @param {string[]} refs */
function remember(refs) {
  try {
    sessionStorage.setItem("credfolio-compare", refs.join(","));
  } catch {
    // Only a convenience.
  }
}

/** The facts of what the address asks for, and what of it is left out and why. */
async function found() {
  const { refs, left, only } = asked();
  const answers = await Promise.all(
    refs.slice(0, MOST_NAMED).map(async (ref) => ({ ref, ...(await loadFacts(root, ref)) })),
  );
  const good = answers.flatMap(({ facts }) => facts ?? []);
  for (const { ref } of answers.filter((one) => one.missing))
    left.push(fill(SAYS.missing, { ref }));
  const failed = answers.some((one) => one.failed);
  if (failed) left.push(SAYS.failed);
  if (good.length > MOST) {
    const titles = listed(good.slice(MOST).map((facts) => facts.title));
    left.push(fill(SAYS.tooMany, { titles }));
  }
  return { all: good.slice(0, MOST), left, only, failed };
}

/**
 * @param {string[]} refs
 * @param {boolean} only
 */
function go(refs, only) {
  history.pushState(null, "", addressOf(refs, only));
  return show();
}

/** @param {string} selector */
const focus = (selector) => maybe(selector, HTMLElement, page)?.focus();

/**
 * @param {string[]} here
 * @param {boolean} only
 * @param {string} said
 */
function bar(here, only, said) {
  const box = h("input", { type: "checkbox", checked: only });
  box.addEventListener("change", async () => {
    await go(here, box.checked);
    focus(".cf-check input");
  });
  return h(
    "div",
    { class: "cf-compare__bar" },
    h("p", {}, said),
    here.length > 1 && h("label", { class: "cf-check" }, box, h("span", {}, SAYS.only)),
    button(SAYS.print, () => print()),
  );
}

const pairs = maybe("[data-compare-pairs]", HTMLElement);

/** Two or more of the plan, to begin with. */
function fromPlan() {
  const plan = planStore.read().value.items;
  const boxes = plan.map((item) =>
    h("input", { type: "checkbox", name: "ref", value: item.ref, "aria-label": item.title }),
  );
  const submit = h("button", { type: "submit", class: "cf-button cf-button--primary" });
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const told = () => {
    const n = chosen().length;
    submit.textContent = fill(n > MOST ? SAYS.fewer : n < 2 ? SAYS.two : SAYS.compare, { n });
    submit.disabled = n < 2 || n > MOST;
  };
  told();
  const rows = plan.map((item, n) =>
    h(
      "li",
      {},
      h(
        "label",
        {},
        boxes[n],
        h("img", {
          class: "cf-badge",
          src: `${root}catalog/${item.ref}/badge.svg`,
          width: BADGE,
          height: BADGE,
          alt: "",
        }),
        h("span", {}, item.title || item.ref),
      ),
    ),
  );
  return h(
    "form",
    {
      class: "cf-begin",
      onchange: told,
      /** @param {Event} event */
      onsubmit: (event) => {
        event.preventDefault();
        go(chosen(), false);
      },
    },
    h("h2", {}, SAYS.fromYourPlan),
    h("ul", { class: "cf-picklist" }, ...rows),
    h("p", { class: "cf-begin__do" }, submit),
  );
}

function empty() {
  if (planStore.read().value.items.length > 1) return fromPlan();
  const catalog = h("a", { href: `${root}catalog/` }, SAYS.catalog);
  return h(
    "div",
    { class: "cf-empty" },
    h("p", { class: "cf-empty__title" }, SAYS.empty),
    h("p", {}, ...woven(SAYS.begin, { catalog })),
  );
}

async function show() {
  page.setAttribute("aria-busy", "true");
  const { all, left, only, failed } = await found();
  const here = all.map((facts) => facts.ref);
  if (!failed) remember(here);
  /** @param {string} ref */
  const takeOff = async (ref) => {
    const others = here.filter((one) => one !== ref);
    await go(others, only);
    focus("h2, a, button");
  };
  const made = all.length ? compared(all, only, root, takeOff) : null;
  page.replaceChildren(
    ...nodes([
      left.map((sentence) => notice("warn", sentence)),
      made ? bar(here, only, made.said) : empty(),
      made?.element,
      (made || planStore.read().value.items.length === 1) && offers(here, only),
    ]),
  );
  if (pairs) pairs.hidden = made !== null;
  page.setAttribute("aria-busy", "false");
  document.dispatchEvent(new CustomEvent("credfolio:cards"));
  if (!made) return;
  const credentials = count(all.length, "micro-credential");
  say(joined([fill(SAYS.sideBySide, { credentials }), made.said], " "));
}

addEventListener("popstate", show);
show();
