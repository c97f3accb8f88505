// The catalog's search box, filters and results. The index is loaded when a reader turns to them, not before.
import { places } from "./search-words.js";

const form = document.querySelector("[data-catalog-search]");
const input = form.querySelector("input");
const filters = document.querySelector("[data-filters]");
const filterPlace = document.querySelector("[data-filter-place]");
const sheet = document.querySelector("[data-sheet]");
const cards = document.querySelector("[data-cards]");
const count = document.querySelector("[data-count]");
const after = document.querySelector("[data-after]");
const notice = document.querySelector("[data-notice]");
const heading = document.querySelector("[data-heading]");
const chips = document.querySelector("[data-chosen]");
const sortBox = document.querySelector("[data-sort]");
const paging = document.querySelector("[data-pages]");
const opener = document.querySelector("[data-open-filters]");
const root = form.dataset.root;

const A_TIME = 12;
const SORTS = ["relevance", "newest", "shortest", "name"];
const KINDS = { credentials: ["micro-credential", "micro-credentials"], stacks: ["stack", "stacks"], resources: ["resource", "resources"] };
const HEADINGS = { credentials: "Micro-credentials", stacks: "Stacks", resources: "Learning resources" };
const FACETS = [...filters.querySelectorAll("[data-facet]")].map((group) => group.dataset.facet);
const before = { cards: [...cards.childNodes], count: count.textContent, counts: new Map([...filters.querySelectorAll(".cf-value")].map((label) => [label, label.querySelector("b").textContent])) };

let index = null, loading = null, turn = 0, problems = [], shown = A_TIME, textFailed = false;
let state = { q: "", show: "credentials", sort: "relevance", chosen: {} };

// --- the address ----------------------------------------------------------------------------

function read() {
  const given = new URLSearchParams(location.search);
  const next = { q: (given.get("q") || "").slice(0, 200), show: "credentials", sort: "relevance", chosen: {} };
  problems = [];
  for (const [name, known] of [["show", Object.keys(KINDS)], ["sort", SORTS]]) {
    const value = given.get(name);
    if (value === null) continue;
    if (known.includes(value)) next[name] = value; else problems.push(`${name}=${value}`);
  }
  for (const facet of FACETS) {
    const values = [...new Set(given.getAll(facet))].filter(Boolean).slice(0, 50);
    if (values.length) next.chosen[facet] = values;
  }
  if (given.has("page")) problems.push(`page=${given.get("page")}`);
  return next;
}

function address() {
  const made = new URL(location.href);
  for (const name of ["q", "show", "sort", "page", ...FACETS]) made.searchParams.delete(name);
  if (state.q) made.searchParams.set("q", state.q);
  if (state.show !== "credentials") made.searchParams.set("show", state.show);
  for (const facet of FACETS) for (const value of state.chosen[facet] || []) made.searchParams.append(facet, value);
  if (state.sort !== "relevance") made.searchParams.set("sort", state.sort);
  made.hash = "";
  return made;
}

function remember(how) {
  const made = address();
  if (how === "push" && made.href === location.href) how = "replace";
  // What is typed in one go is one step back, not one for each letter.
  const typing = how === "type";
  if (typing) how = history.state && history.state.typing ? "replace" : "push";
  history[how === "push" ? "pushState" : "replaceState"]({ typing, shown }, "", made);
}

function isPlain() {
  return !state.q.trim() && state.show === "credentials" && state.sort === "relevance" && !Object.values(state.chosen).some((values) => values.length);
}

// --- loading --------------------------------------------------------------------------------

function load(again = false) {
  if (again) { loading = null; index = null; looked = {}; }
  loading ||= import("./search-index.js")
    .then(({ SearchIndex }) => SearchIndex.load(form.dataset.index, again))
    .then((loaded) => { index = loaded; return loaded; });
  loading.catch(() => { loading = null; });
  return loading;
}

function turnTo() { load().catch(() => {}); }

