import { AidCase, CaseClock, CasePaper } from './cases.ts';
import { ChannelToken, Command, Conversation, Handoff, Turn } from './channel.ts';
import { Application, Commitment, Draft } from './eligibility.ts';
import { Delivery, Event, Job, JobRun } from './events.ts';
import { DutySlot, Firm, Lawyer, ServicePoint } from './network.ts';
import { Applicant, Binding, Session, Staff, Volunteer } from './people.ts';

export * from './cases.ts';
export * from './channel.ts';
export * from './eligibility.ts';
export * from './events.ts';
export * from './network.ts';
export * from './people.ts';

/** Every entity of the model. */
export const entities = [
  ...[Turn, Conversation, Command, ChannelToken, Handoff],
  ...[Staff, Session, Binding, Applicant, Volunteer],
  ...[ServicePoint, Firm, Lawyer, DutySlot],
  ...[Draft, Application, Commitment],
  ...[AidCase, CaseClock, CasePaper],
  ...[Event, Delivery, Job, JobRun],
];
