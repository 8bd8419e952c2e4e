import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Balancer {
  port: number;
  /** Cuts every connection and lets none in, as if what is behind it had stopped. */
  stop(): void;
  go(): void;
  close(): void;
}

/**
 * One address in front of several: each connection goes to the next port that takes it. What a load balancer does for
 * the bots, at its smallest.
 */
export async function balance(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let next = 0;
  let stopped = false;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (stopped) return void client.resetAndDestroy();
    open.add(client);
    client.on('close', () => open.delete(client)).on('error', () => client.destroy());
    forward(client, ports.length);
  });

  function forward(client: Socket, left: number): void {
    const upstream = connect({
      port: ports[(next += 1) % ports.length]!,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    let connected = false;
    upstream.on('connect', () => {
      connected = true;
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => {
      if (!connected && left > 1) forward(client, left - 1);
      else client.destroy();
    });
    upstream.on('close', () => connected && client.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      stopped = true;
      for (const socket of open) socket.destroy();
    },
    go() {
      stopped = false;
    },
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
