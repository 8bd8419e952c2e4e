import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { rows } from '../../platform/sql.ts';
import { mustBeAllowed } from '../policies.ts';
import * as contract from './contract.ts';
import { listVolunteers, ownVolunteer, readVolunteer } from './reading.ts';
import { addVolunteer, changeVolunteer, recordVolunteer, setStanding, voidRecord } from './service.ts';

export function serveVolunteers(serve: Serve, db: Database): void {
  serve(contract.listVolunteers, ({ standing }, { actor }) => {
    mustBeAllowed(actor, 'volunteers.read');
    return db.read(async (reading) => ({
      items: await listVolunteers(reading, standing),
      points: await rows<{ id: string; name: string }>(
        reading.tx,
        'SELECT id, name FROM service_point WHERE active = 1 ORDER BY code',
      ),
    }));
  });
  serve(contract.readVolunteer, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'volunteers.read');
    return db.read((reading) => readVolunteer(reading, id));
  });
  serve(contract.addVolunteer, (profile, { actor, write }) => {
    mustBeAllowed(actor, 'volunteers.write');
    return write((work) => addVolunteer(work, profile));
  });
  serve(contract.changeVolunteer, (profile, { actor, write }) => {
    mustBeAllowed(actor, 'volunteers.write');
    return write((work) => changeVolunteer(work, profile));
  });
  serve(contract.recordVolunteer, (record, { actor, write }) => {
    mustBeAllowed(actor, 'volunteers.write');
    return write((work) => recordVolunteer(work, record));
  });
  serve(contract.voidRecord, (which, { actor, write }) => {
    mustBeAllowed(actor, 'volunteers.decide');
    return write((work) => voidRecord(work, which));
  });
  serve(contract.setStanding, (input, { actor, write }) => {
    mustBeAllowed(actor, 'volunteers.decide');
    return write((work) => setStanding(work, input));
  });
  serve(contract.ownVolunteer, (_, { actor }) => db.read((reading) => ownVolunteer(reading, actor.id)));
}
