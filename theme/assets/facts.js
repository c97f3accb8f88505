// What the build wrote about each definition next to its page. credfolio.pages.catalog.facts says
// what the files hold; here are the fields that scripts read.

/**
 * @typedef {{ ref: string, title: string }} Named
 * @typedef {{ min: number, max: number, text: string }} Hours
 *
 * @typedef {object} CreditFacts
 * @property {string} jurisdiction
 * @property {string} jurisdiction_name
 * @property {string} unit
 * @property {number} amount
 * @property {string} text  such as "5 contact hours"
 * @property {string} category
 * @property {string} conditions
 * @property {string} from
 * @property {string} until
 *
 * @typedef {object} PartFacts
 * @property {number} number
 * @property {string} title
 * @property {number} prompts
 * @property {{ title: string, count: number, need: string }[]} items
 * @property {number} criteria
 * @property {{ name: string, passing: boolean }[]} levels
 *
 * @typedef {object} CredentialFacts
 * @property {string} ref
 * @property {string} address
 * @property {string} title
 * @property {string} issuer_name
 * @property {string} status
 * @property {string} status_name
 * @property {string} level
 * @property {string[]} audience
 * @property {string[]} grades
 * @property {Hours | null} hours
 * @property {{ text: string, who_pays: string } | null} cost
 * @property {boolean | null} requires_students
 * @property {boolean | null} remote_ok
 * @property {boolean | null} past_evidence_ok
 * @property {string} school_calendar_note
 * @property {{ type: string, name: string }[]} evidence
 * @property {PartFacts[]} parts
 * @property {string} passing_rule
 * @property {CreditFacts[]} credit
 * @property {Named[]} prerequisites
 * @property {Named[]} recommended_before
 * @property {Named[]} stacks
 * @property {{ most: number | null, wait_days: number }} attempts
 * @property {Assessors} assessors
 * @property {number | null} answer_in_business_days
 * @property {string} expires_after
 *
 * @typedef {object} Assessors
 * @property {number} count
 * @property {string} organisation
 * @property {boolean} trained
 * @property {boolean} hold_credential
 * @property {boolean} double_blind
 *
 * @typedef {object} StackFacts
 * @property {string} ref
 * @property {string} title
 * @property {boolean} ordered
 * @property {number} needed
 * @property {{ credentials: string[] }[]} members
 * @property {Named[]} credentials
 * @property {CreditFacts[]} credit
 *
 * @typedef {object} JurisdictionFacts
 * @property {string} id
 * @property {string} name
 * @property {string} address
 * @property {{ unit: string, one: string, many: string, hours: number | null }[]} units
 * @property {{ title: string, unit: string, amount: number, from: string, until: string }[]} caps
 */

/**
 * Facts; or none, because the catalog does not have it (`missing`) or nobody could tell (`failed`).
 * @template F
 * @typedef {{ facts: F | null, missing: boolean, failed: boolean }} Found
 */

/**
 * A file of facts, asked for once. Of one that could not be loaded another try may succeed.
 * @template F
 */
class FactFiles {
  constructor() {
    /** @type {Map<string, Promise<Found<F>>>} */
    this.asked = new Map();
  }

  /** @param {string} address */
  load(address) {
    let found = this.asked.get(address);
    if (!found) {
      found = this.fetch(address);
      this.asked.set(address, found);
    }
    return found;
  }

  /**
   * @param {string} address
   * @returns {Promise<Found<F>>}
   */
  async fetch(address) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return { facts: await answer.json(), missing: false, failed: false };
      if (answer.status === 404) return { facts: null, missing: true, failed: false };
    } catch {
      // Told below: without an answer nobody can say what the catalog has.
    }
    this.asked.delete(address);
    return { facts: null, missing: false, failed: true };
  }
}

/** @type {FactFiles<CredentialFacts>} */
const credentials = new FactFiles();
/** @type {FactFiles<StackFacts>} */
const stacks = new FactFiles();

/**
 * The facts of a credential; `root` leads to the site's root.
 * @param {string} root
 * @param {string} ref
 */
export const loadFacts = (root, ref) => credentials.load(`${root}catalog/${ref}/facts.json`);

/**
 * @param {string} root
 * @param {string} ref
 */
export function loadStackFacts(root, ref) {
  return stacks.load(`${root}catalog/${ref.replace("/", "/stacks/")}/facts.json`);
}
