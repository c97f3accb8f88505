// The catalog's search: what a reader does, and the answer. The index is loaded when
// the reader turns to it.
import { around, maybe, the } from "../dom.js";
import { fill } from "../wording.js";
import { loosen, moreButton } from "./after.js";
import { card } from "./cards.js";
import {
  filters,
  inSheet,
  label,
  listen,
  showAll,
  showChips,
  showChoice,
  showCounts,
  showFirstCounts,
  showTotals,
  sortBox,
  tabs,
  tellCards,
} from "./filters.js";
import { loadFewResources, Search } from "./loading.js";
import { Stale } from "./pieces.js";
import {
  amount,
  dropUnknown,
  HEADINGS,
  isPlain,
  KINDS,
  readAddress,
  remember,
  SHOWN,
  state,
} from "./state.js";
import { explain, SAYS as NOTES, tell } from "./telling.js";
import { listenToKeys } from "./walking.js";

/**
 * @import { SearchIndex } from "./index.js"
 * @import { Kind, Scores } from "./kind.js"
 * @import { Looked } from "./loading.js"
 */

const SAYS = {
  found: "{amount} for “{words}”",
  none: "No {kind}",
};
const A_TIME = 12;
const WAIT = 150; // milliseconds after the last key before an answer

const form = the("[data-catalog-search]", HTMLFormElement);
const input = the("input", HTMLInputElement, form);
const cards = the("[data-cards]", HTMLElement);
const count = the("[data-count]", HTMLElement);
const after = the("[data-after]", HTMLElement);
const heading = the("[data-heading]", HTMLElement);
const paging = maybe("[data-pages]", HTMLElement);
const root = form.dataset.root ?? "";
const before = { cards: [...cards.childNodes], count: count.textContent };

const search = new Search(form.dataset.index ?? "");
let turn = 0;
/** @type {string[]} parts of the address that nobody can understand */
let problems = [];
let shown = A_TIME;
let reloaded = false;

function turnTo() {
  search.load().catch(() => {
    // Said when there is something to answer.
  });
}

/**
 * Scores of one kind, or null when there are no words.
 * @param {Looked | null} words
 * @param {string} name
 * @returns {Scores | null}
 */
const scoresOf = (words, name) => words && (words.found[name] ?? new Map());

// --- answering -----------------------------------------------------------------------------------

/** @typedef {(() => void) | null} Focus  where the focus goes when the answer is there */

/** @param {Focus} focus */
async function answer(focus = null) {
  const mine = ++turn;
  if (isPlain()) {
    rest();
    return;
  }
  document.body.dataset.searching = "";
  try {
    await show(mine, focus);
  } catch (error) {
    if (mine !== turn) return;
    if (error instanceof Stale && !reloaded) {
      // The site was published since the index was loaded.
      reloaded = true;
      search.load(true).catch(() => {});
      await answer(focus);
      return;
    }
    tell(NOTES.failed, () => {
      tell("");
      search.load(true).catch(() => {});
      answer();
    });
  } finally {
    if (mine === turn) delete document.body.dataset.searching;
  }
}

/**
 * @param {number} mine
 * @param {Focus} focus
 */
async function show(mine, focus) {
  const index = await search.load();
  problems.push(...dropUnknown(index.facets));
  const kind = await index.kind(state.show);
  const words = await search.look(index);
  if (mine !== turn) return;
  const scores = scoresOf(words, state.show);
  const filtered = kind.filter(state.chosen, scores);
  const sorted = kind.sorted(filtered.passing, state.sort, scores);
  const texts = await Promise.all(sorted.slice(0, shown).map((n) => kind.cardText(n)));
  if (mine !== turn) return;
  const wanted = words ? words.parsed.flatMap((one) => one.terms) : [];
  const context = { index, kind, wanted, root };
  cards.replaceChildren(...texts.map((text, at) => card(text, sorted[at], context)));
  if (paging) paging.hidden = true;
  heading.textContent = HEADINGS[state.show];
  const size = sizeInWords(sorted.length);
  const asked = askedFor(words);
  count.textContent = asked ? fill(SAYS.found, { amount: size, words: asked }) : size;
  explain(problems, words);
  forgetProblems();
  showCounts(index, kind, filtered.counts);
  totals(mine, index, words, sorted.length);
  showChips(index, change);
  follow(sorted, index, kind, words);
  tellCards();
  if (focus) focus();
}

/** @param {number} size */
function sizeInWords(size) {
  return size ? amount(size, state.show) : fill(SAYS.none, { kind: KINDS[state.show][1] });
}

/**
 * The words that were looked for: as typed, or without slips.
 * @param {Looked | null} words
 */
function askedFor(words) {
  if (!words?.parsed.some((one) => one.was)) return state.q.trim();
  return words.parsed.map((one) => one.typed).join(" ");
}

function forgetProblems() {
  if (!problems.length) return;
  problems = [];
  remember("replace", shown);
}

/**
 * How many of each kind: of resources, too, when there are few enough to be loaded for that.
 * @param {number} mine
 * @param {SearchIndex} index
 * @param {Looked | null} words
 * @param {number} shownHere
 */
