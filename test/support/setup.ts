import { buildConsoleIfChanged } from '../../server/consoleFiles.ts';

/** Once before all test files, whatever their number of processes: two that build the console at once would spoil it. */
export async function mochaGlobalSetup(): Promise<void> {
  await buildConsoleIfChanged({ info: () => undefined });
}
