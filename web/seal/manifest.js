// What is said of a submission in its archive; see Manifest in credfolio/rounds/manifest.py. Pure.

/**
 * @import { Asked, Receipt, Worksheet } from "../seal.js"
 *
 * @typedef {object} Stated
 * @property {string} id
 * @property {Receipt | null} last  the try before
 * @property {number[]} parts  that are asked for
 * @property {{ part: number, item: string, url: string }[]} links
 * @property {(name: string) => string} typed  what is in a field
 * @property {Date} now
 */

/**
 * @param {Asked} asked
 * @param {Worksheet} worksheet
 * @param {Stated} stated
 */
export function manifestOf(asked, worksheet, { id, last, parts, links, typed, now }) {
  const hours = Number(typed("hours"));
  const coaching = Number(typed("coaching"));
  const money = Number(typed("money"));
  /** @param {number} part */
  const toolsIn = (part) => {
    const tools = ["", "none"].includes(typed(`ai/${part}`)) ? "" : typed(`tools/${part}`);
    return tools ? { tools } : {};
  };
  return {
    credfolio_submission: 1,
    id,
    issuer: asked.issuer,
    ref: worksheet.ref,
    version: worksheet.version,
    ...(asked.digest ? { definition_digest: asked.digest } : {}),
    attempt: last ? last.attempt + 1 : 1,
    ...(last ? { follows: last.number } : {}),
    sealed_at: now.toISOString(),
    person: { name: typed("name"), district_address: typed("address") },
    ai_use: parts.map((part) => ({ part, level: typed(`ai/${part}`), ...toolsIn(part) })),
    ...(links.length ? { links } : {}),
    ...(hours > 0 ? { hours_reported: hours } : {}),
    ...(coaching > 0 ? { coaching_hours: coaching } : {}),
    ...(money > 0 ? { money_spent: money } : {}),
    statement_agreed: true,
  };
}