async function totals(mine, index, words, shownHere) {
  await loadFewResources(index);
  if (mine !== turn) return;
  /** @type {Record<string, number>} */
  const sizes = { [state.show]: shownHere };
  for (const name of SHOWN.filter((one) => one !== state.show && index.kinds[one])) {
    const { passing } = index.kinds[name].filter(state.chosen, scoresOf(words, name));
    sizes[name] = passing.length;
  }
  showTotals(sizes, sizeInWords(shownHere).replace(/^No /, "no "));
}

/**
 * @param {number[]} sorted
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {Looked | null} words
 */
function follow(sorted, index, kind, words) {
  after.replaceChildren();
  if (sorted.length > shown) {
    const showMore = () => {
      const first = shown;
      shown += A_TIME;
      remember("replace", shown);
      answer(() => cards.children[first]?.querySelector("a")?.focus());
    };
    after.append(moreButton(shown, sorted.length, A_TIME, showMore));
  }
  if (sorted.length) return;
  const found = { scores: scoresOf(words, state.show), found: words?.found ?? null };
  /** @type {(facet: string, value: string) => string} */
  const named = (facet, value) => label(facet, value, index);
  const goToCount = () => {
    count.tabIndex = -1;
    count.focus();
  };
  after.append(loosen(index, kind, found, named, change, goToCount));
}

/** Nothing is chosen: the page as it came. */
function rest() {
  const { index } = search;
  delete document.body.dataset.searching;
  cards.replaceChildren(...before.cards);
  count.textContent = before.count;
  heading.textContent = HEADINGS.credentials;
  after.replaceChildren();
  if (paging) paging.hidden = false;
  explain(problems);
  forgetProblems();
  if (index) {
    const { credentials } = index.kinds;
    showCounts(index, credentials, credentials.filter({}).counts);
  } else showFirstCounts();
  showTotals({});
  showChips(index, change);
  tellCards();
}

/**
 * One change by the reader: remembered in the address, then answered.
 * @param {() => void} act
 * @param {"push" | "type"} how
 */
function change(act, how = "push") {
  act();
  shown = A_TIME;
  problems = [];
  remember(how, shown);
  showChoice();
  if (how !== "type") input.value = state.q;
  answer();
}

// --- events --------------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
const takeWords = () => {
  state.q = input.value;
};
input.addEventListener("focus", turnTo, { once: true });
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => change(takeWords, "type"), WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  change(takeWords);
});
listen(turnTo);

filters.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLInputElement)) return;
  const { name, value, checked } = event.target;
  const values = (state.chosen[name] || []).filter((one) => one !== value);
  if (checked) values.push(value);
  change(() => {
    state.chosen = { ...state.chosen, [name]: values };
    if (!values.length) delete state.chosen[name];
  });
});

filters.addEventListener("click", async (event) => {
  const more = around(event, "[data-all]");
  if (!more) return;
  try {
    const index = await search.load();
    const first = showAll(index, more.dataset.all ?? "");
    const kind = await index.kind(state.show);
    const scores = scoresOf(await search.look(index), state.show);
    showCounts(index, kind, kind.filter(state.chosen, scores).counts);
    first?.querySelector("input")?.focus();
  } catch {
    tell(NOTES.noValues);
  }
});

sortBox.addEventListener("change", () =>
  change(() => {
    const sorts = /** @type {const} */ (["relevance", "newest", "shortest", "name"]);
    state.sort = sorts.find((one) => one === sortBox.value) ?? "relevance";
  }),
);
for (const tab of tabs) {
  tab.addEventListener("click", () =>
    change(() => {
      state.show = SHOWN.find((one) => one === tab.dataset.show) ?? "credentials";
    }),
  );
}
document.addEventListener("click", (event) => {
  if (!around(event, "[data-clear]")) return;
  const stay = inSheet();
  change(() => {
    state.q = "";
    state.chosen = {};
  });
  if (!stay) input.focus();
});

listenToKeys(input, cards, inSheet, () => {
  clearTimeout(timer);
  leaveBox();
});

function leaveBox() {
  if (!input.value) {
    input.blur();
    return;
  }
  change(() => {
    state.q = "";
  });
}

/** Takes over address and place, on arrival and on a step back. */
function arrive() {
  problems = readAddress();
  shown = history.state?.shown || A_TIME;
  input.value = state.q;
  showChoice();
}
addEventListener("popstate", () => {
  clearTimeout(timer);
  arrive();
  answer();
});
addEventListener("pagehide", () => {
  try {
    history.replaceState({ ...history.state, shown, y: scrollY }, "");
  } catch {
    // The place is not kept.
  }
});

const typed = input.value; // what somebody typed before this ran is a search, too
arrive();
const y = history.state?.y;
if (typed && !location.search) {
  change(() => {
    state.q = typed;
  }, "type");
} else if (location.search && (!isPlain() || problems.length)) {
  answer(y ? () => scrollTo(0, y) : null);
}
if (location.hash === "#q") input.focus();
if (document.activeElement === input) turnTo();

export { SearchIndex } from "./index.js"; // for those who time it on a page
