// @ts-nocheck
// The catalog's search: what a reader does, and the answer. The index is loaded when she turns to it, not before.
import { filters, inSheet, label, listen, showAll, showChips, showChoice, showCounts, showFirstCounts, showTotals, sortBox, tabs, tellCards } from "./filters.js";
import { loosen, moreButton } from "./after.js";
import { card } from "./cards.js";
import { SearchIndex } from "./index.js";
import { amount, dropUnknown, HEADINGS, isPlain, KINDS, readAddress, remember, state } from "./state.js";

const form = document.querySelector("[data-catalog-search]");
const input = form.querySelector("input");
const cards = document.querySelector("[data-cards]");
const count = document.querySelector("[data-count]");
const after = document.querySelector("[data-after]");
const notice = document.querySelector("[data-notice]");
const heading = document.querySelector("[data-heading]");
const paging = document.querySelector("[data-pages]");
const root = form.dataset.root;

const A_TIME = 12;
const before = { cards: [...cards.childNodes], count: count.textContent };

let index = null, loading = null, turn = 0, problems = [], shown = A_TIME, looked = {}, reloaded = false;

// --- loading --------------------------------------------------------------------------------

function load(again = false) {
  if (again) { loading = null; index = null; looked = {}; }
  if (loading) return loading;
  loading = SearchIndex.load(form.dataset.index, again).then((loaded) => { index = loaded; });
  loading.catch(() => { loading = null; });
  return loading;
}

function turnTo() { load().catch(() => {}); }

function tell(text, again) {
  notice.replaceChildren();
  if (!text) return;
  const box = document.createElement("p");
  box.className = "cf-searchnote";
  box.textContent = text;
  if (again) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cf-button", textContent: "Try again" });
    button.addEventListener("click", again);
    box.append(" ", button);
  }
  notice.append(box);
}

const misunderstood = () => `Part of the address was not understood and was left out: ${problems.join(", ")}.`;

// --- answering ------------------------------------------------------------------------------

// What the words lead to, or null when there are none. A change of the filters leaves it as it is.
async function look() {
  if (!state.q.trim()) return null;
  const key = `${state.show} ${state.q}`;
  if (looked.key !== key || !looked.whole) {
    if (index.head.kinds.resources.size <= 500) await index.kind("resources").catch(() => {});
    const parsed = await index.spell(index.parse(state.q));
    const known = parsed.length > 0 && !parsed.some((one) => one.unknown);
    looked = { key, parsed, ...(known ? await index.match(parsed) : { found: {}, whole: true }) };
  }
  return looked;
}

async function answer({ focus = null } = {}) {
  const mine = ++turn;
  if (isPlain()) { rest(); return; }
  document.body.dataset.searching = "";
  try {
    await show(mine, focus);
  } catch (error) {
    if (mine !== turn) return;
    if (error.stale && !reloaded) { // the site was published anew since the index was loaded
      reloaded = true;
      load(true).catch(() => {});
      await answer({ focus });
      return;
    }
    tell("The search could not be loaded. What you chose is kept; the cards and lists on this page still work.", () => { tell(""); load(true).catch(() => {}); answer(); });
  } finally {
    if (mine === turn) delete document.body.dataset.searching;
  }
}

async function show(mine, focus) {
  await load();
  problems.push(...dropUnknown(index.facets));
  const kind = await index.kind(state.show);
  const words = await look();
  if (mine !== turn) return;
  const scores = words && (words.found[state.show] || new Map());
  const filtered = kind.filter(state.chosen, scores);
  const sorted = kind.sorted(filtered.passing, state.sort, scores);
  const texts = await Promise.all(sorted.slice(0, shown).map((n) => kind.cardText(n)));
  if (mine !== turn) return;
  const wanted = words ? words.parsed.flatMap((one) => one.terms) : [];
  cards.replaceChildren(...texts.map((text, at) => card(text, sorted[at], { index, kind, wanted, root })));
  if (paging) paging.hidden = true;
  heading.textContent = HEADINGS[state.show];
  const size = sorted.length ? amount(sorted.length, state.show) : `No ${KINDS[state.show][1]}`;
  const mended = words ? words.parsed.filter((one) => one.was) : [];
  const asked = mended.length ? words.parsed.map((one) => one.typed).join(" ") : state.q.trim();
  count.textContent = asked ? `${size} for “${asked}”` : size;
  explain(mended, words);
  showCounts(index, kind, filtered.counts);
  totals(mine, words, sorted.length, size);
  showChips(index, change);
  follow(sorted, kind, { scores, found: words && words.found });
  tellCards();
  if (focus) focus();
}

// What a reader should know about how her words and address were taken.
function explain(mended, words) {
  const said = [];
  if (problems.length) said.push(misunderstood());
  if (mended.length) said.push(`Nothing holds ${mended.map((one) => `“${one.was}”`).join(" or ")}. These hold ${mended.map((one) => `“${one.typed}”`).join(" and ")}.`);
  if (words && !words.whole) said.push("The full texts could not be loaded, so only titles, competencies and topics were searched.");
  tell(said.join(" "));
  if (problems.length) { problems = []; remember("replace", shown); }
}

