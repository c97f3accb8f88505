// The fields of each task, and what is in them as words of the command.
import { h } from "../../theme/assets/dom.js";
import { choice, line } from "../seal/fields.js";
import { chooser } from "./chooser.js";
import { approversFirst, peopleOptions } from "./persons.js";
import { SAYS } from "./words.js";

/**
 * @import { Command } from "./job.js"
 * @import { People } from "./people.js"
 * @import { Chooser } from "./chooser.js"
 *
 * @typedef {object} Given what is in the fields, or the sentence that says what is missing
 * @property {string[]} options
 * @property {Chooser | null} came
 * @property {File[]} sheets
 * @property {File | null} key
 * @property {string} phrase
 * @property {Chooser | null} out
 *
 * @typedef {object} Fields
 * @property {HTMLElement} shown
 * @property {() => Given | string} given
 * @property {(commit: string) => void} isAt  told the commit that the records are at
 */

/**
 * @param {Command} command
 * @param {People} people  of the records
 * @param {() => void} forget  called when another folder is chosen
 * @param {string} commit  that the records are at, where git says it
 * @param {Known} known
 * @returns {Fields}
 */
export function fieldsOf(command, people, forget, commit = "", known = UNKNOWN) {
  const made = MAKERS[command](people, forget, commit, known);
  return { isAt: () => {}, ...made, shown: h("div", { "data-fields": command }, made.shown) };
}

/** @type {Known} */
const UNKNOWN = { approvers: new Set(), asked: async () => "" };
const NOTHING = { came: null, sheets: [], key: null, phrase: "", out: null };

/**
 * @typedef {object} Known what else the records say
 * @property {Set<string>} approvers  ids of those whom a list of approvers names
 * @property {(number: string) => Promise<string>} asked  what a request asks; "" for no such one
 *
 * @typedef {{ shown: Node, given: Fields["given"], isAt?: Fields["isAt"] }} Made
 * @typedef {(people: People, forget: () => void, commit: string, known: Known) => Made} Maker
 * @type {Record<Command, Maker>}
 */
