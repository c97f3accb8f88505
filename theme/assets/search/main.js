// The catalog's search: what a reader does, and the answer. The index is loaded when
// the reader turns to it.
import { around, maybe, the } from "../dom.js";
import { fill } from "../wording.js";
import { moreButton, nothingFits, wayOn } from "./after.js";
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
import { showGroups } from "./groups.js";
import { loadFewResources, Search } from "./loading.js";
import { isStale } from "./pieces.js";
import { said } from "./reading.js";
import {
  amount,
  dropUnknown,
  HEADINGS,
  isPlain,
  KINDS,
  MOST_LETTERS,
  readAddress,
  remember,
  SHOWN,
  state,
} from "./state.js";
import { explain, lacksWords, SAYS as NOTES, tell, tellBesides } from "./telling.js";
import { listenToKeys } from "./walking.js";

/**
 * @import { Asked } from "./answering.js"
 * @import { SearchIndex } from "./index.js"
 * @import { Kind, Scores } from "./kind.js"
 */

const SAYS = {
  found: "{amount} for “{words}”",
  partly: "{amount} for “{words}”, {n} with every word",
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

/** The engine, once the index is there. */
function engine() {
  if (!search.engine) throw new Error("The index is there before its engine");
  return search.engine;
}

/**
 * Scores of one kind, or null when there are no words.
 * @param {Asked | null} asked
 * @param {string} name
 * @returns {Scores | null}
 */
const scoresOf = (asked, name) => engine().scoresOf(asked, name);

/**
 * The records of a kind that fit what was chosen and read, and what each value would give.
 * @param {Kind} kind
 * @param {Asked | null} asked
 */
function filtered(kind, asked) {
  const { facets, limits } = engine().merged(state.chosen, asked?.readings ?? []);
  return kind.filter(facets, scoresOf(asked, kind.name), limits);
}

/**
 * What the order by relevance goes by: words, or where a sentence is nothing but filters, those.
 * @param {Kind} kind
 * @param {Asked | null} asked
 * @param {number[]} passing
 */
function orderOf(kind, asked, passing) {
  const scores = scoresOf(asked, kind.name);
  if (scores || !asked?.readings.length) return scores;
  return kind.fitness(engine().merged(state.chosen, asked.readings).facets, passing);
}

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
    if (isStale(error) && !reloaded) {
      // The site was published since the index was loaded.
      reloaded = true;
      search.load(true).catch(() => {});
      await answer(focus);
      return;
    }
    tellBesides(); // what the last answer was read as
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
  const asked = await search.look(index);
  if (mine !== turn) return;
  const { passing, counts } = filtered(kind, asked);
  const sorted = kind.sorted(passing, state.sort, orderOf(kind, asked, passing), shown);
  const texts = await Promise.all(sorted.map((n) => kind.cardText(n)));
  if (mine !== turn) return;
  const terms = asked?.terms ?? [];
  const wanted = terms.flatMap((one) => one.terms);
  const context = { index, kind, wanted, terms, root };
  cards.replaceChildren(...texts.map((text, at) => engine().card(text, sorted[at], context)));
  if (paging) paging.hidden = true;
  heading.textContent = HEADINGS[state.show];
  const size = sizeInWords(passing.length);
  const words = asked ? wordsOf(asked) : "";
  const n = withEveryWord(passing, asked, state.show);
  const sentence = n && n < passing.length ? SAYS.partly : SAYS.found;
  count.textContent = words ? fill(sentence, { amount: size, words, n }) : size;
  explain(problems, asked, change);
  forgetProblems();
  showCounts(index, kind, counts, asked);
  totals(mine, index, asked, passing.length);
  showChips(index, change, asked);
  const place = { index, asked, engine: engine(), root, cards, after, shown: state.show };
  const [names] = await Promise.all([
    showGroups(place),
    follow(passing.length, index, kind, asked),
  ]);
  const read = (asked?.readings ?? []).map((one) => said(one, index.facets));
  const near = after.querySelectorAll("[data-near] article").length;
  if (mine !== turn) return;
  tellBesides(read, near, names);
  tellCards(engine().merged(state.chosen, asked?.readings ?? []).facets.credit);
  if (focus) focus();
}

/**
 * How many of the records that were found hold every word.
 * @param {number[]} passing
 * @param {Asked | null} asked
 * @param {string} name
 */
function withEveryWord(passing, asked, name) {
  const whole = asked?.found?.[name]?.whole;
  return whole ? passing.filter((n) => whole.has(n)).length : 0;
}

/** @param {number} size */
function sizeInWords(size) {
  return size ? amount(size, state.show) : fill(SAYS.none, { kind: KINDS[state.show][1] });
}

/**
 * The words that were looked for: as typed, or without slips and filters.
 * @param {Asked} asked
 */
function wordsOf({ corrected, dropped, readings, rest, terms }) {
  if (corrected.length || dropped.length) return terms.map((one) => one.typed).join(" ");
  return readings.length ? rest : state.q.trim();
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
 * @param {Asked | null} asked
 * @param {number} shownHere
 */
async function totals(mine, index, asked, shownHere) {
  await loadFewResources(index);
  if (mine !== turn) return;
  /** @type {Record<string, number>} */
  const sizes = { [state.show]: shownHere };
  for (const name of SHOWN.filter((one) => one !== state.show && index.kinds[one])) {
    sizes[name] = filtered(index.kinds[name], asked).passing.length;
  }
  showTotals(sizes, sizeInWords(shownHere).replace(/^No /, "no "));
}

/**
 * @param {number} size
 * @param {SearchIndex} index
 * @param {Kind} kind
 * @param {Asked | null} asked
 */
async function follow(size, index, kind, asked) {
  after.replaceChildren();
  if (size > shown) {
    const showMore = () => {
      const first = shown;
      shown += A_TIME;
      remember("replace", shown);
      answer(() => cards.children[first]?.querySelector("a")?.focus());
    };
    after.append(moreButton(shown, size, A_TIME, showMore));
  }
  if (size) {
    if (asked && lacksWords(asked)) after.append(wayOn(root));
    return;
  }
  /** @type {(facet: string, value: string) => string} */
  const named = (facet, value) => label(facet, value, index);
  const goToCount = () => {
    count.tabIndex = -1;
    count.focus();
  };
  const place = { index, kind, asked, engine: engine(), root };
  after.append(await nothingFits(place, named, change, goToCount));
}

/** Nothing is chosen: the page as it came. */
function rest() {
  const { index } = search;
  delete document.body.dataset.searching;
  cards.replaceChildren(...before.cards);
  count.textContent = before.count;
  heading.textContent = HEADINGS.credentials;
  after.replaceChildren();
  showGroups(null);
  tellBesides();
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
  if (state.q !== input.value) {
    state.asWords = false;
    state.asTyped = false;
  }
  state.q = input.value.slice(0, MOST_LETTERS);
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
  const was = search.looked?.readings.filter((one) => one.facet === name) ?? [];
  const isRead = !checked && was.some((one) => one.values?.includes(value));
  change(() => {
    // A value that was read from the sentence goes with its words.
    if (isRead)
      state.q = engine().without(
        state.q,
        was.flatMap((one) => one.spans),
      );
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
    const asked = await search.look(index);
    showCounts(index, kind, filtered(kind, asked).counts, asked);
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
    state.asWords = false;
    state.asTyped = false;
  });
  if (!stay) input.focus();
});

listenToKeys(input, the("[data-results]", HTMLElement), inSheet, () => {
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
