// What is known of a plan so far: the facts of its micro-credentials, stacks and jurisdictions as
// they arrive, and what it adds up to with them.
import { today } from "../dates.js";
import { loadFacts, loadStackFacts } from "../facts.js";
import { creditByJurisdiction } from "./credit.js";
import { holds } from "./list.js";
import { sharedEvidence, totalHours, workload } from "./reckon.js";

/**
 * @import { CredentialFacts, Found, JurisdictionFacts, StackFacts } from "../facts.js"
 * @import { Item, Plan } from "./list.js"
 * @import { PlannedStack } from "./summary.js"
 * @import { ShownEntry } from "./view.js"
 */

const NOT_LOADED = { facts: null, missing: false, failed: false };

export class Known {
  /** @param {string} root  leads to the site's root */
  constructor(root) {
    this.root = root;
    /** @type {Map<string, Found<CredentialFacts>>} */
    this.credentials = new Map();
    /** @type {Map<string, Found<StackFacts>>} */
    this.stacks = new Map();
    /** @type {JurisdictionFacts[]} */
    this.jurisdictions = [];
  }

  /** @param {string} ref */
  titleOf(ref) {
    return this.credentials.get(ref)?.facts?.title ?? "";
  }

  /**
   * @param {Item[]} items
   * @returns {ShownEntry[]}
   */
  entriesOf(items) {
    return items.map((item) => ({ item, ...(this.credentials.get(item.ref) ?? NOT_LOADED) }));
  }

  /**
   * @param {Plan} plan
   * @returns {PlannedStack[]}
   */
  stacksOf(plan) {
    return plan.stacks.map((stack) => {
      const facts = this.stacks.get(stack.ref)?.facts ?? null;
      const done = (facts?.members ?? []).filter(
        ({ credentials }) => credentials.length && credentials.every((ref) => holds(plan, ref)),
      );
      return { stack, facts, done: done.length };
    });
  }

  /** @param {Plan} plan */
  sumsOf(plan) {
    const entries = this.entriesOf(plan.items);
    return {
      entries,
      count: entries.length,
      hours: totalHours(entries),
      students: entries.filter(({ facts }) => facts?.requires_students).length,
      credit: creditByJurisdiction(entries, this.jurisdictions, today()),
      shared: sharedEvidence(entries),
      load: workload(entries, today()),
    };
  }

  /**
   * Loads what is not known of `items` and the plan's stacks; says whether there was anything.
   * @param {Item[]} items
   * @param {Plan["stacks"]} stacks
   */
  async load(items, stacks) {
    const { root, credentials, stacks: known } = this;
    const wanted = items.filter(({ ref }) => !credentials.get(ref)?.facts);
    const wantedStacks = stacks.filter(({ ref }) => !known.get(ref)?.facts);
    await Promise.all([
      ...wanted.map(async ({ ref }) => credentials.set(ref, await loadFacts(root, ref))),
      ...wantedStacks.map(async ({ ref }) => known.set(ref, await loadStackFacts(root, ref))),
    ]);
    return wanted.length > 0 || wantedStacks.length > 0;
  }

  /** Says whether they came: without them amounts are added up, and caps are left out. */
  async loadJurisdictions() {
    try {
      const answer = await fetch(`${this.root}jurisdictions/facts.json`);
      if (!answer.ok) return false;
      this.jurisdictions = (await answer.json()).jurisdictions;
      return true;
    } catch {
      return false;
    }
  }
}
