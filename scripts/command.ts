/** Runs an operator's command: its exit code, or one readable line on standard error and 1. */
export function runCommand(command: () => Promise<number>): void {
  command().then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${(error as Error).message}\n`);
      process.exit(1);
    },
  );
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
