import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });
const registers = [registry];

/** What the operator sees under /metrics beside the process's own figures. */
export const metrics = {
  turns: new Counter({
    name: 'legal_aid_turns_total',
    help: 'Turns finished',
    labelNames: ['late'],
    registers,
  }),
  leasesLost: new Counter({
    name: 'legal_aid_leases_lost_total',
    help: 'Turns whose lease ran out before they were finished',
    registers,
  }),
  errors: new Counter({
    name: 'legal_aid_errors_total',
    help: 'Errors answered, by code',
    labelNames: ['code'],
    registers,
  }),
  oldestTurn: new Gauge({
    name: 'legal_aid_oldest_turn_seconds',
    help: 'Age of the oldest unfinished turn',
    registers,
  }),
  oldestDelivery: new Gauge({
    name: 'legal_aid_oldest_delivery_seconds',
    help: 'How long the oldest due delivery has been waiting',
    registers,
  }),
  oldestEvent: new Gauge({
    name: 'legal_aid_oldest_event_seconds',
    help: 'Age of the oldest event that waits in the outbox',
    registers,
  }),
  oldestJob: new Gauge({
    name: 'legal_aid_oldest_job_seconds',
    help: 'Age of the oldest job run that is not finished',
    registers,
  }),
};
