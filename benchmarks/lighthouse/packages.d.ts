// What we use of Lighthouse, which is installed only where it measures.
declare module "chrome-launcher" {
  export function launch(options: {
    chromeFlags: string[];
  }): Promise<{ port: number; kill(): void | Promise<void> }>;
}

declare module "lighthouse" {
  export interface Item {
    url?: string;
    transferSize?: number;
    priority?: string;
    protocol?: string;
    description?: string;
    node?: { snippet?: string };
  }
  export interface Audit {
    score: number | null;
    numericValue?: number;
    displayValue?: string;
    title: string;
    details?: { items?: Item[] };
  }
  export interface Answer {
    runtimeError?: { message: string };
    audits: Record<string, Audit>;
    categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  }
  export default function lighthouse(
    address: string,
    flags: {
      port: number;
      output: "json";
      logLevel: "error";
      onlyCategories: string[];
      skipAudits: string[];
    },
  ): Promise<{ lhr: Answer } | undefined>;
}
