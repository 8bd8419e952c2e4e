import type { QuestionView } from '../../server/eligibility/contract.ts';
import type { State } from './talk.ts';

/** The talk while a questionnaire is open. The answers themselves live on the server. */
export interface ApplyState extends State {
  at: 'apply';
  draft: string;
  stage: 'question' | 'ended' | 'proof' | 'notice' | 'name' | 'identity';
  question?: QuestionView;
  /** Questions offered for change (修改), in the order of their numbers. */
  changing?: string[];
}
