// Who is in the private records, with the names that people at the desk know them by.

/**
 * @import { Found } from "./job.js"
 *
 * @typedef {Map<string, string>} People the id of each → the name, "" where the record has none
 */

const PATH = /^office\/people\/(p-[a-z0-9]+)\.ya?ml$/;

/**
 * Everybody in office/people/, by their names.
 * @param {Found[]} records
 * @returns {Promise<People>}
 */
export async function peopleOf(records) {
  const found = await Promise.all(
    records.map(async ({ path, file }) => {
      const id = PATH.exec(path)?.[1];
      return id ? [{ id, name: nameIn(await file.text()) }] : [];
    }),
  );
  const sorted = found
    .flat()
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
  return new Map(sorted.map(({ id, name }) => [id, name]));
}

/**
 * The name in a person's record. YAML has more ways to write one than these; the command reads all,
 * and here the id is shown alone then.
 * @param {string} yaml
 */
export function nameIn(yaml) {
  const said = /^name:[ \t]*(.*?)[ \t]*$/m.exec(yaml.replaceAll("\r", ""))?.[1] ?? "";
  if (/^"/.test(said)) {
    const quoted = /^"(?:[^"\\]|\\.)*"/.exec(said)?.[0] ?? "";
    try {
      return String(JSON.parse(quoted));
    } catch {
      return "";
    }
  }
  if (/^'/.test(said)) {
    return /^'((?:[^']|'')*)'/.exec(said)?.[1].replaceAll("''", "'") ?? "";
  }
  return /^[|>&*!%@`{[#]/.test(said) ? "" : said.replace(/\s+#.*$/, "");
}

/**
 * @param {string} id
 * @param {string} name
 */
export const withId = (id, name) => (name ? `${name} (${id})` : id);

/**
 * `text` with the name behind each id, but where it is there already; behind the quotation marks
 * of an id that has some.
 * @param {string} text
 * @param {People} people
 */
export const named = (text, people) =>
  text.replace(/(?<![\w/.-])("?)(p-[a-z0-9]+)\1(?![\w/.-]*[\w/-])/g, (own, _, id, at) => {
    const name = people.get(id);
    return !name || text.slice(at).startsWith(`${id}: ${name}`) ? own : `${own} (${name})`;
  });

/**
 * @typedef {object} Entry of a public list of approvers
 * @property {string | null} [account]
 * @property {string | null} [educator]
 * @property {string | null} [name]
 */

/**
 * The ids of those in the private records whom a list of approvers names: by account or portfolio,
 * by name only where one side has no account. Whether one may confirm, the command decides.
 * @param {Found[]} records
 * @param {Entry[]} entries
 * @returns {Promise<Set<string>>}
 */
export async function approversOf(records, entries) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { path, file } of records) {
    const id = PATH.exec(path)?.[1];
    if (!id) continue;
    const yaml = await file.text();
    const account = wordIn(yaml, "account");
    const educator = wordIn(yaml, "educator");
    const name = nameIn(yaml).toLowerCase();
    const isMeant = entries.some(
      (one) =>
        (account && one.account === account) ||
        (educator && one.educator === educator) ||
        (!(account && one.account) && name && one.name?.toLowerCase() === name),
    );
    if (isMeant) found.add(id);
  }
  return found;
}

/**
 * What a request asks, by its number; "" where these records have none.
 * @param {Found[]} records
 * @param {string} number
 */
export async function askedIn(records, number) {
  const name = `/${number.toLowerCase()}.yml`;
  const found = records.find(({ path }) => path.startsWith("requests/") && path.endsWith(name));
  return found ? wordIn(await found.file.text(), "what") : "";
}

/**
 * A word in a record, which YAML may have in quotation marks.
 * @param {string} yaml
 * @param {string} key
 */
const wordIn = (yaml, key) =>
  new RegExp(`^${key}:[ \\t]*["']?([\\w.@-]+)`, "m").exec(yaml)?.[1] ?? "";