const MAKERS = {
  due() {
    const days = line(SAYS.days, { type: "number", min: 0, max: 60, value: "3" });
    return {
      shown: days,
      given: () => ({ ...NOTHING, options: ["--days", typedIn(days) || "3"] }),
    };
  },
  intake(people, forget) {
    const came = chooser("came", SAYS.sealed, SAYS.sealedFiles, forget);
    const key = keyFields();
    const whose = lines(SAYS.people, SAYS.peopleHint);
    const known = choice(SAYS.known, "known", Object.entries(SAYS.knownBy));
    return {
      shown: h("div", {}, came.shown, key.shown, whose, idsOf(people), known),
      given: () => {
        if (!came.folder()) return SAYS.nothingIn;
        const pairs = rowsOf(whose).map(
          (row) => /^(.*\S)\s+(\S+)$/.exec(row)?.slice(1) ?? [row, ""],
        );
        const how = typedIn(known) === "address" ? [] : ["--known-by", typedIn(known)];
        const options = [...pairs.flatMap(([file, person]) => ["--person", file, person]), ...how];
        return { ...NOTHING, ...key.given(), options, came };
      },
    };
  },
  triage(people) {
    const numbers = numbersField("");
    const what = choice(SAYS.happened, "happened", Object.entries(SAYS.events));
    const why = line(SAYS.why, { type: "text" });
    const minutes = line(SAYS.minutes, { type: "number", min: 1, max: 600 });
    const confirms = choice(SAYS.confirms, "confirms", [
      ["yes", SAYS.yes],
      ["no", SAYS.no],
    ]);
    const by = choice(SAYS.who, "who", peopleOptions(people));
    const show = () => {
      why.hidden = typedIn(what) !== "returned";
      minutes.hidden = typedIn(what) !== "talked";
      confirms.hidden = minutes.hidden;
    };
    what.addEventListener("change", show);
    show();
    return {
      shown: h("div", {}, numbers, what, why, minutes, confirms, by),
      given: () => {
        if (!wordsOf(numbers).length) return SAYS.noNumbers;
        /** @type {Record<string, string[]>} */
        const said = {
          triaged: [],
          returned: ["--return", typedIn(why)],
          withdrawn: ["--withdrawn"],
          "coach-met": ["--coach-met"],
          talked: ["--talked", typedIn(minutes), typedIn(confirms)],
        };
        if (typedIn(what) === "returned" && !typedIn(why)) return SAYS.noWhy;
        if (typedIn(what) === "talked" && !typedIn(minutes)) return SAYS.noMinutes;
        if (typedIn(what) === "talked" && !typedIn(by)) return SAYS.noTalker;
        const who = typedIn(by) ? ["--by", typedIn(by)] : [];
        const options = [...wordsOf(numbers), ...said[typedIn(what)], ...who];
        return { ...NOTHING, options };
      },
    };
  },
  appeal() {
    const numbers = numbersField("");
    const note = line(SAYS.note, { type: "text" });
    return {
      shown: h("div", {}, numbers, note),
      given: () => {
        if (!wordsOf(numbers).length) return SAYS.noNumbers;
        const words = typedIn(note) ? ["--note", typedIn(note)] : [];
        return { ...NOTHING, options: [...wordsOf(numbers), ...words] };
      },
    };
  },
  packets(_, forget) {
    const came = chooser("taken", SAYS.taken, SAYS.takenFiles, forget);
    const key = keyFields();
    const out = chooser("packets", `${SAYS.out}. ${SAYS.outHint}`, "", forget);
    return {
      shown: h("div", {}, came.shown, key.shown, out.shown),
      given: () => {
        if (!came.folder()) return SAYS.nothingIn;
        const given = key.given();
        return given.key ? { ...NOTHING, ...given, options: [], came, out } : SAYS.noKey;
      },
    };
  },
  answer: answerFields,
  status() {
    const numbers = numbersField("");
    return {
      shown: numbers,
      given: () => {
        const words = wordsOf(numbers);
        return words.length ? { ...NOTHING, options: words } : SAYS.noNumbers;
      },
    };
  },
  assign(people, forget) {
    const declined = lines(SAYS.declined, SAYS.declinedHint);
    const out = chooser("sheets", `${SAYS.out}. ${SAYS.outHint}`, "", forget);
    return {
      shown: h("div", {}, declined, idsOf(people), out.shown),
      given: () => {
        const options = rowsOf(declined).flatMap((row) => {
          const [number = "", person = "", ...why] = row.split(/\s+/);
          return ["--decline", number, person, why.join(" ")];
        });
        return { ...NOTHING, options, out };
      },
    };
  },
  record() {
    const sheets = h("input", { type: "file", multiple: true });
    const key = keyFields();
    return {
      shown: h("div", {}, h("label", { class: "cf-field" }, SAYS.sheets, sheets), key.shown),
      given: () => {
        const files = [...(sheets.files ?? [])];
        return files.length
          ? { ...NOTHING, ...key.given(), options: [], sheets: files }
          : SAYS.noSheets;
      },
    };
  },
  decide(people, _, __, { approvers }) {
    const by = choice(SAYS.by, "by", approvers.size ? [["", ""]] : peopleOptions(people));
    by.querySelector("select")?.append(...approversFirst(people, approvers));
    by.append(h("small", {}, SAYS.byHint));
    const numbers = numbersField();
    return {
      shown: h("div", {}, by, numbers),
      given: () =>
        typedIn(by)
          ? { ...NOTHING, options: ["--by", typedIn(by), ...wordsOf(numbers)] }
          : SAYS.noPerson,
    };
  },
  letter(_, forget) {
    const numbers = numbersField();
    const plain = h("input", { type: "checkbox" });
    const out = chooser("letters", `${SAYS.out}. ${SAYS.outHint}`, "", forget);
    return {
      shown: h("div", {}, numbers, h("label", { class: "cf-check" }, plain, SAYS.plain), out.shown),
      given: () => {
        const options = [...wordsOf(numbers), ...(plain.checked ? ["--plain"] : [])];
        return { ...NOTHING, options, out };
      },
    };
  },
  publish: publishFields,
  destroy: destroyFields,
  admit: admitFields,
};

/** @type {Maker} */
function answerFields(people, forget, _, { asked }) {
  const number = line(SAYS.request, { type: "text", autocomplete: "off" });
  const what = choice(SAYS.answered, "answered", Object.entries(SAYS.answers));
  const facts = lines(SAYS.facts, SAYS.factsHint);
  const checked = line(SAYS.checked, { type: "text" });
  const badges = choice(SAYS.badges, "badges", Object.entries(SAYS.badgesThen));
  const why = line(SAYS.whyNot, { type: "text" });
  const by = choice(SAYS.answersIt, "who", peopleOptions(people));
  const out = chooser("changes", `${SAYS.awardsOut}. ${SAYS.changesHint}`, "", forget);
  let asks = "";
  const isChange = () => ["proposed", "no-photo"].includes(typedIn(what));
  const show = () => {
    why.hidden = typedIn(what) !== "declined";
    by.hidden = typedIn(what) === "look";
    out.shown.hidden = !isChange();
    const isMade = typedIn(what) === "proposed";
    // Of a request that the records here do not have, nobody knows what may matter.
    facts.hidden = !isMade || !["", "correct"].includes(asks);
    checked.hidden = !isMade || !["", "consent-ends", "not-me"].includes(asks);
    badges.hidden = checked.hidden;
  };
  what.addEventListener("change", show);
  number.addEventListener("input", async () => {
    const typed = typedIn(number);
    const found = await asked(typed);
    if (typed !== typedIn(number)) return; // more was typed meanwhile
    asks = found;
    show();
  });
  show();
  return {
    shown: h("div", {}, number, what, facts, checked, badges, out.shown, why, by),
    given: () => {
      if (wordsOf(number).length !== 1) return SAYS.noRequest;
      if (typedIn(what) === "declined" && !typedIn(why)) return SAYS.noWhyNot;
      if (typedIn(what) !== "look" && !typedIn(by)) return SAYS.noAnswerer;
      const set = (facts.hidden ? [] : rowsOf(facts)).flatMap((row) => {
        const [name = "", ...value] = row.split(":");
        return ["--set", name.trim(), value.join(":").trim()];
      });
      const sure = !checked.hidden && typedIn(checked) ? ["--checked", typedIn(checked)] : [];
      const then = !badges.hidden && typedIn(badges) ? [typedIn(badges)] : [];
      /** @type {Record<string, string[]>} */
      const said = {
        look: [],
        proposed: ["--propose", ...set, ...sure, ...then],
        "no-photo": ["--propose", "--no-photo"],
        done: ["--done"],
        declined: ["--decline", typedIn(why)],
      };
      const who = typedIn(what) === "look" ? [] : ["--by", typedIn(by)];
      const options = [typedIn(number), ...said[typedIn(what)], ...who];
      return { ...NOTHING, options, out: isChange() ? out : null };
    },
  };
}