// How many of each kind: of resources, too, when there are few enough to be loaded for that.
async function totals(mine, words, shownHere, size) {
  if (index.head.kinds.resources.size <= 500) await index.kind("resources").catch(() => {});
  if (mine !== turn) return;
  const sizes = {};
  for (const [name, kind] of Object.entries(index.kinds)) sizes[name] = name === state.show ? shownHere : kind.filter(state.chosen, words && (words.found[name] || new Map())).passing.length;
  showTotals(sizes, size.replace(/^No /, "no "));
}

function follow(sorted, kind, found) {
  after.replaceChildren();
  if (sorted.length > shown) {
    after.append(moreButton(shown, sorted.length, A_TIME, () => {
      const first = shown;
      shown += A_TIME;
      remember("replace", shown);
      answer({ focus: () => cards.children[first]?.querySelector("a")?.focus() });
    }));
  }
  if (sorted.length) return;
  const named = (facet, value) => label(facet, value, index);
  after.append(loosen(index, kind, found, named, change, () => { count.tabIndex = -1; count.focus(); }));
}

// Nothing is chosen: the page as it came.
function rest() {
  delete document.body.dataset.searching;
  cards.replaceChildren(...before.cards);
  count.textContent = before.count;
  heading.textContent = HEADINGS.credentials;
  after.replaceChildren();
  if (paging) paging.hidden = false;
  tell(problems.length ? misunderstood() : "");
  if (problems.length) { problems = []; remember("replace", shown); }
  if (index) showCounts(index, index.kinds.credentials, index.kinds.credentials.filter({}).counts);
  else showFirstCounts();
  showTotals({});
  showChips(index, change);
  tellCards();
}

// One change by the reader: remembered in the address, then answered.
function change(act, how = "push") {
  act();
  shown = A_TIME;
  problems = [];
  remember(how, shown);
  showChoice();
  if (how !== "type") input.value = state.q;
  answer();
}

// --- events -----------------------------------------------------------------------------------

let timer;
input.addEventListener("focus", turnTo, { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => change(() => { state.q = input.value; }, "type"), 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  change(() => { state.q = input.value; });
});
listen(turnTo);
filters.addEventListener("change", (event) => {
  const { name, value, checked } = event.target;
  const values = (state.chosen[name] || []).filter((one) => one !== value);
  if (checked) values.push(value);
  change(() => { state.chosen = { ...state.chosen, [name]: values }; if (!values.length) delete state.chosen[name]; });
});
filters.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-all]");
  if (!button) return;
  try {
    await load();
    const first = showAll(index, button.dataset.all);
    const kind = await index.kind(state.show);
    const words = await look();
    showCounts(index, kind, kind.filter(state.chosen, words && (words.found[state.show] || new Map())).counts);
    first?.querySelector("input").focus();
  } catch { tell("The other values could not be loaded. Try once more in a moment."); }
});
sortBox.addEventListener("change", () => change(() => { state.sort = sortBox.value; }));
for (const tab of tabs) tab.addEventListener("click", () => change(() => { state.show = tab.dataset.show; }));
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-clear]")) return;
  const stay = inSheet();
  change(() => { Object.assign(state, { q: "", chosen: {} }); });
  if (!stay) input.focus();
});

// Arrows walk from the box through the results; Escape goes back, and empties the box.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || inSheet()) return;
  const links = [...cards.querySelectorAll(".cf-card__title a")];
  const at = links.indexOf(document.activeElement);
  const inBox = document.activeElement === input;
  if (event.key === "ArrowDown" && (inBox || at >= 0) && links[at + 1]) { event.preventDefault(); links[at + 1].focus(); }
  else if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] || input).focus(); }
  else if (event.key === "Escape" && at >= 0) { event.preventDefault(); input.focus(); }
  else if (event.key === "Escape" && inBox) {
    event.preventDefault();
    clearTimeout(timer);
    if (input.value) change(() => { state.q = ""; }); else input.blur();
  }
});

// Takes over address and place, on arrival and on a step back.
function arrive() {
  problems = readAddress();
  shown = (history.state && history.state.shown) || A_TIME;
  input.value = state.q;
  showChoice();
}
addEventListener("popstate", () => { clearTimeout(timer); arrive(); answer(); });
addEventListener("pagehide", () => { try { history.replaceState({ ...history.state, shown, y: scrollY }, ""); } catch { /* the place is not kept */ } });

const typed = input.value; // what somebody typed before this ran is a search, too
arrive();
const y = history.state && history.state.y;
if (typed && !location.search) change(() => { state.q = typed; }, "type");
else if (location.search && (!isPlain() || problems.length)) answer({ focus: y ? () => scrollTo(0, y) : null });
if (location.hash === "#q") input.focus();
if (document.activeElement === input) turnTo();

export { SearchIndex }; // for those who time it on a page
