import { createServer } from 'node:net';

/** Below the ports that the system gives to whoever asks for any: a test beside this one could get the same meanwhile. */
const PORTS = { from: 20_000, count: 12_000 };

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count);
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(freePort()) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