/** @type {Maker} */
function publishFields(_, forget, found) {
  const numbers = numbersField(SAYS.allPassed);
  const commit = line(SAYS.commitField, { type: "text", value: found, autocomplete: "off" });
  let last = found;
  const out = chooser("awards", `${SAYS.awardsOut}. ${SAYS.awardsHint}`, "", forget);
  return {
    isAt: (now) => {
      const input = commit.querySelector("input");
      // What somebody typed instead stays; git's own word goes with the next one.
      if (input && typedIn(commit) === last) input.value = now;
      last = now;
    },
    shown: h("div", {}, numbers, commit, h("p", { class: "cf-muted" }, SAYS.commitHint), out.shown),
    given: () =>
      typedIn(commit)
        ? { ...NOTHING, options: [...wordsOf(numbers), "--commit", typedIn(commit)], out }
        : SAYS.noCommit,
  };
}

/** @type {Maker} */
function destroyFields(people, forget) {
  const came = chooser("taken", SAYS.taken, SAYS.takenFiles, forget);
  const by = choice(SAYS.destroyedBy, "by", peopleOptions(people));
  const gone = h("input", { type: "checkbox" });
  return {
    shown: h("div", {}, came.shown, by, h("label", { class: "cf-check" }, gone, SAYS.gone)),
    given: () => {
      if (!came.folder()) return SAYS.nothingIn;
      if (!typedIn(by)) return SAYS.noDestroyer;
      const options = ["--by", typedIn(by), ...(gone.checked ? ["--gone"] : [])];
      return { ...NOTHING, options, came };
    },
  };
}

/** @type {Maker} */
function admitFields(people) {
  const who = choice(SAYS.reader, "reader", peopleOptions(people));
  const key = line(SAYS.publicHalf, { type: "text", autocomplete: "off", spellcheck: "false" });
  return {
    shown: h("div", {}, who, key),
    given: () =>
      typedIn(who) && typedIn(key)
        ? { ...NOTHING, options: [typedIn(who), typedIn(key)] }
        : SAYS.noReader,
  };
}

function keyFields() {
  const file = h("input", { type: "file", accept: ".age,.key,.txt" });
  const phrase = h("input", { type: "password", autocomplete: "current-password" });
  return {
    shown: h(
      "div",
      {},
      h("label", { class: "cf-field" }, SAYS.key, file),
      h("label", { class: "cf-field" }, SAYS.phrase, phrase),
    ),
    given: () => ({ key: file.files?.[0] ?? null, phrase: phrase.value }),
  };
}

const numbersField = (hint = SAYS.numbersHint) =>
  h(
    "label",
    { class: "cf-field" },
    SAYS.numbers,
    h("input", { type: "text", autocomplete: "off" }),
    hint && h("small", {}, hint),
  );

/**
 * @param {string} words
 * @param {string} hint
 */
const lines = (words, hint) =>
  h("label", { class: "cf-field" }, words, h("textarea", { rows: 2 }), h("small", {}, hint));

/**
 * The ids of everybody, for a field that takes some.
 * @param {People} people
 */
const idsOf = (people) =>
  people.size > 0 &&
  h(
    "details",
    { class: "cf-desk__people" },
    h("summary", {}, SAYS.ids),
    h(
      "ul",
      {},
      ...[...people].map(([id, name]) => h("li", {}, h("code", {}, id), name && ` ${name}`)),
    ),
  );

/** @param {HTMLElement} field */
function typedIn(field) {
  const input = field.querySelector("input, textarea, select");
  const isTyped =
    input instanceof HTMLInputElement ||
    input instanceof HTMLTextAreaElement ||
    input instanceof HTMLSelectElement;
  return isTyped ? input.value.trim() : "";
}

/** @param {HTMLElement} field */
const wordsOf = (field) => typedIn(field).split(/\s+/).filter(Boolean);

/** @param {HTMLElement} field */
const rowsOf = (field) =>
  typedIn(field)
    .split("\n")
    .map((row) => row.trim())
    .filter(Boolean);