function tell(text, button) {
  notice.replaceChildren();
  if (!text) return;
  const box = element("p", "cf-searchnote", text);
  if (button) {
    const again = element("button", "cf-button", button[0]);
    again.type = "button";
    again.addEventListener("click", button[1]);
    box.append(" ", again);
  }
  notice.append(box);
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

const number = (value) => value.toLocaleString("en-US");
const amount = (value, kind) => `${number(value)} ${KINDS[kind][value === 1 ? 0 : 1]}`;

function jurisdiction() {
  if (state.chosen.credit && state.chosen.credit.length) return state.chosen.credit[0];
  try { return localStorage.getItem("credfolio-jurisdiction"); } catch { return null; }
}

// --- answering ------------------------------------------------------------------------------

// Everything that the choices lead to, worked out before anything is shown.
async function work(mine) {
  await load();
  for (const [facet, values] of Object.entries(state.chosen)) {
    const known = index.facets.find((one) => one.id === facet);
    const good = values.filter((value) => known && known.number.has(value));
    for (const value of values) if (!good.includes(value)) problems.push(`${facet}=${value}`);
    if (good.length) state.chosen[facet] = good; else delete state.chosen[facet];
  }
  const kind = await index.kind(state.show);
  const parsed = await index.spell(index.parse(state.q));
  const asks = state.q.trim() !== "";
  const found = parsed.length ? await look(parsed) : {};
  const corrected = parsed.filter((one) => one.was).map((one) => [one.was, one.typed]);
  if (mine !== turn) return null;
  return { kind, parsed, scores: asks ? found[state.show] || new Map() : null, found: asks ? found : null, corrected };
}

// What fits the words, by kind: titles and competencies, then the full texts.
async function look(parsed) {
  // A change of the filters leaves what the words found as it is.
  const key = JSON.stringify([state.show, Object.keys(index.kinds).length, parsed.map((one) => [one.typed, one.group])]);
  if (looked.key !== key || textFailed) {
    const found = await search(parsed);
    looked = { key, found };
  }
  return looked.found;
}

let looked = {};

async function search(parsed) {
  if (index.head.kinds.resources.size <= 500) await index.kind("resources").catch(() => {});
  const kinds = Object.values(index.kinds);
  if (parsed.some((one) => one.unknown)) return {};
  const found = Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind.name, await kind.match(parsed)])));
  try {
    textFailed = false;
    const first = index.kinds.credentials.size;
    for (const [n, score] of await index.fullText(parsed)) {
      const [scores, at] = n < first ? [found.credentials, n] : [found.stacks, n - first];
      scores.set(at, (scores.get(at) || 0) + Math.min(0.9, score / 100) + 0.1);
    }
  } catch { textFailed = true; }
  return found;
}

async function answer({ focus = null } = {}) {
  const mine = ++turn;
  if (isPlain()) { rest(); return; }
  document.body.dataset.searching = "";
  try {
    await show(mine, focus);
  } catch (error) {
    if (mine !== turn) return;
    if (error.stale && !answer.reloaded) { // the site was published anew since the index was loaded
      answer.reloaded = true;
      load(true).catch(() => {});
      await answer({ focus });
      return;
    }
    tell("The search could not be loaded. What you chose is kept; the cards and lists on this page still work.", ["Try again", () => { tell(""); load(true).catch(() => {}); answer(); }]);
  } finally {
    if (mine === turn) delete document.body.dataset.searching;
  }
}

async function show(mine, focus) {
  const result = await work(mine);
  if (!result || mine !== turn) return;
  const { kind, scores, parsed, corrected } = result;
  const filtered = kind.filter(state.chosen, scores);
  const sorted = kind.sorted(filtered.passing, state.sort, scores);
  const texts = await Promise.all(sorted.slice(0, shown).map((n) => kind.cardText(n)));
  if (mine !== turn) return;
  const wanted = parsed.flatMap((one) => one.terms);
  cards.replaceChildren(...texts.map((text, at) => card(text, sorted[at], kind, wanted)));
  paging && (paging.hidden = true);
  heading.textContent = HEADINGS[state.show];
  const forWords = state.q.trim() ? ` for “${corrected.length ? parsed.map((one) => one.typed).join(" ") : state.q.trim()}”` : "";
  count.textContent = sorted.length ? `${amount(sorted.length, state.show)}${forWords}` : `No ${KINDS[state.show][1]}${forWords}`;
  const said = [];
  if (problems.length) said.push(`Part of the address was not understood and was left out: ${problems.join(", ")}.`);
  if (corrected.length) said.push(`Nothing holds ${corrected.map(([was]) => `“${was}”`).join(" or ")}. These hold ${corrected.map(([, now]) => `“${now}”`).join(" and ")}.`);
  if (textFailed) said.push("The full texts could not be loaded, so only titles, competencies and topics were searched.");
  tell(said.join(" "));
  if (problems.length) { problems = []; remember("replace"); }
  panel(kind, filtered.counts);
  totals(result);
  chosen();
  follow(sorted, kind, result);
  document.dispatchEvent(new CustomEvent("credfolio:cards"));
  if (focus) focus();
}

