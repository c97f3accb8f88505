// packet.json as a value with a known shape. Anybody can seal for a reader's key, so nothing in it
// is believed: what has another shape is refused, and all text is shown as text.

/**
 * @import { Judging, Result } from "../passing/rule.js"
 * @typedef {{ min: number, max: number, kind: string }} Limit
 * @typedef {{ key: string, label: string, text: string, more: string[], limit: Limit | null }}
 *   Question
 * @typedef {object} Item
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {string} need
 * @property {string} consent_key
 * @property {Limit | null} limit
 * @property {{ key: string, label: string }[]} pieces
 *
 * @typedef {{ id: string, name: string, text: string, points: number | null, passing: boolean }}
 *   Level
 * @typedef {{ id: string, name: string, text: string, levels: Record<string, string> }} Criterion
 * @typedef {object} Part
 * @property {number} number
 * @property {string} title
 * @property {string[]} intro
 * @property {Question[]} questions
 * @property {Item[]} items
 * @property {{ key: string, text: string }[]} checks
 * @property {string[]} notes
 * @property {string[]} guide
 * @property {Level[]} levels
 * @property {Criterion[]} rubric
 *
 * @typedef {object} SheetText
 * @property {string} ref
 * @property {string} title
 * @property {string} version
 * @property {string} language
 * @property {string} rule
 * @property {string[]} ai_policy
 * @property {Judging} judging
 * @property {Result[]} kept
 * @property {Part[]} parts
 *
 * @typedef {object} PackedFile
 * @property {string} name
 * @property {number} part
 * @property {string} item
 * @property {number} bytes
 * @property {string} student_data
 *
 * @typedef {object} Packet
 * @property {string} number
 * @property {string} reader
 * @property {string} token
 * @property {string} due
 * @property {string} conversation  "required", "sample", or nothing
 * @property {{ name: string, keys: { recipient: string, held_by: string }[] }} office
 * @property {SheetText} sheet
 * @property {Record<string, string>} answers
 * @property {{ part: number, level: string, tools: string }[]} ai_use
 * @property {{ part: number, item: string, url: string }[]} links
 * @property {PackedFile[]} files
 */

const NUMBER = /^[0-9a-f]{8}$/;
const REF = /^[a-z0-9-]{1,64}\/[a-z0-9-]{1,64}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @typedef {Record<string, unknown>} Loose */

/**
 * @param {unknown} found
 * @returns {Loose}
 */
const object = (found) => {
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw new Error("shape");
  return /** @type {Loose} */ (found);
};
/** @param {unknown} found */
const text = (found) => (typeof found === "string" ? found : "");
/** @param {unknown} found */
const number = (found) => (typeof found === "number" && Number.isFinite(found) ? found : 0);
/**
 * @template T
 * @param {unknown} found
 * @param {(one: unknown) => T} each
 */
const list = (found, each) => (Array.isArray(found) ? found.map(each) : []);
/** @param {unknown} found */
const texts = (found) => list(found, text);
/**
 * @param {unknown} found
 * @returns {Record<string, string>}
 */
const table = (found) =>
  Object.fromEntries(Object.entries(object(found)).map(([key, one]) => [key, text(one)]));
/**
 * @param {unknown} found
 * @returns {Limit | null}
 */
const limit = (found) => {
  if (!found) return null;
  const { min, max, kind } = object(found);
  return { min: number(min), max: number(max), kind: text(kind) };
};
/**
 * Throws for what is none.
 * @param {string} found
 * @param {RegExp} pattern
 */
const like = (found, pattern) => {
  if (!pattern.test(found)) throw new Error("shape");
  return found;
};

/**
 * @param {unknown} found
 * @returns {Part}
 */
function part(found) {
  const one = object(found);
  return {
    number: number(one.number),
    title: text(one.title),
    intro: texts(one.intro),
    questions: list(one.questions, (each) => {
      const asked = object(each);
      return {
        key: text(asked.key),
        label: text(asked.label),
        text: text(asked.text),
        more: texts(asked.more),
        limit: limit(asked.limit),
      };
    }),
    items: list(one.items, (each) => {
      const item = object(each);
      return {
        id: text(item.id),
        title: text(item.title),
        text: text(item.text),
        need: text(item.need),
        consent_key: text(item.consent_key),
        limit: limit(item.limit),
        pieces: list(item.pieces, (piece) => {
          const { key, label } = object(piece);
          return { key: text(key), label: text(label) };
        }),
      };
    }),
    checks: list(one.checks, (each) => {
      const check = object(each);
      return { key: text(check.key), text: text(check.text) };
    }),
    notes: texts(one.notes),
    guide: texts(one.guide),
    levels: list(one.levels, (each) => {
      const level = object(each);
      return {
        id: text(level.id),
        name: text(level.name),
        text: text(level.text),
        points: typeof level.points === "number" ? level.points : null,
        passing: level.passing === true,
      };
    }),
    rubric: list(one.rubric, (each) => {
      const row = object(each);
      return {
        id: text(row.id),
        name: text(row.name),
        text: text(row.text),
        levels: table(row.levels),
      };
    }),
  };
}

/**
 * The packet in the text of `packet.json`; null for what is none.
 * @param {string} json
 * @returns {Packet | null}
 */
export function parsePacket(json) {
  try {
    const found = object(JSON.parse(json));
    if (found.credfolio_packet !== 1) return null;
    const sheet = object(found.sheet);
    const office = object(found.office);
    const judging = /** @type {Judging} */ (/** @type {unknown} */ (object(sheet.judging)));
    object(judging.parts);
    if (!Array.isArray(judging.needs)) return null;
    return {
      number: like(text(found.number), NUMBER),
      reader: text(found.reader),
      token: text(found.token),
      due: like(text(found.due), DAY),
      conversation: text(found.conversation),
      office: {
        name: text(office.name),
        keys: list(office.keys, (each) => {
          const key = object(each);
          return { recipient: text(key.recipient), held_by: text(key.held_by) };
        }),
      },
      sheet: {
        ref: like(text(sheet.ref), REF),
        title: text(sheet.title),
        version: text(sheet.version),
        language: text(sheet.language),
        rule: text(sheet.rule),
        ai_policy: texts(sheet.ai_policy),
        judging,
        kept: list(sheet.kept, (each) => {
          const one = object(each);
          return {
            part: number(one.part),
            ...(one.criterion ? { criterion: text(one.criterion) } : {}),
            ...(one.level ? { level: text(one.level) } : {}),
            ...(typeof one.points === "number" ? { points: one.points } : {}),
          };
        }),
        parts: list(sheet.parts, part),
      },
      answers: table(found.answers),
      ai_use: list(found.ai_use, (each) => {
        const one = object(each);
        return { part: number(one.part), level: text(one.level), tools: text(one.tools) };
      }),
      links: list(found.links, (each) => {
        const one = object(each);
        return { part: number(one.part), item: text(one.item), url: text(one.url) };
      }),
      files: list(found.files, (each) => {
        const one = object(each);
        return {
          name: text(one.name),
          part: number(one.part),
          item: text(one.item),
          bytes: number(one.bytes),
          student_data: text(one.student_data),
        };
      }),
    };
  } catch {
    return null;
  }
}
