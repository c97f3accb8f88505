// Seals submissions with the browser's own code, without a browser: the jobs come as JSON, the
// sealed files go into a folder, and the receipts' numbers and keys are printed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { seal } from "../../web/seal/sealed.js";

/**
 * @typedef {object} Job
 * @property {string[]} recipients
 * @property {string} replyKey
 * @property {string} worksheet
 * @property {Record<string, unknown>} said
 * @property {{ name: string, bytes: number, part: number, item: string }[]} files
 */
/** @type {{ folder: string, jobs: Job[] }} */
const { folder, jobs } = JSON.parse(await new Response(process.stdin).text());
const receipts = [];
for (const { files, ...job } of jobs) {
  const chosen = files.map(({ name, bytes, ...about }, n) => ({
    file: new File([new Uint8Array(bytes).fill(receipts.length + n)], name),
    ...about,
    student_data: "none",
    consent: false,
  }));
  const { blob, number, replyKey } = await seal({ ...job, chosen }, () => {});
  writeFileSync(join(folder, `upload-${number}.age`), Buffer.from(await blob.arrayBuffer()));
  receipts.push({ number, replyKey });
}
console.log(JSON.stringify(receipts));
