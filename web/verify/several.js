// Several badges of one person, checked one after the other.
import { Resolver, read, Unresolved } from "./resolver.js";
import { judge } from "./together.js";
import { verify } from "./verify.js";

const SAYS = { fault: "The page met a fault of its own. Nothing is known about this badge." };

/**
 * @import { Answer } from "./together.js"
 * @typedef {{title: string, file: string}} Listed a badge as the page lists it, and its file
 */

/**
 * Check the files of `badges`, which their page says are those of `name`; `told` hears how many
 * are done. Rejects for no content of a file.
 * @param {Listed[]} badges
 * @param {string} name
 * @param {string} siteRoot
 * @param {number} now
 * @param {(done: number) => void} told
 */
export async function checkAll(badges, name, siteRoot, now, told) {
  const resolver = new Resolver(siteRoot);
  /** @type {Answer[]} */
  const answers = [];
  /** @type {Set<string>} */
  const seen = new Set();
  for (const { title, file } of badges) {
    try {
      const report = await verify(await read(file), resolver, now);
      answers.push(judge(report, title, name, seen));
    } catch (trouble) {
      const isKnown = trouble instanceof Unresolved;
      if (!isKnown) console.error(trouble);
      const words = isKnown ? trouble.words : SAYS.fault;
      answers.push({ title, kind: "unknown", words, issuer: "" });
    }
    told(answers.length);
  }
  return answers;
}
