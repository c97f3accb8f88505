// Who signed: from the name of a key to the key that its owner publishes.
import { readJson } from "./json_reader.js";
import { readJwk, readMultikey } from "./public_key.js";
import { IssuerRefusal, Refusal, Undecided } from "./report.js";
import { isObject, member, names } from "./shape.js";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^(?=.{1,253}(?::|$))${LABEL}(?:\\.${LABEL})+(?::[1-9][0-9]{0,4})?$`);
const SEGMENT = /^[A-Za-z0-9._~-]{1,128}$/;
const MAX_METHODS = 1_000;
const MAX_NAME = 400;

/** Where the document of a did:web is (did:web specification, section 3.2). */
function didWebAddress(did) {
  const parts = did.split(":");
  if (parts.length < 3 || parts[0] !== "did" || parts[1] !== "web" || did.length > MAX_NAME) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier is not a sound did:web.");
  }
  const host = decoded(parts[2]).toLowerCase();
  if (!HOST.test(host)) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier names no sound host.");
  }
  const path = parts.slice(3);
  if (path.some((each) => !SEGMENT.test(each) || each === "." || each === "..")) {
    throw new IssuerRefusal("bad-did", "The issuer's identifier has an unsound path.");
  }
  return `https://${host}/${(path.length ? path : [".well-known"]).join("/")}/did.json`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/**
 * The key called `method`, if `issuer` publishes it for signing, and at which address; a did:key is
 * published nowhere. Throws `Refusal` when it does not, `Undecided` when that cannot be found out.
 */
export async function resolveKey(method, issuer, resolver) {
  if (typeof method !== "string" || !method || method.length > MAX_NAME) {
    throw new Refusal("no-key-named", "The signature does not say which key made it.");
  }
  const cut = method.includes("#") ? method.indexOf("#") : method.length;
  const owner = method.slice(0, cut);
  const fragment = method.slice(cut + 1);
  if (owner.startsWith("did:") && issuer.startsWith("did:") && owner !== issuer) {
    throw new IssuerRefusal(
      "key-of-another",
      "It was signed with a key that does not belong to the issuer it names.",
    );
  }
  if (owner.startsWith("did:key:")) {
    const name = owner.slice("did:key:".length);
    if (fragment && fragment !== name) {
      throw new IssuerRefusal(
        "no-such-key", "The signature names a key that its issuer does not have.",
      );
    }
    return { key: readMultikey(name), publishedAt: null };
  }
  if (owner.startsWith("did:web:")) return publishedKey(method, owner, resolver);
  throw new Undecided(
    "unknown-issuer-kind",
    "The key is named in a way that this program cannot look up (it knows did:web and did:key).",
  );
}

async function publishedKey(method, did, resolver) {
  const address = didWebAddress(did);
  const data = await resolver.fetch(address);
  let document;
  try {
    document = readJson(data);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw new IssuerRefusal("bad-did-document", `At ${address}: ${refusal.words}`);
  }
  if (!isObject(document)) {
    throw new IssuerRefusal("bad-did-document", `${address} is not an issuer's document.`);
  }
  if (member(document, "id") !== did) {
    throw new IssuerRefusal(
      "did-names-another", `The document at ${address} belongs to somebody else.`,
    );
  }
  const isSame = (name) =>
    typeof name === "string" && (name.startsWith("#") ? did + name : name) === method;
  const isNamed = (each) => isObject(each) && isSame(member(each, "id"));
  const allowed = entries(document, "assertionMethod");
  const embedded = allowed.find(isNamed);
  const entry = entries(document, "verificationMethod").find(isNamed) ?? embedded;
  if (entry === undefined) {
    throw new IssuerRefusal(
      "no-such-key", "It was signed with a key that the issuer does not publish as its own.",
    );
  }
  if (embedded === undefined && !allowed.some(isSame)) {
    throw new IssuerRefusal(
      "key-not-for-signing", "The issuer does not allow this key to sign badges.",
    );
  }
  if (member(entry, "controller") !== did) {
    throw new IssuerRefusal(
      "key-of-another", "The key in the issuer's document belongs to somebody else.",
    );
  }
  if (Object.hasOwn(entry, "revoked")) {
    throw new IssuerRefusal(
      "key-revoked", "The issuer has withdrawn the key that signed this badge.",
    );
  }
  const key = Object.hasOwn(entry, "publicKeyMultibase")
    ? readMultikey(entry.publicKeyMultibase)
    : readJwk(member(entry, "publicKeyJwk"));
  return { key, publishedAt: address };
}

function entries(document, name) {
  const value = Object.hasOwn(document, name) ? names(document[name]) : [];
  if (value.length > MAX_METHODS) {
    throw new IssuerRefusal("bad-did-document", "The issuer's document lists too many keys.");
  }
  return value;
}