// Nothing is chosen: the page as it came.
function rest() {
  delete document.body.dataset.searching;
  cards.replaceChildren(...before.cards);
  count.textContent = before.count;
  heading.textContent = HEADINGS.credentials;
  after.replaceChildren();
  paging && (paging.hidden = false);
  tell(problems.length ? `Part of the address was not understood and was left out: ${problems.join(", ")}.` : "");
  if (problems.length) { problems = []; remember("replace"); }
  if (index) panel(index.kinds.credentials, index.kinds.credentials.filter({}).counts);
  else for (const [label, text] of before.counts) { label.querySelector("b").textContent = text; label.querySelector("input").checked = false; }
  for (const button of document.querySelectorAll("[data-show] b")) button.textContent = "";
  controls();
  chosen();
}

// --- cards ----------------------------------------------------------------------------------

function card(text, n, kind, wanted) {
  const holder = document.createElement("template");
  holder.innerHTML = index.card(text, root);
  const made = holder.content.firstElementChild;
  const where = jurisdiction();
  const credit = index.facets.find((facet) => facet.id === "credit");
  if (where && credit && credit.labels.has(where) && kind.name === "credentials") {
    const facts = made.querySelector(".cf-card__facts");
    let fact = made.querySelector("[data-credit]");
    const amounts = kind.creditOf(n, where);
    if (!fact && facts) { fact = element("li"); facts.append(fact); }
    if (fact) {
      const icon = fact.querySelector("svg");
      fact.replaceChildren(...(icon ? [icon] : []), amounts.length ? `${amounts[0]}${amounts.length > 1 ? ` +${amounts.length - 1}` : ""} in ${credit.labels.get(where)}` : `No credit stated for ${credit.labels.get(where)}`);
    }
  }
  if (wanted.length) {
    const marked = mark(made.querySelector(".cf-card__title"), wanted) + mark(made.querySelector(".cf-card__text"), wanted);
    if (!marked) why(made, n, kind, wanted);
  }
  return made;
}

function mark(inside, wanted) {
  if (!inside) return 0;
  let made = 0;
  const walker = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    for (const [from, to] of places(text.data, wanted).reverse()) {
      const rest = text.splitText(from);
      rest.splitText(to - from);
      const marker = element("mark", "", rest.data);
      rest.replaceWith(marker);
      made++;
    }
  }
  return made;
}

// Why a card is here when its title and competency do not say so: a value it has, or a line of its text.
function why(made, n, kind, wanted) {
  const values = [];
  index.facets.forEach((facet, f) => {
    if (!kind.rows[f] || ["hours", "cost", "students", "remote", "status"].includes(facet.id)) return;
    for (const value of kind.rows[f][n]) if (places(facet.values[value][1], wanted).length) values.push(`${facet.title}: ${facet.values[value][1]}`);
  });
  const line = element("p", "cf-card__why");
  made.querySelector(".cf-card__facts, .cf-card__path, .cf-card__for")?.before(line);
  if (values.length) { line.textContent = values.slice(0, 3).join(" · "); mark(line, wanted); return; }
  const link = made.querySelector(".cf-card__title a");
  if (kind.name === "resources" || !link) { line.remove(); return; }
  const at = new URL(link.href, location.href).pathname.slice(new URL(root, location.href).pathname.length);
  seen.observe(made);
  made.excerpt = async () => {
    const passages = await index.passages(at).catch(() => []);
    let best = null, most = 0;
    for (const passage of passages) {
      const hits = places(passage, wanted);
      const different = new Set(hits.map(([from, to]) => passage.slice(from, to).toLowerCase().slice(0, 5))).size;
      if (different > most) { best = [passage, hits]; most = different; }
    }
    if (!best) { line.remove(); return; }
    line.textContent = around(...best);
    mark(line, wanted);
  };
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting && entry.target.excerpt) {
    seen.unobserve(entry.target);
    entry.target.excerpt();
    entry.target.excerpt = null;
  }
}, { rootMargin: "120px" });

function around(passage, hits) {
  if (passage.length <= 180) return passage;
  let from = Math.max(0, hits[0][0] - 60);
  if (from) from = passage.indexOf(" ", from) + 1 || from;
  let to = Math.min(passage.length, from + 180);
  if (to < passage.length) to = Math.max(passage.lastIndexOf(" ", to), hits[0][1]);
  return `${from ? "… " : ""}${passage.slice(from, to)}${to < passage.length ? " …" : ""}`;
}

// --- what follows the cards -------------------------------------------------------------------

