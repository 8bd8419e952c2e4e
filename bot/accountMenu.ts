import type { Menu } from './puppet/index.ts';

/** The account's menu; the keys are words of command (see dialogues/index.ts). */
export const accountMenu: Menu = {
  button: [
    { name: '问问题', type: 'click', key: '问问题' },
    {
      name: '办申请',
      sub_button: [
        { name: '申请法律援助', type: 'click', key: '申请' },
        { name: '查进度', type: 'click', key: '进度' },
        { name: '服务网点', type: 'click', key: '网点' },
      ],
    },
    {
      name: '找人工',
      sub_button: [
        { name: '人工回复', type: 'click', key: '人工' },
        { name: '我的信息', type: 'click', key: '隐私' },
      ],
    },
  ],
};
