import type { SwitchValues } from '../server/eligibility/rules.ts';

/** `ID=VALUE` of a command line as switch values; a whole number is one. Throws an Error for anything else. */
export const readSwitches = (given: readonly string[]): SwitchValues =>
  Object.fromEntries(
    given.map((pair) => {
      const [, id, value] = /^([A-Z0-9_]+)=(.+)$/.exec(pair) ?? [];
      if (!id || !value) throw new Error(`--switch ${pair}: write ID=VALUE, as in SZ_LABOUR_WAIVER=on`);
      return [id, /^\d+$/.test(value) ? Number(value) : value];
    }),
  );
