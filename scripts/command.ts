/** Runs an operator's command: its exit code, or one readable line on standard error and 1. */
export function runCommand(command: () => number | Promise<number>): void {
  // What it throws before its first wait is caught as well.
  Promise.resolve()
    .then(command)
    .then(leave, (error: unknown) => {
      process.stderr.write(`${(error as Error).message}\n`);
      leave(1);
    });
}

/** Leaves when everything said has been taken: what stands in a pipe is lost with the process. */
function leave(code: number): void {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
