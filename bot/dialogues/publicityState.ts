import type { DraftInput } from '../../server/publicity/drafts/contract.ts';
import type { State } from './talk.ts';

/** What is asked for, in this order; `preview` waits for 提交, `menu` and `one` for a choice. */
export const steps = [
  'title',
  'text',
  'source',
  'link',
  'photo',
  'reach',
  'audience',
  'areas',
  'topics',
  'time',
] as const;
export type Step = (typeof steps)[number];

export interface PublicityState extends State {
  at: 'publicity';
  step: Step | 'menu' | 'one' | 'preview';
  draft: Partial<DraftInput>;
  /** The push that it is kept as, once it was shown. */
  id?: string;
  version?: number;
  /** A step was gone back to by 改…: after it comes the preview again. */
  mending?: boolean;
  /** The own pushes that the menu's numbers stand for. */
  own: string[];
  links: { title: string; link: string }[];
  times: number[];
  areas: string[];
  topics: string[];
}

export const titleMost = 64;
export const textMost = 2000;
export const sourceMost = 200;
