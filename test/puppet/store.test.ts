import { memoryStore } from '../../bot/puppet/index.ts';
import { storeContract } from './store-contract.ts';

describe('the memory store', () => {
  storeContract(async (clock) => {
    const store = memoryStore(clock);
    return [store, store];
  });
});
