import type { CaseState } from '../../../vocabulary.ts';

type Tone = 'primary' | 'success' | 'warning' | 'info' | 'danger';

export const stateTones: Record<CaseState, Tone> = {
  RECEIVED: 'primary',
  SUPPLEMENT: 'warning',
  REVIEW: 'primary',
  GRANTED: 'success',
  REFUSED: 'info',
  TERMINATED: 'info',
  WITHDRAWN: 'info',
};

/** Words that the program writes, as staff read them; what isn't listed is Chinese already. */
const words: Record<string, string> = {
  commitment: '告知承诺',
  papers: '交材料',
  running: '计时中',
  paused: '已暂停',
  met: '已办完',
  stopped: '已停止',
};

export const inWords = (word: string): string => words[word] ?? word;
