// What a page reads of an issuer on this computer: only its own origin's, and only over http there.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Resolver } from "../../web/verify/resolver.js";

const HERE = "http://localhost:8000/credentials/";
const OWN = "https://localhost:8000/credentials/";
const fetched = globalThis.fetch;

/** @type {string[]} */
let asked = [];
globalThis.fetch = async (place) => {
  asked.push(String(place));
  const answer = new Response("{}");
  Object.defineProperty(answer, "url", { value: String(place) });
  return answer;
};
afterEach(() => {
  asked = [];
});
process.on("exit", () => {
  globalThis.fetch = fetched;
});

test("a page on this computer reads its own issuer's documents where it is itself", async () => {
  await new Resolver(HERE).fetch(`${OWN}issuers/this-computer/did.json`);
  assert.deepEqual(asked, [`${HERE}issuers/this-computer/did.json`]);
});

test("what looks like another host behind the site's own address is a path there", async () => {
  await new Resolver(HERE).fetch(`${OWN}//localhost:9000/x.json`);
  assert.deepEqual(asked, [`${HERE}//localhost:9000/x.json`]);
});

for (const page of [
  "http://127.0.0.1:8000/credentials/",
  "http://localhost:8001/credentials/",
  "http://localhost/credentials/",
  "https://localhost:8000/credentials/",
  "https://badges.example/credentials/",
  "http://localhost.badges.example:8000/credentials/",
]) {
  test(`a page at ${page} asks nothing of this computer`, async () => {
    await assert.rejects(new Resolver(page).fetch(`${OWN}issuers/this-computer/did.json`));
    assert.deepEqual(asked, []);
  });
}

for (const address of [
  "https://localhost:8001/credentials/x.json",
  "https://localhost/credentials/x.json",
  "https://localhost:8000/x.json",
  `${OWN}../x.json`,
  `${OWN}%2e%2e/x.json`,
  "https://localhost:8000@internal.corp/credentials/x.json",
  "http://localhost:8000/credentials/x.json",
  "https://127.0.0.1:8000/credentials/x.json",
]) {
  test(`a page on this computer does not ask ${address}`, async () => {
    await assert.rejects(new Resolver(HERE).fetch(address));
    assert.deepEqual(asked, []);
  });
}
