// What headings of a description are called, and which field each means.

/** @type {[string, RegExp][]} */
const NAMES = [
  ["title", /^(?:title|name|(?:micro-?credential|badge|course)(?: title| name)?)$/],
  ["title", /^name of (?:the )?(?:micro-?credential|badge)$/],
  ["competency", /^(?:the )?competency(?: statement| addressed| demonstrated)?$/],
  [
    "competency",
    /^what (?:you|educators?|teachers?|the educator) (?:will )?(?:show|demonstrate|do)$/,
  ],
  ["competency", /^(?:the )?(?:learning )?outcome$/],
  ["key_method", /^(?:the )?(?:key |core |instructional |teaching )?(?:method|practice)$/],
  ["components", /^(?:key )?(?:method )?components(?: of the method)?$/],
  ["components", /^(?:the )?(?:steps|elements|features)(?: of the (?:method|practice))?$/],
  ["components", /^(?:what it looks like|how it works)(?: in class)?$/],
  ["rationale", /^(?:supporting )?rationale$|^why (?:it|this) matters$|^why(?: this)?$/],
  ["research", /^(?:supporting |the )?research(?: base| behind it)?$/],
  ["research", /^(?:references?|sources|bibliography|works cited|literature)$/],
  ["resources", /^(?:learning |suggested |recommended |helpful )?resources$/],
  ["resources", /^(?:further reading|useful links|reading and viewing)$/],
  ["audience_roles", /^(?:target |intended )?audience$|^(?:for whom|intended for|roles?)$/],
  ["audience_roles", /^who (?:is (?:it|this)|(?:it|this) is) for$/],
  ["grade_bands", /^grades?(?: levels?| bands?)?$/],
  ["subjects", /^(?:subjects?|content|subject)(?: areas?)?$/],
  [
    "time_estimate",
    /^(?:estimated )?(?:time|duration|workload)(?: estimate| commitment| needed)?$/,
  ],
  ["time_estimate", /^(?:how long (?:it takes|does it take)|hours)$/],
  ["cost", /^(?:costs?|price|fees?|assessment fee|what it costs)$/],
  ["suggested_preparation", /^(?:suggested )?preparation$|^before you (?:begin|start)$/],
  ["suggested_preparation", /^how to prepare$/],
  ["how_to_earn", /^how to earn (?:it|this(?: .*)?)$|^earning this .*$/],
  ["summary", /^(?:summary|overview|at a glance|in brief|description|about(?: this .*)?)$/],
  ["evidence", /^(?:required )?(?:evidence|artifacts)(?: required| to submit)?$/],
  ["evidence", /^submission(?: guidelines| requirements)?(?: and .*)?$|^submissions?$/],
  ["evidence", /^what (?:to|you|you will|you'll) (?:submit|(?:hand|turn) in|need to submit)$/],
  ["passing_rule", /^(?:passing(?: rule| score| requirements?)?|to pass|how you pass)$/],
  ["scoring", /^(?:scoring guide|scoring|rubric|criteria|evaluation criteria|how .* is judged)$/],
  ["assessment_timeline", /^(?:assessment time(?:line)?|turnaround|review time|response time)$/],
  ["assessment_timeline", /^you hear back(?: in| within)?$/],
  ["attempts", /^(?:number of )?(?:attempts|tries)$|^resubmissions?$/],
  ["integrity_statement", /^(?:academic )?integrity(?: statement)?$|^original work$/],
  ["privacy_rules", /^(?:student )?privacy(?: rules| and consent)?$/],
  ["ai_policy", /^(?:use of )?(?:ai|artificial intelligence)(?: policy| use)?$/],
  ["expires_after", /^(?:expiration|expires?(?: after)?|validity|valid for)$/],
  ["renewal", /^renewal$/],
  ["glossary", /^(?:glossary|key terms|vocabulary)$/],
  ["level", /^(?:level|difficulty)$/],
  ["version", /^version$/],
  ["licence", /^licen[sc]e$/],
  ["issuer", /^(?:issuer|issued by|offered by|issuing organi[sz]ation|provider)$/],
  ["creator", /^(?:authors?|created by|developed by|written by)$/],
  // Known, and never placed: what they name is chosen from this site's own lists.
  ["", /^(?:prerequisites?|standards?(?: alignment)?|alignments?|credits?|ceus?|topics?|tags)$/],
];

/** @param {string} words */
const bare = (words) =>
  words
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/^(?:section )?[\divx]+(?:\.\d+)*[.):]\s+/, "")
    .replace(/[\s:*#]+$/, "")
    .replace(/\s+/g, " ")
    .trim();

/**
 * The field that a heading means: "" for one that is known and not placed, null for an unknown one.
 * @param {string} words
 */
export function fieldOf(words) {
  const name = words.length > 400 ? words : bare(words);
  if (name.length > 60) return null;
  return NAMES.find(([, form]) => form.test(name))?.[0] ?? null;
}
/** @param {string} words */
export const isName = (words) => fieldOf(words) !== null;

/**
 * "Part 2: A recording (at most 10 minutes)" → its number and the words after it.
 * @param {string} words
 */
export function partOf(words) {
  const found = /^(?:part|task|artifact|section) (\d{1,2}|[A-H])\b\s*[:.)–—-]?\s*(.*)$/iu.exec(
    words.trim(),
  );
  if (!found) return null;
  const number = /\d/.test(found[1]) ? Number(found[1]) : found[1].toUpperCase().charCodeAt(0) - 64;
  return { number, title: found[2].replace(/:$/, "").trim() };
}
