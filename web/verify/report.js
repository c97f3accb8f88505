// What a verification found: named steps, in words for the person who has to decide.
// The steps, codes and words are those of `credfolio verify`
// (hooks/credfolio/badges/verification/report.py).
import { groupOf, groups, order, outcomeOf } from "./verdicts.js";

/**
 * @import { Verdict } from "./verdicts.js"
 * @typedef {"format" | "signature" | "issuer" | "status" | "dates" | "subject"} StepName
 * @typedef {"pass" | "fail" | "unknown" | "skipped"} Outcome
 * @typedef {{name: StepName, outcome: Outcome, code: string, words: string}} Step
 * @typedef {{
 *   kind?: string, address?: string, title?: string, issuer?: string, issuerName?: string,
 *   subject?: string, holder?: string, method?: string, created?: string,
 * }} About
 * @typedef {{
 *   steps: Step[], step: (name: StepName) => Step, about: About,
 *   badges: Report[], verdict: Verdict, reason: string, summary: string, advice: string,
 * }} Report
 */

/** @type {StepName[]} */
const STEPS = ["format", "signature", "issuer", "status", "dates", "subject"];

// Without each of these nothing may be called verified. No arithmetic can say that the person at
// the counter is the person whom a badge is about, so the subject is not among them.
const DECIDING = STEPS.slice(0, 5);

const VERIFIED = new Map([
  ["hosted", "published"],
  ["shown-in-part", "part"],
  ["superseded", "replaced"],
]);

/** A document breaks a rule. `code` names the rule, `words` say it plainly. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} words
   */
  constructor(code, words) {
    super(words);
    this.code = code;
    this.words = words;
  }
}

/** What the issuer publishes contradicts the badge; the signature itself was not reached. */
export class IssuerRefusal extends Refusal {}

/** A needed document or method is unavailable; the badge is not at fault. */
export class Undecided extends Error {
  /**
   * @param {string} code
   * @param {string} words
   */
  constructor(code, words) {
    super(words);
    this.code = code;
    this.words = words;
  }
}

/** @type {Record<StepName, string>} */
const SKIPPED = {
  format: "Not looked at.",
  signature: "Not looked at, because another question has no good answer.",
  issuer: "Not looked at, because nothing shows that all of it is unchanged.",
  status: "Not looked at, because it is not certain who made it.",
  dates: "Not looked at, because the dates themselves could have been changed.",
  subject: "Not looked at, because the content could have been changed.",
};

/** Collects the answers of one run; what was never asked comes out as skipped. */
export class StepBook {
  /** @type {Map<StepName, Step>} */
  #steps = new Map();
  /** @type {About} */
  about = {};
  /** @type {Report[]} */
  badges = [];

  /**
   * @param {StepName} name
   * @param {Outcome} outcome
   * @param {string} code
   * @param {string} words
   */
  note(name, outcome, code, words) {
    this.#steps.set(name, { name, outcome, code, words });
  }

  /** @param {StepName} name */
  has(name) {
    return this.#steps.has(name);
  }

  /**
   * Whether the step was answered, and well.
   * @param {StepName} name
   */
  passes(name) {
    return this.#steps.get(name)?.outcome === "pass";
  }

  /**
   * Whether the answer to the step counts against the badge.
   * @param {StepName} name
   */
  fails(name) {
    return this.#steps.get(name)?.outcome === "fail";
  }

  /**
   * Say more in the answer to a step.
   * @param {StepName} name
   * @param {string} words
   */
  add(name, words) {
    const step = this.#steps.get(name);
    if (step) this.#steps.set(name, { ...step, words: `${step.words} ${words}` });
  }

  /** Whether something counts against the badge. */
  hasFailed() {
    return [...this.#steps.values()].some(({ outcome }) => outcome === "fail");
  }

  /**
   * Answer one step; its trouble does not keep the next one from its answer.
   * @param {StepName} name
   * @param {() => unknown} check
   */
  async answer(name, check) {
    try {
      await check();
    } catch (error) {
      this.noteTrouble(name, ours(error));
    }
  }

  /**
   * Note what kept a step from passing; the table says whether it counts against it.
   * @param {StepName} name
   * @param {Refusal | Undecided} trouble
   */
  noteTrouble(name, trouble) {
    this.note(name, outcomeOf(trouble.code), trouble.code, trouble.words);
  }

  /**
   * Put the blame for what ended the run on the step that was being answered.
   * @param {unknown} error
   */
  noteFailure(error) {
    const trouble = ours(error);
    if (!this.has("format")) {
      this.noteTrouble("format", trouble);
    } else if (trouble instanceof IssuerRefusal || this.has("signature")) {
      this.noteTrouble("issuer", trouble);
    } else {
      this.noteTrouble("signature", trouble);
      if (trouble instanceof Undecided) {
        this.note(
          "issuer",
          "unknown",
          "unknown-issuer",
          "Who issued it could not be found out. This does not mean that it is false.",
        );
      }
    }
  }

  /** @returns {Report} */
  report() {
    /** @type {Step[]} */
    const steps = STEPS.map(
      (name) =>
        this.#steps.get(name) ?? {
          name,
          outcome: "skipped",
          code: "not-reached",
          words: SKIPPED[name],
        },
    );
    /** @param {StepName} name */
    const step = (name) => steps[STEPS.indexOf(name)];
    const reason = reasonOf(steps);
    const { verdict, headline, unproven, published, advice } = groups[reason];
    // "Genuine" is said only where the issuer is known.
    const isProven = step("issuer").outcome === "pass";
    const said = isProven ? headline : (unproven ?? headline);
    const summary = (step("signature").code === "hosted" && published) || said;
    const { about, badges } = this;
    return { steps, step, about, badges, verdict, reason, summary, advice };
  }
}

/**
 * Why the verdict is what it is: the group of the first step that has the gravest answer.
 * @param {Step[]} steps
 */
function reasonOf(steps) {
  const found = steps.map(({ name, outcome, code }) => groupOf(name, outcome, code));
  for (const verdict of order) {
    const reason = found.find((name) => name !== "" && groups[name].verdict === verdict);
    if (reason) return reason;
  }
  const isWhole = steps.every(
    ({ name, outcome }) => outcome === "pass" || !DECIDING.includes(name),
  );
  if (!isWhole) return "no-answer";
  const told = steps.filter(({ name }) => name === "signature" || name === "status");
  return told.map(({ code }) => VERIFIED.get(code)).find(Boolean) ?? "verified";
}

/**
 * `error` as one of the two that a check throws on purpose; any other is thrown on.
 * @param {unknown} error
 */
function ours(error) {
  if (error instanceof Refusal || error instanceof Undecided) return error;
  throw error;
}
