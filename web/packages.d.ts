// What we use of packages that come without types.
declare module "jsonld" {
  const jsonld: {
    canonize(
      document: object,
      options: {
        safe: boolean;
        base: null;
        documentLoader: (url: string) => Promise<{
          contextUrl: null;
          documentUrl: string;
          document: object | undefined;
          tag: string;
        }>;
        canonizeOptions: { messageDigestAlgorithm: string; signal: AbortSignal };
      },
    ): Promise<string>;
  };
  export default jsonld;
}
