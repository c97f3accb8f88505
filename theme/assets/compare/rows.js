// What is compared: a heading, and for each credential what is said about it, as text or a list.
import { dayInWords, isInForce, today } from "../dates.js";
import { count, fill, joined } from "../wording.js";

/** @import { CredentialFacts, CreditFacts } from "../facts.js" */

/**
 * Empty where nothing is said.
 * @typedef {string | string[]} Value
 * @typedef {{ name: string, values: Value[], differs: boolean }} Row
 */

const SAYS = {
  credit: "{place}: {credit}",
  creditWhen: "{place}: {credit} ({when})",
  until: "until {day}",
  ended: "ended {day}",
  from: "from {day}",
  assessorsOf: "{assessors} of {organisation}",
  trained: "trained on the rubric",
  hold: "holding the credential",
  blind: "not told your name",
  yes: "Yes",
  no: "No",
  accepted: "Is accepted",
  isNew: "Has to be new",
  part: "{n}. {title}",
  inWriting: "{answers} in writing",
  pieces: "{n} × {title}",
  optional: "{title} ({need})",
  passes: "{level} (passes)",
  rubric: "Part {n}: {rubric}",
  unwritten: "not written yet",
  nothing: "Nothing",
  within: "within {days}",
  unlimited: "As many as you need",
  most: "At most {n}",
  apart: "{tries}, {days} apart",
  endless: "Without an end",
};

/**
 * @param {boolean | null} value
 * @param {string} yes
 * @param {string} no
 */
function whether(value, yes = SAYS.yes, no = SAYS.no) {
  if (value === null) return "";
  return value ? yes : no;
}

/** @param {CreditFacts} credit */
function whenOf(credit) {
  const day = today();
  const { from, until } = credit;
  if (isInForce(credit, day)) return until && fill(SAYS.until, { day: dayInWords(until) });
  if (until && until < day) return fill(SAYS.ended, { day: dayInWords(until) });
  return fill(SAYS.from, { day: dayInWords(from) });
}

/** @param {CreditFacts} credit */
function creditOf(credit) {
  const when = whenOf(credit);
  const values = { place: credit.jurisdiction_name, credit: credit.text, when };
  return fill(when ? SAYS.creditWhen : SAYS.credit, values);
}

/** @param {CredentialFacts} facts */
function judges({ assessors }) {
  const { organisation } = assessors;
  const who = count(assessors.count, "assessor");
  return [
    organisation ? fill(SAYS.assessorsOf, { assessors: who, organisation }) : who,
    ...(assessors.trained ? [SAYS.trained] : []),
    ...(assessors.hold_credential ? [SAYS.hold] : []),
    ...(assessors.double_blind ? [SAYS.blind] : []),
  ];
}

/** @param {CredentialFacts} facts */
function toSubmit({ parts }) {
  return parts.flatMap(({ prompts, items }) => [
    ...(prompts ? [fill(SAYS.inWriting, { answers: count(prompts, "answer") })] : []),
    ...items.map(({ title, count: n, need }) => {
      const pieces = n > 1 ? fill(SAYS.pieces, { n, title }) : title;
      return need === "required" ? pieces : fill(SAYS.optional, { title: pieces, need });
    }),
  ]);
}

/** @param {CredentialFacts} facts */
function rubrics({ parts }) {
  return parts.map(({ number, criteria, levels }) => {
    const names = levels.map(({ name, passing }) =>
      passing ? fill(SAYS.passes, { level: name }) : name,
    );
    const size = criteria > 0 && count(criteria, "criterion", "criteria");
    const rubric = joined([size, names.join(", ")], "; ") || SAYS.unwritten;
    return fill(SAYS.rubric, { n: number, rubric });
  });
}

/** @param {CredentialFacts} facts */
function tries({ attempts }) {
  const { most, wait_days: wait } = attempts;
  const said = most === null ? SAYS.unlimited : fill(SAYS.most, { n: most });
  return wait ? fill(SAYS.apart, { tries: said, days: count(wait, "day") }) : said;
}

/** @param {CredentialFacts} facts */
function answeredIn({ answer_in_business_days: days }) {
  return days === null ? "" : fill(SAYS.within, { days: count(days, "business day") });
}

/** @type {[name: string, read: (facts: CredentialFacts) => Value][]} */
const ROWS = [
  ["Time", (facts) => facts.hours?.text ?? ""],
  ["Cost", (facts) => joined([facts.cost?.text, facts.cost?.who_pays], "; ")],
  ["For", (facts) => facts.audience],
  ["Grades", (facts) => facts.grades],
  ["Level", (facts) => facts.level],
  ["Needs students", (facts) => whether(facts.requires_students)],
  ["Can be done remotely", (facts) => whether(facts.remote_ok)],
  ["Earlier work", (facts) => whether(facts.past_evidence_ok, SAYS.accepted, SAYS.isNew)],
  ["Kinds of evidence", (facts) => facts.evidence.map((one) => one.name)],
  [
    "Parts",
    (facts) => facts.parts.map(({ number, title }) => fill(SAYS.part, { n: number, title })),
  ],
  ["What you submit", toSubmit],
  ["Rubric", rubrics],
  ["You pass when", (facts) => facts.passing_rule.replace(/^You pass when /, "")],
  ["Credit", (facts) => facts.credit.map(creditOf)],
  [
    "Earn first",
    ({ prerequisites }) =>
      prerequisites.length ? prerequisites.map((one) => one.title) : SAYS.nothing,
  ],
  ["Who judges", judges],
  ["You hear back", answeredIn],
  ["Attempts", tries],
  ["Valid for", (facts) => facts.expires_after || SAYS.endless],
  ["Stacks", (facts) => facts.stacks.map((one) => one.title)],
  ["Status", (facts) => facts.status_name],
];

/** @param {Value} value */
const keyOf = (value) => (Array.isArray(value) ? [...value].sort().join("\n") : value);

/**
 * The rows with any known value.
 * @param {CredentialFacts[]} all
 * @returns {Row[]}
 */
export function rowsOf(all) {
  return ROWS.map(([name, read]) => {
    const values = all.map(read);
    return { name, values, differs: new Set(values.map(keyOf)).size > 1 };
  }).filter((row) => row.values.some((value) => value.length));
}
