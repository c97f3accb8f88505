// What a verification found: named steps, in words for the person who has to decide.
// The steps, codes and words are those of `credfolio verify`
// (hooks/credfolio/badges/verification/report.py).

/**
 * @typedef {"format" | "signature" | "issuer" | "status" | "dates" | "subject"} StepName
 * @typedef {"pass" | "fail" | "unknown" | "skipped"} Outcome
 * @typedef {{name: StepName, outcome: Outcome, code: string, words: string}} Step
 * @typedef {{
 *   kind?: string, address?: string, title?: string, issuer?: string, issuerName?: string,
 *   subject?: string, method?: string, created?: string,
 * }} About
 * @typedef {{
 *   steps: Step[], step: (name: StepName) => Step, about: About, summary: string,
 *   verdict: "verified" | "undecided" | "failed",
 * }} Report
 */

/** @type {StepName[]} */
const STEPS = ["format", "signature", "issuer", "status", "dates", "subject"];

// Without each of these nothing may be called verified. No arithmetic can say that the person at
// the counter is the person whom a badge is about, so the subject is not among them.
const DECIDING = STEPS.slice(0, 5);

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

/** Something that the answer needs is not to be had here; nobody is to blame for it. */
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
  signature: "Not looked at, because the file could not be read as a badge.",
  issuer: "Not looked at, because there is nothing sound to look it up by.",
  status: "Not looked at, because it is not certain who made this badge.",
  dates: "Not looked at, because the dates themselves could have been changed.",
  subject: "Not looked at, because the content could have been changed.",
};

/** Collects the answers of one run; what was never asked comes out as skipped. */
export class StepBook {
  /** @type {Map<StepName, Step>} */
  #steps = new Map();
  /** @type {About} */
  about = {};

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
   * Answer one step; its trouble does not keep the next one from its answer.
   * @param {StepName} name
   * @param {() => unknown} check
   */
  async answer(name, check) {
    try {
      await check();
    } catch (error) {
      const trouble = ours(error);
      this.note(name, outcomeOf(trouble), trouble.code, trouble.words);
    }
  }

  /**
   * Put the blame for what ended the run on the step that was being answered.
   * @param {unknown} error
   */
  noteFailure(error) {
    const trouble = ours(error);
    const outcome = outcomeOf(trouble);
    if (!this.has("format")) {
      this.note("format", outcome, trouble.code, trouble.words);
    } else if (trouble instanceof IssuerRefusal || this.has("signature")) {
      this.note("issuer", outcome, trouble.code, trouble.words);
    } else {
      this.note("signature", outcome, trouble.code, trouble.words);
      if (outcome === "unknown") {
        this.note(
          "issuer",
          "unknown",
          "unknown-issuer",
          "Who issued it could not be looked up from here. This does not mean that it is false.",
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
    const verdict = steps.some((each) => each.outcome === "fail")
      ? "failed"
      : DECIDING.every((name) => step(name).outcome === "pass")
        ? "verified"
        : "undecided";
    return { steps, step, verdict, about: this.about, summary: summary(step, verdict) };
  }
}

/**
 * `error` as one of the two that a check throws on purpose; any other is thrown on.
 * @param {unknown} error
 */
function ours(error) {
  if (error instanceof Refusal || error instanceof Undecided) return error;
  throw error;
}

/**
 * How a step ends that met `trouble`.
 * @param {Refusal | Undecided} trouble
 */
function outcomeOf(trouble) {
  return trouble instanceof Refusal ? "fail" : "unknown";
}

// The first of these steps that failed gives the summary.
/** @type {Record<StepName, string>} */
const FAILED = {
  format: "Refused: this is not a badge that can be relied on.",
  signature: "Not genuine: the signature does not fit what this file says now.",
  issuer: "Not accepted: what the issuer publishes contradicts this badge.",
  status: "Not in force, as far as can be seen.",
  dates: "Not in force on this date.",
  subject: "Refused: what it says about its holder makes no sense.",
};

/** @type {Record<string, string>} */
const BY_CODE = {
  revoked: "the issuer has revoked it.",
  suspended: "the issuer has suspended it.",
  expired: "Expired: it was in force only until an earlier date.",
  "not-yet-valid": "Not in force yet: it begins at a later date.",
  unsigned: "Not proven: this file carries no signature, so anybody could have written it.",
  demonstration:
    "A demonstration and nothing more: anybody could have made it. Do not accept it for anything.",
  "hosted-revoked": "The issuer has revoked this badge.",
};

/**
 * @param {(name: StepName) => Step} step
 * @param {Report["verdict"]} verdict
 */
function summary(step, verdict) {
  if (verdict === "verified") {
    return "Verified: signed by the issuer it names, unchanged, and in force on this date.";
  }
  const failed = STEPS.find((name) => step(name).outcome === "fail");
  if (failed) {
    const special = BY_CODE[step(failed).code] ?? "";
    // "Genuine" is said only where the issuer is known.
    const genuine = step("issuer").outcome === "pass" && special.startsWith("the issuer has");
    const text = genuine ? `Genuine, but ${special}` : special;
    return text ? text[0].toUpperCase() + text.slice(1) : FAILED[failed];
  }
  if (step("signature").code === "transcript-unsigned") {
    return "A list of badges that is not signed itself; each badge in it counts by itself.";
  }
  if (step("signature").outcome === "pass") {
    if (step("issuer").outcome !== "pass") {
      return (
        BY_CODE[step("issuer").code] ??
        "Unchanged since it was signed, but who signed it is not known. " +
          "Nothing here says that it is false; ask the issuer."
      );
    }
    return (
      "Unchanged and signed by the issuer it names, but whether it is still in force could " +
      "not be found out."
    );
  }
  return (
    "No answer: the signature could not be checked from here. " +
    "Nothing here says that it is false."
  );
}
