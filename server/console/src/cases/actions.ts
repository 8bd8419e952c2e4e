import {
  acceptCase,
  askSupplement,
  grantCase,
  noteSupplied,
  refuseCase,
  reviewCase,
} from '../../../cases/contract.ts';
import type { TSchema } from 'typebox';
import { limitsOf } from '../shared/limits.ts';
import type { useCommand } from '../shared/useCommand.ts';

/** What is filled in for an action; each uses the part that it asks for. */
export interface Form {
  items: string[];
  /** Empty until chosen. */
  opinion: 'grant' | 'refuse' | '';
  text: string;
}

export interface TextField {
  /** The contract's field. */
  schema: TSchema;
  placeholder: string;
  optional?: true;
}

export interface Action {
  /** On the button. */
  name: string;
  title: string;
  tone: 'primary' | 'success' | 'danger' | 'default';
  /** What will happen, to be read before it is done. */
  explain: string[];
  /** Said after it was done. */
  done: string;
  asks: { items?: true; opinion?: true; text?: TextField };
  send(send: Send, on: { id: string; version: number }, form: Form): Promise<boolean>;
}
type Send = ReturnType<typeof useCommand>['send'];

/** What staff do with a case, by the verb that the server lists in `actions`, in the order of the case's life. */
export const actions: Record<string, Action> = {
  accept: {
    name: '受理',
    title: '受理申请',
    tone: 'primary',
    explain: ['申请进入审查。材料不齐的，请改用「要求补正」。'],
    done: '已受理，进入审查。',
    asks: {},
    send: (send, on) => send(acceptCase, on),
  },
  supplied: {
    name: '登记补充材料',
    title: '登记收到的补充材料',
    tone: 'primary',
    explain: ['申请人已补来材料，或说明了拿不到的原因。登记后审查继续，期限接着计算。'],
    done: '已登记，审查继续。',
    asks: {
      text: {
        schema: noteSupplied.input.properties.note,
        placeholder: '例如：劳动合同复印件 1 份；工资条拿不到，因为单位一直发现金',
      },
    },
    send: (send, on, { text }) => send(noteSupplied, { ...on, note: text }),
  },
  supplement: {
    name: '要求补正',
    title: '要求补正',
    tone: 'default',
    explain: [
      '还差的都要一次写全：补正要求应当一次性告知。',
      '一行写一样，用平常话，写清要什么、拿不到可以用什么代替。申请人会在微信里收到这份清单。',
    ],
    done: '补正清单已发给申请人。',
    asks: { items: true },
    send: (send, on, { items }) => send(askSupplement, { ...on, items }),
  },
  review: {
    name: '提交审查意见',
    title: '提交审查意见',
    tone: 'primary',
    explain: ['意见交给审批人决定。审查和审批由不同的人办理。'],
    done: '审查意见已提交，等待审批。',
    asks: {
      opinion: true,
      text: {
        schema: reviewCase.input.properties.reasons,
        placeholder: '事项是否在范围内、经济状况如何认定、材料是否属实',
      },
    },
    send: async (send, on, { opinion, text }) =>
      opinion !== '' && send(reviewCase, { ...on, opinion, reasons: text }),
  },
  grant: {
    name: '给予援助',
    title: '决定给予法律援助',
    tone: 'success',
    explain: ['请确认：决定给予法律援助，申请人会在微信里收到通知。', '决定作出后不能在这里撤回。'],
    done: '已决定给予法律援助，申请人会收到通知。',
    asks: { text: { schema: grantCase.input.properties.reasons, optional: true, placeholder: '可以不写' } },
    send: (send, on, { text }) => send(grantCase, { ...on, ...(text && { reasons: text }) }),
  },
  refuse: {
    name: '不予援助',
    title: '决定不予法律援助',
    tone: 'danger',
    explain: [
      '请先和申请人通电话说明，再作书面决定。',
      '通知里会告诉申请人：不同意的，怎样向区司法局提出异议、期限到哪一天。',
    ],
    done: '已作出不予援助的决定，申请人会收到理由和提出异议的办法。',
    asks: {
      text: {
        schema: refuseCase.input.properties.reasons,
        placeholder: '写给申请人看：具体因为什么，不只写「不符合条件」',
      },
    },
    send: (send, on, { text }) => send(refuseCase, { ...on, reasons: text }),
  },
};

/** What is still wrong with a form, as a sentence; undefined when it can be sent. */
export function missing({ asks }: Action, { items, opinion, text }: Form): string | undefined {
  if (asks.items && items.length === 0) return '请至少写一样要补的材料。';
  if (asks.items && items.some((item) => item.length < 2)) return '每样材料至少写两个字。';
  if (asks.opinion && opinion === '') return '请选择审查意见。';
  if (!asks.text || (asks.text.optional && text === '')) return undefined;
  const { title, minLength } = limitsOf(asks.text.schema);
  return text.length < minLength ? `请写明${title}。` : undefined;
}

/** The form as it is sent: without blanks around words and without empty lines. */
export const trimmed = ({ items, opinion, text }: Form): Form => ({
  items: items.map((item) => item.trim()).filter((item) => item !== ''),
  opinion,
  text: text.trim(),
});
