// What the page of an award shows, from its file and the definition:
// credfolio.pages.people.award_page.
import { lowestPassing, partLevels } from "../passing/rule.js";
import { passingRule } from "../passing/words.js";
import { earnedCredits } from "./credit.js";
import { trusted } from "./template.js";
import { host } from "./words.js";

/**
 * @import { DefaultLevels } from "../passing/rule.js"
 * @import { PageData } from "./page.js"
 * @import { Award, MicroCredential } from "./records.js"
 */

/**
 * `c` is the definition, or null while it is not known.
 * @param {Award} a
 * @param {MicroCredential | null} c
 * @param {PageData} page
 */
export function awardView(a, c, page) {
  const { levels, states, proof, approval } = page.view;
  const approver = publicName(a.approved_by ?? "", page);
  const ref = a.credential ?? a.stack ?? "";
  const folder = ref.split("/")[0];
  const own = page.names.issuers[a.issuer ?? folder];
  const title =
    c?.title ??
    page.names.credentials[a.credential ?? ""] ??
    page.names.stacks[a.stack ?? ""] ??
    ref;
  const stack = a.stack ? `catalog/${a.stack.replace("/", "/stacks/")}/` : "";
  const at = a.credential ? `catalog/${a.credential}/` : stack;
  const state =
    a.status !== "active"
      ? a.status
      : a.approval === "recorded"
        ? "recorded"
        : a.expires_on && a.expires_on < page.today
          ? "expired"
          : "active";
  const imported = a.imported_from;
  return {
    a,
    c,
    title,
    picture: at,
    at,
    e: { id: a.educator ?? "", display_name: a.name_as_awarded, hide: [] },
    share: null,
    ask: "",
    issuer: {
      id: a.issuer ?? folder,
      name: own?.name ?? a.issuer ?? folder,
      official: own?.official ?? null,
    },
    competency: c?.competency ?? "",
    said_of_holder: c?.said_of_holder ?? null,
    states: [
      {
        value: { id: state, words: states[state] ?? state, is_active: state === "active" },
        attributes: trusted(""),
      },
    ],
    ended_by: a.status_by ? publicName(String(a.status_by), page) : "",
    replacement: null,
    results: outcomes(a, c, levels),
    rule: c ? passingRule(c, levels) : "",
    text_at: page.names.kept[at]?.includes(a.version ?? "") ? `${at}versions/${a.version}/` : "",
    partners: partners(a.issuer ?? folder, [folder, ...(c?.co_issuers ?? [])], page),
    assessors: assessors(a, c, page),
    evidence: a.show_evidence
      ? a.evidence
          .filter((item) => item.visible)
          .map((evidence) => ({
            evidence,
            title,
            href: evidence.url ?? "",
            host: evidence.url ? host(evidence.url) : "",
            is_picture: false,
          }))
      : [],
    feedback: a.submissions
      .flatMap((one) => one.assessments)
      .filter((one) => one.feedback && one.feedback_public && one.decision === "pass")
      .map((one) => one.feedback),
    changed: changedSince(a, c),
    credits: earnedCredits(a.credits_earned, page),
    hours: c ? page.words.hours([c.time_estimate]) : "",
    place: [a.role_at_time, a.school, a.district].filter(Boolean).join(" · "),
    approver:
      approver && a.approval !== "recorded"
        ? (approval[a.approval ?? "earlier"] ?? "{name}").replace("{name}", () => approver)
        : "",
    // Only a publisher says how work was verified, and not with the form.
    rests_on: "",
    known: "",
    proof: {
      words: imported
        ? proof[imported.checked?.outcome === "failed" ? "failed" : "imported"]
        : a.approval === "recorded"
          ? proof.recorded
          : proof.waiting,
      files: [],
      check: "",
      verifier: "",
    },
  };
}

/**
 * @param {string} written  an account, a handle or a name
 * @param {PageData} page
 */
const publicName = (written, { names }) =>
  names.accounts[written.toLowerCase()] ?? names.educators[written] ?? written;

/**
 * With whom the award's issuer issues it.
 * @param {string} issuer
 * @param {string[]} all  the definition's issuer and those whom it names
 * @param {PageData} page
 */
function partners(issuer, all, { names }) {
  return [...new Set(all)]
    .filter((id) => id !== issuer && Object.hasOwn(names.issuers, id))
    .map((id) => ({ id, name: names.issuers[id].name }));
}

/**
 * Who assessed the submission that passed; nobody while the text that it was judged by is unknown.
 * @param {Award} a
 * @param {MicroCredential | null} c
 * @param {PageData} page
 */
function assessors(a, c, page) {
  const passed = a.submissions.findLast(
    ({ assessments }) => assessments.length && assessments.every((one) => one.decision === "pass"),
  );
  if (!passed || !c || c.version !== a.version || c.double_blind) return [];
  const named = passed.assessments.map((one) => publicName(one.assessor, page));
  return [...new Set(named)].filter(Boolean);
}

/**
 * @param {Award} a
 * @param {MicroCredential | null} c
 * @param {DefaultLevels} defaults
 */
function outcomes(a, c, defaults) {
  if (!c || !a.show_results) return [];
  const passed = [...a.submissions]
    .sort((x, y) => y.attempt - x.attempt)
    .flatMap((one) => one.assessments)
    .find((one) => one.decision === "pass");
  const results = a.results.length ? a.results : (passed?.results ?? []);
  return c.parts.flatMap((part) => {
    const enough = lowestPassing(part, defaults);
    /** @type {{name: string, level: string, text: string}[]} */
    const criteria = [];
    const made = { part, level: "", text: "", criteria };
    for (const result of results.filter((one) => one.part === part.number)) {
      const level = partLevels(part, defaults).findLast((one) => one.id === result.level);
      if (!level || !enough.includes(level.id)) continue;
      const criterion = part.rubric.findLast((one) => one.id === result.criterion);
      if (result.criterion === null)
        Object.assign(made, { level: level.name, text: level.description ?? "" });
      else if (criterion)
        made.criteria.push({
          name: criterion.name,
          level: level.name,
          text: Object.hasOwn(criterion.levels, level.id) ? criterion.levels[level.id] : "",
        });
    }
    return made.level || made.criteria.length ? [made] : [];
  });
}

/** @param {string} version */
const key = (version) => version.split(".").map(Number);
/**
 * @param {string} one
 * @param {string} other
 */
function later(one, other) {
  const [a, b] = [key(one), key(other)];
  for (let n = 0; n < Math.max(a.length, b.length); n++)
    if ((a[n] ?? -1) !== (b[n] ?? -1)) return (a[n] ?? -1) - (b[n] ?? -1);
  return 0;
}

/**
 * @param {Award} a
 * @param {MicroCredential | null} c
 */
function changedSince(a, c) {
  const { version } = a;
  if (!c || c.version === null || c.version === version || !version) return [];
  return c.changelog
    .filter((change) => later(change.version, version) > 0)
    .sort((x, y) => later(x.version, y.version));
}
