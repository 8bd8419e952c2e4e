import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import * as service from './service.ts';

export function serveSigning(serve: Serve): void {
  serve(contract.chooseProof, ({ id, proof }, { write }) =>
    write((work) => service.chooseProof(work, id, proof)),
  );
  serve(contract.commit, ({ id, said }, { write }) => write((work) => service.commit(work, id, said)));
  serve(contract.giveName, ({ id, said }, { write }) => write((work) => service.giveName(work, id, said)));
  serve(contract.readAloud, ({ id }, { write }) => write((work) => service.readAloud(work, id)));
  serve(contract.noteHeard, ({ id }, { write }) => write((work) => service.noteHeard(work, id)));
  serve(contract.consent, ({ id, kind, given }, { write }) =>
    write((work) => service.consent(work, id, kind, given)),
  );
  serve(contract.givePhone, ({ id, said }, { write }) =>
    write((work) => service.givePhone(work, id, { said })),
  );
  serve(contract.skipPhone, ({ id, reason }, { write }) =>
    write((work) => service.givePhone(work, id, { reason })),
  );
  serve(contract.giveIdentity, ({ id, said }, { write }) =>
    write((work) => service.giveIdentity(work, id, said)),
  );
}
