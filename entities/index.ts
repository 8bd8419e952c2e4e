import {
  Activity,
  ActivityGuest,
  ActivityPhoto,
  ActivityVolunteer,
  Scene,
  SceneVisit,
  SubscriptionConsent,
} from './activities.ts';
import { Attachment } from './attachments.ts';
import { AidCase, CaseClock, CasePaper } from './cases.ts';
import { ChannelHealth, ChannelToken, Command, Conversation, Handoff, Turn } from './channel.ts';
import { AlarmStep, DutySetting, HandoffMessage } from './contact.ts';
import {
  Commitment,
  CommitmentExclusion,
  CommitmentScan,
  Consent,
  PageVisit,
  SamplePeriod,
  Verification,
} from './commitments.ts';
import { Application, Draft } from './eligibility.ts';
import { Delivery, Event, Job, JobRun } from './events.ts';
import { EntryEdit, EntryRelease, Suggestion, Toggle } from './knowledge.ts';
import { DutySlot, Firm, Lawyer, ServicePoint } from './network.ts';
import { CaseParty } from './parties.ts';
import {
  Applicant,
  Binding,
  BindingCode,
  BindingTry,
  Session,
  Staff,
  Volunteer,
  VolunteerRecord,
} from './people.ts';
import {
  AccountFact,
  AccountOrder,
  AccountTag,
  Follower,
  FollowerChoice,
  FollowerTag,
  MassOutcome,
  Material,
  MaterialVersion,
  Push,
  PushBatch,
  PushJob,
  PushRecipient,
  PushReview,
} from './publicity.ts';
import { PushSeries, SeriesOccasion } from './series.ts';
import { SwitchDecision } from './rules.ts';

export * from './activities.ts';
export * from './attachments.ts';
export * from './cases.ts';
export * from './channel.ts';
export * from './contact.ts';
export * from './commitments.ts';
export * from './eligibility.ts';
export * from './events.ts';
export * from './knowledge.ts';
export * from './network.ts';
export * from './parties.ts';
export * from './people.ts';
export * from './publicity.ts';
export * from './rules.ts';
export * from './series.ts';

/** Every entity of the model. */
export const entities = [
  ...[Turn, Conversation, Command, ChannelToken, ChannelHealth, Handoff],
  ...[HandoffMessage, AlarmStep, DutySetting],
  ...[Staff, Session, Binding, BindingCode, BindingTry, Applicant, Volunteer],
  ...[ServicePoint, Firm, Lawyer, DutySlot],
  ...[
    Draft,
    Application,
    Commitment,
    Consent,
    CommitmentExclusion,
    CommitmentScan,
    SamplePeriod,
    Verification,
    PageVisit,
  ],
  ...[SwitchDecision, CaseParty],
  ...[AidCase, CaseClock, CasePaper, Attachment],
  ...[Suggestion, EntryEdit, EntryRelease, Toggle],
  ...[Event, Delivery, Job, JobRun],
  ...[Material, MaterialVersion, Push, PushReview, PushBatch, PushRecipient, PushJob, MassOutcome],
  ...[PushSeries, SeriesOccasion],
  ...[VolunteerRecord, Activity, ActivityGuest, ActivityVolunteer, ActivityPhoto],
  ...[Scene, SceneVisit, SubscriptionConsent],
  ...[AccountFact, AccountOrder, AccountTag, Follower, FollowerTag, FollowerChoice],
];
