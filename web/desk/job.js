// What a task needs, between the page and its worker.

/**
 * @typedef {"due" | "intake" | "triage" | "assign" | "record"} Early
 * @typedef {Early | "packets" | "decide" | "letter" | "appeal" | "answer" | "status"} Middle
 * @typedef {Middle | "publish" | "destroy" | "admit"} Command
 *
 * @typedef {object} Found a file of a folder, by its path below it
 * @property {string} path
 * @property {File} file
 *
 * @typedef {object} Job
 * @property {Command} command
 * @property {string[]} options  in front of what every command has
 * @property {boolean} writes
 * @property {string} today  "" for the site's own
 * @property {Found[]} records  of the private repository
 * @property {File | null} catalog  the ZIP of the public one; `admit` needs none
 * @property {File[]} came  sealed files and requests
 * @property {File[]} sheets
 * @property {File | null} key
 * @property {string} phrase
 * @property {Found[]} there  what is in the folder that sheets or letters go to
 *
 * @typedef {object} Line
 * @property {string} about
 * @property {string} says
 * @property {boolean} is_problem
 * @property {string} [text]  of a letter
 * @property {string[]} [public_files]  that an answer changes in the public repository
 *
 * @typedef {object} Data what the command prints with --json
 * @property {Line[]} lines
 * @property {string} summary
 * @property {string[]} changes
 * @property {boolean} written
 *
 * @typedef {object} Said what came of the command; see run.py
 * @property {number} code
 * @property {string} text
 * @property {string} errors
 * @property {Data | null} data
 * @property {{ lines: string[], summary: string }} shown  of `data`, in the desk's words
 * @property {string} done
 * @property {string} findings
 * @property {string[]} changed
 * @property {string[]} removed
 * @property {Record<string, number>} to_seal
 * @property {string[]} to_open
 * @property {Record<string, string>} moves
 *
 * @typedef {Said & { files: { path: string, blob: Blob }[] }} Done
 *
 * @typedef {{ told: string, values?: Record<string, string | number> }} Progress
 * @typedef {Progress | { done: Done } | { fault: string }} Answer
 */

/** The folders that a command sees, by what they are to it. */
export const PLACES = {
  records: "private",
  catalog: "public",
  came: "sealed",
  returned: "returned",
  key: "key",
  out: {
    answer: "changes",
    assign: "sheets",
    letter: "letters",
    packets: "packets",
    publish: "awards",
  },
};

/**
 * The folder that a command writes into besides the records; "" for none.
 * @param {Command} command
 */
export const outOf = (command) =>
  Object.entries(PLACES.out).find(([name]) => name === command)?.[1] ?? "";

/**
 * The words of the command, as somebody would type them.
 * @param {Job} job
 */
export function argumentsOf(job) {
  const { command, catalog, options } = job;
  if (command === "admit") {
    const admit = ["--project", PLACES.records, "sealing", "admit", ...options];
    return job.writes ? admit : [...admit, "--dry-run"];
  }
  const words = ["--project", PLACES.records, command];
  words.push("--with", `${PLACES.catalog}/${catalog?.name ?? ""}`, ...options);
  if (command === "intake") words.push(PLACES.came);
  if (command === "packets") words.push(PLACES.out.packets, "--sealed", PLACES.came);
  if (command === "record")
    words.push(...job.sheets.map((one) => `${PLACES.returned}/${one.name}`));
  if (command === "assign") words.push("--sheets", PLACES.out.assign);
  if (command === "letter") words.push("--out", PLACES.out.letter);
  if (command === "publish") words.push("--to", PLACES.out.publish);
  if (options.includes("--propose")) words.push("--to", PLACES.out.answer);
  if (command === "destroy") words.push("--sealed", PLACES.came);
  if (job.key) words.push("--key", `${PLACES.key}/${job.key.name}`);
  if (job.today) words.push("--today", job.today);
  if (job.writes) words.push("--write");
  return words;
}
