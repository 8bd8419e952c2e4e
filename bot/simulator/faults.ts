/** Switches that make the platform behave badly. Rates are 0–1 and spread evenly: 0.1 is every tenth. */
export interface FaultSettings {
  /** The API answers that much later. */
  slowMs: number;
  /** errcode → rate; 500–599 answers that HTTP status instead. Codes hit the calls that can return them. */
  errorRates: Record<number, number>;
  /** Pushes delivered twice at the same time, each with its own signature. */
  repeatRate: number;
  /** Push answers that never arrive, so that the push is tried again. */
  lostAckRate: number;
  /** API calls that take effect while their answer gets lost. */
  lostAnswerRate: number;
  /** Tokens die after that many ms, whatever `expires_in` said. */
  tokenLifeMs: number | undefined;
  /** Outcome that TEMPLATESENDJOBFINISH reports. */
  templateStatus: 'success' | 'failed:user block' | 'failed: system failed';
  /** Followers whom a mass send fails to reach. */
  massFailRate: number;
  /** Mass sends wait for the administrator's confirmation. */
  massNeedsConfirmation: boolean;
  /** The API cuts every connection. */
  down: boolean;
}

const NONE: FaultSettings = {
  slowMs: 0,
  errorRates: {},
  repeatRate: 0,
  lostAckRate: 0,
  lostAnswerRate: 0,
  tokenLifeMs: undefined,
  templateStatus: 'success',
  massFailRate: 0,
  massNeedsConfirmation: false,
  down: false,
};

const TOKEN = /\/(stable_)?token$/;
/** Calls that an injected code applies to. -1 and 5xx hit every call, other codes all but the token calls. */
const SCOPE: Record<number, RegExp> = {
  40013: TOKEN,
  40125: TOKEN,
  40164: TOKEN,
  43004: /\/message\/(custom|template)\/send$/,
  43101: /\/bizsend$/,
  45015: /\/message\/custom\/send$/,
  45047: /\/message\/custom\/send$/,
  45028: /\/message\/mass\/send(all)?$/,
};

export class Faults {
  private settings = { ...NONE };
  private readonly owed = new Map<string, number>();

  get now(): Readonly<FaultSettings> {
    return this.settings;
  }

  /** Changes the named switches and leaves the others. */
  set(changes: Partial<FaultSettings>): void {
    this.settings = { ...this.settings, ...changes };
  }

  clear(): void {
    this.settings = { ...NONE };
    this.owed.clear();
  }

  /** Whether this delivery or call is one of the unlucky ones. */
  strikes(name: 'repeatRate' | 'lostAckRate' | 'lostAnswerRate' | 'massFailRate'): boolean {
    return this.due(name, this.settings[name]);
  }

  /** The code that this API call gets instead of an answer, if any. */
  codeFor(path: string): number | undefined {
    for (const [code, rate] of Object.entries(this.settings.errorRates)) {
      const scope = SCOPE[Number(code)];
      const applies = scope ? scope.test(path) : !TOKEN.test(path) || Number(code) < 600;
      if (applies && this.due(code, rate)) return Number(code);
    }
    return undefined;
  }

  private due(name: string, rate: number): boolean {
    if (rate <= 0) return false;
    // The epsilon keeps ten times 0.1 from falling short of one.
    const owed = (this.owed.get(name) ?? 0) + rate + 1e-9;
    this.owed.set(name, owed >= 1 ? owed - 1 : owed);
    return owed >= 1;
  }
}
