import type { DraftView, QuestionView } from '../../server/eligibility/contract.ts';
import type { State } from './talk.ts';

/** The talk while a questionnaire is open. The answers themselves live on the server. */
export interface ApplyState extends State {
  at: 'apply';
  draft: string;
  stage: Exclude<DraftView['stage'], 'submitted' | 'left'>;
  question?: QuestionView;
  /** Filled in for a person who can't (代填). */
  helping?: boolean;
  /** The separate consent that was asked for. */
  consent?: string;
  /** Whether to begin afresh (重填) was asked. */
  afresh?: boolean;
  /** There is no telephone number: the next message says why. */
  noPhone?: boolean;
  /** Questions offered for change (修改, or to read over), in the order of their numbers. */
  changing?: string[];
}