function follow(sorted, kind, result) {
  after.replaceChildren();
  if (sorted.length > shown) {
    const next = Math.min(A_TIME, sorted.length - shown);
    const more = element("button", "cf-button", `Show ${next} more`);
    more.type = "button";
    more.addEventListener("click", () => {
      const first = shown;
      shown += A_TIME;
      remember("replace");
      answer({ focus: () => cards.children[first]?.querySelector("a")?.focus() });
    });
    const line = element("p", "cf-more-results");
    line.append(more, element("span", "cf-muted", ` ${number(shown)} of ${number(sorted.length)} are shown`));
    after.append(line);
  }
  if (!sorted.length) after.append(loosen(kind, result));
}

// Which single step back gives something, and how much.
function loosen(kind, { scores, found }) {
  const box = element("div", "cf-empty");
  box.append(element("p", "cf-empty__title", "Nothing fits all of this"));
  const ways = [];
  for (const [facet, values] of Object.entries(state.chosen)) for (const value of values) {
    const size = kind.filter(without(facet, value), scores).passing.length;
    if (size) ways.push([size, `Without ${label(facet, value)}`, () => change(() => { state.chosen = without(facet, value); })]);
  }
  if (state.q.trim() && Object.keys(state.chosen).length) {
    const size = kind.filter(state.chosen).passing.length;
    if (size) ways.push([size, `Without the words “${state.q.trim()}”`, () => change(() => { state.q = ""; })]);
  }
  if (scores && scores.size && Object.keys(state.chosen).length > 1) ways.push([scores.size, "Without any filter", () => change(() => { state.chosen = {}; })]);
  for (const other of Object.keys(KINDS)) {
    if (other === state.show || !index.kinds[other] || (state.q.trim() && !found)) continue;
    const size = index.kinds[other].filter(state.chosen, found ? found[other] || new Map() : null).passing.length;
    if (size) ways.push([size, HEADINGS[other], () => change(() => { state.show = other; }), other]);
  }
  ways.sort((a, b) => b[0] - a[0]);
  box.append(element("p", "", ways.length ? "Loosen one thing:" : "Try fewer or other words, or take filters off."));
  const list = element("p", "cf-loosen");
  for (const [size, text, act, other] of ways.slice(0, 6)) {
    const button = element("button", "cf-button", `${text}: ${amount(size, other || state.show)}`);
    button.type = "button";
    button.addEventListener("click", () => { act(); count.tabIndex = -1; count.focus(); });
    list.append(button);
  }
  const clear = element("button", "cf-button", "Clear all");
  clear.type = "button";
  clear.dataset.clear = "";
  list.append(clear);
  box.append(list);
  return box;
}

function without(facet, value) {
  const left = { ...state.chosen, [facet]: state.chosen[facet].filter((one) => one !== value) };
  if (!left[facet].length) delete left[facet];
  return left;
}

// --- filters ----------------------------------------------------------------------------------

function label(facet, value) {
  const known = index && index.facets.find((one) => one.id === facet);
  const title = filters.querySelector(`[data-facet="${facet}"] summary`).textContent;
  return `${title}: ${known ? known.labels.get(value) || value : value}`;
}

function controls() {
  input.value !== state.q && document.activeElement !== input && (input.value = state.q);
  sortBox.value = state.sort;
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === state.show));
  for (const box of filters.querySelectorAll("input")) box.checked = (state.chosen[box.name] || []).includes(box.value);
}

function panel(kind, counts) {
  index.facets.forEach((facet, f) => {
    const group = filters.querySelector(`[data-facet="${facet.id}"]`);
    if (!group) return;
    group.hidden = !kind.rows[f];
    if (!kind.rows[f]) return;
    const listed = new Set([...group.querySelectorAll("input")].map((box) => box.value));
    if ((state.chosen[facet.id] || []).some((value) => !listed.has(value))) all(facet.id);
    for (const row of group.querySelectorAll(".cf-value")) {
      const size = counts[f][facet.number.get(row.querySelector("input").value)];
      row.querySelector("b").textContent = number(size);
      row.classList.toggle("cf-value--none", size === 0);
    }
  });
  controls();
}

// Every value of a facet, in place of the first few.
function all(id) {
  const group = filters.querySelector(`[data-facet="${id}"]`);
  const button = group.querySelector("[data-all]");
  if (!button) return null;
  const facet = index.facets.find((one) => one.id === id);
  const there = group.querySelectorAll(".cf-value").length;
  const rows = facet.values.slice(there).map(([value, name]) => {
    const row = element("label", "cf-value");
    const box = element("input");
    Object.assign(box, { type: "checkbox", name: id, value });
    row.append(box, element("span", "", name), element("b"));
    return row;
  });
  button.replaceWith(...rows);
  return rows[0];
}

