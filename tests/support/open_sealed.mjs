// Opens key files, and sealed files with the last of them, with the code of the page desk/ and
// without a browser, and prints what came of each.
import { readFileSync } from "node:fs";
import { opened, unlocked } from "../../web/desk/opened.js";

/** @type {{ keys: { file: string, phrase: string }[], files: string[] }} */
const { keys, files } = JSON.parse(await new Response(process.stdin).text());
const said = [];
let secret = "";
for (const { file, phrase } of keys) {
  const found = await unlocked(new File([readFileSync(file)], "key"), phrase);
  said.push(typeof found === "string" ? found : found.recipient);
  if (typeof found !== "string") secret = found.secret;
}
for (const file of files) {
  const found = await opened(new Blob([readFileSync(file)]), secret);
  said.push(typeof found === "string" ? found : await found.text());
}
console.log(JSON.stringify(said));
