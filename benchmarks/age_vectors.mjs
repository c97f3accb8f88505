// Opens each vector with the pages' reader, and prints the SHA-256 of what was in it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { opened, unsealed } from "../web/desk/opened.js";

/** @type {{ name: string, file: string, keys: string[], phrases: string[] }[]} */
const job = JSON.parse(await new Response(process.stdin).text());
/** @type {Record<string, string>} */
const said = {};
const digest = (/** @type {Uint8Array} */ bytes) =>
  createHash("sha256").update(bytes).digest("hex");
for (const { name, file, keys, phrases } of job) {
  const raw = readFileSync(file);
  said[name] = "";
  for (const phrase of phrases) {
    said[name] ||= await unsealed(raw, phrase).then(digest, () => "");
  }
  for (const key of keys) {
    const found = await opened(new Blob([raw]), key).catch(() => "damaged");
    if (typeof found !== "string") said[name] ||= digest(new Uint8Array(await found.arrayBuffer()));
  }
}
console.log(JSON.stringify(said));
