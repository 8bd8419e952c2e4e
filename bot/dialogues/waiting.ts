import type { Answered } from '../../server/answers/contract.ts';
import { ownWaiting } from '../../server/channel/contract.ts';
import { say } from '../../server/texts/say.ts';
import { withHead } from './applySteps.ts';
import { askState, type AskState } from './askState.ts';
import { wordOf, type Said, type Talk } from './talk.ts';

const phone = /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8})(?!\d)/;
/** Beside a telephone number, so few characters ask nothing of their own: 我电话…，等你们回. */
const shortest = 12;

const staff = '(?:请问|你们|您|您们|工作人员|人工|客服|老师|律师|那边|这边)*';
const answers = '(?:回复|答复|回信|回话|回音|回电话|回电|回|联系|打电话|来电话|理|理睬)';
const end = '(?:我们?|过来|一下|消息|呢|啊|呀|吗|嘛|了|的|哦)*';
const waits = [
  `${staff}(?:到底|大概|究竟|要|还要)*(?:什么时候|啥时候|啥时|几时|啥辰光|多久|多长时间|几点|哪天)(?:才|能|会|可以|有人|给我|跟我|来)*${answers}${end}`,
  `${staff}(?:怎么|咋|为什么|为啥|等了?半天|等到现在|这么久|到现在|还是|还|一直|老是|都|也)*(?:没有?|没得|不见)(?:有|人|工作人员|来|给我|跟我)*${answers}${end}`,
  `(?:那|我|就|在|一直|还)*等(?:着|候)?${staff}的?(?:${answers}|电话|消息)${end}`,
].map((words) => new RegExp(`^${words}$`, 'u'));

/** Whether a message asks only after the answer that was promised: 你们什么时候回, 还没人回我. */
export const asksAfterAnswer = (text: string): boolean => waits.some((words) => words.test(wordOf(text)));

/**
 * What a resident hears who waits for a person: what they write is passed on, whatever the assistant made of it. Where the
 * assistant understood nothing, or the words are for that person, they hear only this; before choices it stands first.
 */
export async function whileWaiting(talk: Talk, text: string, answered: Answered, said: Said): Promise<Said> {
  const { kind } = answered;
  if (kind === 'danger' || kind === 'person') return said;
  const plain = text.normalize('NFKC');
  const withPhone = phone.test(plain);
  const lost =
    (kind === 'redirect' && answered.miss) ||
    (kind === 'choices' && answered.options.length === 0) ||
    asksAfterAnswer(text) ||
    (withPhone && wordOf(plain.replace(phone, '')).length <= shortest);
  if (!lost && !withPhone && kind !== 'choices') return said;
  const { noted } = await talk.call(ownWaiting, {});
  if (noted === null) return said;
  if (!lost) return { ...said, say: withHead(noted, said.say) };
  const { calm } = askState(said.state);
  // A person was asked already: what isn't understood now needn't call another.
  return {
    say: [`${noted}\n${say('person.notedWays')}`],
    state: { ...askState(talk.state), misses: 0, ...(calm && { calm }) } satisfies AskState,
  };
}
