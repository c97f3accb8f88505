// @ts-nocheck
// What an assessment is written down as: lines for the award's file, and a letter to the educator.
import { stringify } from "yaml";
import { count, dayInWords } from "../../theme/assets/dom.js";

// The beginning of an award's file. What an assessor cannot know is left for who records it.
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

// Markdown. `attempts` is {most, wait} of the definition, with null for "no limit".
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
    `Version ${version}. Handed in on ${dayInWords(submittedOn)}${attempt > 1 ? `, attempt ${attempt}` : ""}. Judged on ${dayInWords(on)}.`,
    "",
    passed
      ? "**You passed.**"
      : "**Please hand in again.** What is already there stays; look at the criteria that are marked below.",
    "",
  ];
  if (feedback) lines.push(feedback, "");
  for (const { part, title: name, criteria } of parts) {
    if (!criteria.length) continue;
    lines.push(`## Part ${part}: ${name}`, "", outcomes[part], "");
    for (const one of criteria) {
      lines.push(
        `- **${one.name}: ${one.level ? one.level.name : "not judged"}.**${one.level?.text ? ` ${one.level.text}` : ""}`,
      );
      if (one.note) lines.push(`  What I saw: ${one.note.replace(/\s*\n\s*/g, " ")}`);
      if (one.next)
        lines.push(`  To reach ${one.next.name}: ${one.next.text || "see the rubric."}`);
    }
    lines.push("");
  }
  if (!passed) {
    const left =
      attempts.most === null
        ? "You may hand in as often as you need."
        : attempt >= attempts.most
          ? "This was the last attempt that the definition allows; ask the issuer what comes next."
          : `You may hand in ${count(attempts.most - attempt, "more time")}.`;
    lines.push(
      "## Another try",
      "",
      `${left}${attempts.wait && !(attempts.most !== null && attempt >= attempts.most) ? ` Wait ${count(attempts.wait, "day")} first.` : ""}`,
      "",
    );
  }
  return lines.join("\n");
}
