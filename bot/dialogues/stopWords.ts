import { wordOf } from './talk.ts';

const doing = '(?:算|填|弄|继续|搞|办|申请)';
const stop = new RegExp(
  `^我?(?:退出|取消|停|停止|停下|算了|不${doing}了|不想(?:再)?${doing}了)(?:吧|啦)?$`,
  'u',
);

/**
 * Whether somebody wants to leave what they are asked step by step: 退出, 取消, 不填了, 我不想继续了. Only a whole message
 * counts: 我不想继续上班了 is what happened to them.
 */
export const wantsToStop = (text: string): boolean => stop.test(wordOf(text));
