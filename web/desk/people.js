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
 * `text` with the name behind each id, but where it is there already.
 * @param {string} text
 * @param {People} people
 */
export const named = (text, people) =>
  text.replace(/(?<![\w/.-])p-[a-z0-9]+(?![\w/.-]*[\w/-])/g, (id, at) => {
    const name = people.get(id);
    return !name || text.slice(at).startsWith(`${id}: ${name}`) ? id : `${id} (${name})`;
  });