async function totals({ found }) {
  const mine = turn;
  if (index.head.kinds.resources.size <= 500) await index.kind("resources").catch(() => {});
  if (mine !== turn) return;
  for (const button of document.querySelectorAll("[data-show]")) {
    const kind = index.kinds[button.dataset.show];
    const scores = found ? found[button.dataset.show] || new Map() : null;
    button.querySelector("b").textContent = kind && (!state.q.trim() || scores) ? number(kind.filter(state.chosen, scores).passing.length) : "";
  }
  for (const button of document.querySelectorAll("[data-sheet-count]")) button.textContent = `Show ${count.textContent.replace(/ for “.*/, "").replace(/^No /, "no ")}`;
}

function chosen() {
  const had = chips.contains(document.activeElement) ? [...chips.children].indexOf(document.activeElement) : -1;
  const made = [];
  for (const facet of FACETS) for (const value of state.chosen[facet] || []) {
    const chip = element("button", "cf-taken", label(facet, value));
    chip.type = "button";
    chip.append(element("span", "cf-sr", " – take this filter off"), cross());
    chip.addEventListener("click", () => change(() => { state.chosen = without(facet, value); }));
    made.push(chip);
  }
  const size = made.length;
  if (size || state.q.trim()) {
    const clear = element("button", "cf-taken cf-taken--all", "Clear all");
    clear.type = "button";
    clear.dataset.clear = "";
    made.push(clear);
  }
  chips.replaceChildren(...made);
  chips.hidden = !made.length;
  document.querySelector("[data-chosen-count]").textContent = size ? String(size) : "";
  if (had >= 0) (chips.children[Math.min(had, chips.children.length - 1)] || input).focus();
}

function cross() {
  const made = element("span", "cf-taken__x", "×");
  made.setAttribute("aria-hidden", "true");
  return made;
}

// One change by the reader: remembered in the address, then answered.
function change(act, how = "push") {
  act();
  shown = A_TIME;
  problems = [];
  remember(how);
  controls();
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
filters.addEventListener("pointerenter", turnTo, { once: true });
filters.addEventListener("focusin", turnTo, { once: true });
filters.addEventListener("submit", (event) => event.preventDefault());
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
    const first = all(button.dataset.all);
    const kind = await index.kind(state.show);
    const found = state.q.trim() ? (await look(await index.spell(index.parse(state.q))))[state.show] || new Map() : null;
    panel(kind, kind.filter(state.chosen, found).counts);
    first.querySelector("input").focus();
  } catch { tell("The other values could not be loaded. Try once more in a moment."); }
});
sortBox.addEventListener("change", () => change(() => { state.sort = sortBox.value; }));
for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => change(() => { state.show = button.dataset.show; }));
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-clear]")) return;
  const inSheet = sheet.open;
  change(() => { state = { ...state, q: "", chosen: {} }; });
  if (!inSheet) input.focus();
});

function openSheet() {
  document.querySelector("[data-sheet-body]").append(filters);
  sheet.showModal();
  turnTo();
}
opener.addEventListener("click", openSheet);
for (const button of document.querySelectorAll("[data-close-filters]")) button.addEventListener("click", () => sheet.close());
sheet.addEventListener("close", () => { filterPlace.append(filters); opener.focus(); });
matchMedia("(min-width: 60em)").addEventListener("change", (wide) => { if (wide.matches && sheet.open) sheet.close(); });
if (matchMedia("(max-width: 60em)").matches) for (const group of filters.querySelectorAll("details")) group.open = group.dataset.facet === "hours";

// Arrows walk from the box through the results; Escape goes back, and empties the box.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || sheet.open) return;
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

addEventListener("popstate", () => {
  clearTimeout(timer);
  state = read();
  shown = (history.state && history.state.shown) || A_TIME;
  input.value = state.q;
  controls();
  answer();
});
addEventListener("pagehide", () => { try { history.replaceState({ ...history.state, shown, y: scrollY }, ""); } catch { /* the place is not kept */ } });

const asked = location.search;
state = read();
shown = (history.state && history.state.shown) || A_TIME;
const y = history.state && history.state.y;
if (asked && (!isPlain() || problems.length)) {
  input.value = state.q;
  controls();
  answer({ focus: y ? () => scrollTo(0, y) : null });
}
if (location.hash === "#q") input.focus();
