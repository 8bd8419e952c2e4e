import {
  closeCheck,
  confirmOnPaper,
  noteReadAloud,
  notePapersIn,
  repair,
  takeTip,
  withdrawCommitment,
  type CommitmentView,
} from '../../../eligibility/commitments/contract.ts';
import { signers, type CheckOutcome, type Signer } from '../../../eligibility/commitments/vocabulary.ts';
import type { useCommand } from '../shared/useCommand.ts';

/** What is filled in for an action; each uses the part that it asks for. */
export interface Form {
  signer: Signer;
  readAloud: boolean;
  /** Empty until chosen. */
  outcome: CheckOutcome | '';
  text: string;
}

export const emptyForm = (): Form => ({ signer: signers[0], readAloud: false, outcome: '', text: '' });

export interface Action {
  /** On the button. */
  name: string;
  title: string;
  /** What will happen, to be read before it is done. */
  explain: string[];
  /** Said after it was done. */
  done: string;
  asks: { signer?: true; outcome?: true; text?: { label: string; placeholder: string } };
  send(send: Send, of: CommitmentView, form: Form): Promise<boolean>;
}
type Send = ReturnType<typeof useCommand>['send'];
export type Verb = CommitmentView['actions'][number];

/** The checks that still wait for their result, the oldest first: that one is closed next. */
export const openChecks = ({ verifications }: CommitmentView): CommitmentView['verifications'] =>
  verifications.filter(({ outcome }) => outcome === 'open');

/** What staff do with a commitment, by the verb that the server lists. */
export const actions: Partial<Record<Verb, Action>> = {
  paper: {
    name: '登记纸上签名',
    title: '登记纸上签名',
    explain: [
      '三份材料（告知承诺书、经济困难状况说明表、核查授权书）已打印，申请人看过或听过全文，并在纸上签名、按手印。',
      '请先把签好的每一页拍照或扫描，存在「签名纸的扫描件」里；现在存不了的，以后补存。',
      '登记以后，自己在微信里申请的会收到通知和回执核对码；别人代填的，请把核对码写给申请人。',
    ],
    done: '已登记纸上签名。',
    asks: {
      signer: true,
      text: { label: '怎么签的', placeholder: '例如：11月24日在元和工作站当面签，按手印，周某见证' },
    },
    send: (send, { id }, { signer, readAloud, text }) =>
      send(confirmOnPaper, { id, signer, readAloud, note: text }),
  },
  readAloud: {
    name: '已念给本人听',
    title: '登记已念给本人听',
    explain: ['您已把告知承诺书全文念给申请人听（当面或电话），并回答了疑问。承诺上会记下是您念的。'],
    done: '已登记。',
    asks: {},
    send: (send, { id }) => send(noteReadAloud, { id }),
  },
  withdraw: {
    name: '登记撤回',
    title: '登记撤回承诺',
    explain: [
      '申请人当面或打电话说不想承诺了。登记以后按交材料办，申请照样算数；已经给予援助的，要在限期内补交材料。',
    ],
    done: '已登记撤回，改为交材料。',
    asks: { text: { label: '怎么说的', placeholder: '例如：11月24日来电，改交工资流水' } },
    send: (send, { id }, { text }) => send(withdrawCommitment, { id, note: text }),
  },
  papersIn: {
    name: '登记补交材料',
    title: '登记收到补交的材料',
    explain: ['补交的材料到了，或者本人说明了拿不到的原因。登记以后不再提醒；材料行不行，由审查的人看。'],
    done: '已登记收到。',
    asks: { text: { label: '收到什么', placeholder: '例如：三个月工资流水；社保记录拿不到，本人写了说明' } },
    send: (send, { id }, { text }) => send(notePapersIn, { id, note: text }),
  },
  tip: {
    name: '登记举报',
    title: '登记举报',
    explain: ['有人反映承诺不实的，一定核查。这里写清反映的内容；反映的人是谁，另行记录，不写在这里。'],
    done: '已登记，等待核查。',
    asks: { text: { label: '反映了什么', placeholder: '例如：来电反映申请人另有两处房租收入' } },
    send: (send, { id }, { text }) => send(takeTip, { id, told: text }),
  },
  verify: {
    name: '登记核查结果',
    title: '登记核查结果',
    explain: [
      '写清向谁核对、怎么核对、看到了什么。',
      '属实、无法核实的：承诺照旧算数。',
      '不实的：申请改按材料办，本人在补救以前不再适用承诺；已给予援助的，提请负责人研究，系统不作决定。',
    ],
    done: '核查结果已登记。',
    asks: {
      outcome: true,
      text: { label: '核查情况', placeholder: '例如：11月24日向民政部门共享查询，家庭收入与说明表一致' },
    },
    send: async (send, of, { outcome, text }) => {
      const [check] = openChecks(of);
      return (
        outcome !== '' && check !== undefined && send(closeCheck, { id: check.id, outcome, findings: text })
      );
    },
  },
  repair: {
    name: '登记信用修复',
    title: '登记信用修复',
    explain: ['本人已经补救（说明情况、补交材料或费用）。登记以后，可以再次适用告知承诺。'],
    done: '已登记，可以再次承诺。',
    asks: { text: { label: '怎么补救的', placeholder: '例如：11月24日书面说明，补交收入材料' } },
    send: (send, { id }, { text }) => send(repair, { id, note: text }),
  },
};
