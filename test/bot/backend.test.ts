import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createBackend, Unreachable } from '../../bot/backend.ts';
import { claimNotices } from '../../server/publicity/sending/contract.ts';
import { freePort } from '../support/ports.ts';

describe('the server as the bot sees it', () => {
  it('is asked at the address that answers while another one is away, also by calls that are tried once', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ batches: [] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const alive = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const backend = createBackend([`http://127.0.0.1:${await freePort()}`, alive], 'token');
    const outcomes: string[] = [];
    for (let i = 0; i < 6; i += 1)
      await backend.call(claimNotices, { max: 1, waitMs: 0 }, { tries: 1 }).then(
        () => outcomes.push('answered'),
        (error: unknown) => outcomes.push(error instanceof Unreachable ? 'away' : 'other'),
      );
    // Once it is found out that one is away.
    expect(outcomes.filter((outcome) => outcome !== 'answered')).to.have.length.at.most(1);
    await backend.close();
    server.close();
  });

  it('is tried at every address before it is called away', async () => {
    const backend = createBackend([`http://127.0.0.1:${await freePort()}`], 'token');
    const error: unknown = await backend
      .call(claimNotices, { max: 1, waitMs: 0 }, { tries: 2 })
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Unreachable);
    await backend.close();
  });
});
