// What an assessment is written down as: lines for the award's file, and a letter to the educator.
import { stringify } from "yaml";
import { dayInWords } from "../../theme/assets/dates.js";
import { count } from "../../theme/assets/wording.js";

/**
 * @import { Result } from "../passing/rule.js"
 * @import { JudgedPart } from "./sheet.js"
 * @typedef {{
 *   ref: string, title: string, version: string, submittedOn: string, attempt: number,
 *   assessor: string, on: string, decision: string, feedback: string, isPublic: boolean,
 *   attempts: {most: number | null, wait: number | null}, parts: JudgedPart[],
 *   results: Result[], outcomes: Record<number, string>,
 * }} Assessment `attempts` are those of the definition, with null for "no limit"
 */

const WORDS = {
  dates: "Version {version}. Submitted on {submitted}. Judged on {judged}.",
  datesOfAttempt:
    "Version {version}. Submitted on {submitted}, attempt {attempt}. Judged on {judged}.",
  passed: "**You passed.**",
  again:
    "**Please submit again.** What is already there stays; look at the criteria that are " +
    "marked below.",
  anyNumber: "You may submit as often as you need.",
  last: "This was the last attempt that the definition allows; ask the issuer what comes next.",
  more: "You may submit {times}.",
  wait: "Wait {days} first.",
};

/**
 * @param {keyof typeof WORDS} key
 * @param {Record<string, string | number>} values
 */
const said = (key, values = {}) =>
  WORDS[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/**
 * The beginning of an award's file. What an assessor cannot know is left for who records it.
 * @param {Assessment} assessment
 */
export function awardFile({
  ref,
  version,
  submittedOn,
  attempt,
  assessor,
  on,
  results,
  decision,
  feedback,
  isPublic,
}) {
  const assessment = {
    assessor,
    on,
    results,
    decision,
    ...(feedback ? { feedback } : {}),
    ...(feedback && isPublic ? { feedback_public: "yes" } : {}),
  };
  const award = {
    credential: ref,
    version,
    awarded_on: on,
    submissions: [{ submitted_on: submittedOn, attempt, assessments: [assessment] }],
    ...(decision === "pass" ? { results } : {}),
  };
  return stringify(award, {
    lineWidth: 98,
    schema: "core",
    version: "1.1",
    indentSeq: true,
    aliasDuplicateObjects: false,
  });
}

/**
 * The letter to the educator, as Markdown.
 * @param {Assessment} assessment
 */
export function letter({
  title,
  version,
  submittedOn,
  attempt,
  on,
  decision,
  parts,
  outcomes,
  feedback,
  attempts,
}) {
  const passed = decision === "pass";
  const lines = [
    `# ${title}`,
    "",
    said(attempt > 1 ? "datesOfAttempt" : "dates", {
      version,
      submitted: dayInWords(submittedOn),
      attempt,
      judged: dayInWords(on),
    }),
    "",
    said(passed ? "passed" : "again"),
    "",
  ];
  if (feedback) lines.push(feedback, "");
  for (const { part, title: name, criteria, points } of parts) {
    if (!criteria.length && points === undefined) continue;
    lines.push(`## Part ${part}: ${name}`, "", outcomes[part], "");
    for (const one of criteria) {
      const text = one.level?.text ? ` ${one.level.text}` : "";
      lines.push(`- **${one.name}: ${one.level ? one.level.name : "not judged"}.**${text}`);
      if (one.note) lines.push(`  What I saw: ${one.note.replace(/\s*\n\s*/g, " ")}`);
      if (one.next)
        lines.push(`  To reach ${one.next.name}: ${one.next.text || "see the rubric."}`);
    }
    lines.push("");
  }
  if (!passed) {
    lines.push("## Another try", "", anotherTry(attempt, attempts), "");
  }
  return lines.join("\n");
}

/**
 * Whether and when another try is allowed.
 * @param {number} attempt
 * @param {Assessment["attempts"]} attempts
 */
function anotherTry(attempt, { most, wait }) {
  if (most !== null && attempt >= most) return said("last");
  const left =
    most === null ? said("anyNumber") : said("more", { times: count(most - attempt, "more time") });
  return wait ? `${left} ${said("wait", { days: count(wait, "day") })}` : left;
}
