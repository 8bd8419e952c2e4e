import {
  acceptCase,
  askSupplement,
  grantCase,
  noteSupplied,
  refuseCase,
  reviewCase,
} from '../../../cases/contract.ts';
import { checkParties } from '../../../cases/parties/contract.ts';
import {
  endAid,
  noteRecovery,
  noteRepaid,
  proposeEnding,
  proposeRecovery,
} from '../../../cases/ending/contract.ts';
import { correctServed, noteServed } from '../../../cases/serving/contract.ts';
import { fenOf, type Action } from './form.ts';

/** What staff do with a case, by the verb that the server lists in `actions`, in the order of the case's life. */
export const actions: Record<string, Action> = {
  checkParties: {
    name: '登记冲突核查',
    title: '登记冲突和重复的核查结果',
    tone: 'default',
    explain: [
      '看过列出的每一件，弄清是不是同一个人、同一件事，再写结果。登记后不再提示「先查冲突」。',
      '真有利益冲突的，请先报告负责人，换人办理；以后又查到新的，会再提示。',
    ],
    done: '已登记核查结果。',
    asks: {
      text: {
        schema: checkParties.input.properties.note,
        placeholder: '例如：同名不同人，身份证号不一样；或：上一件已办结，这次是另一家单位',
      },
    },
    send: (send, on, { text }, parties) =>
      send(checkParties, {
        ...{ ...on, note: text },
        findings: parties.map(({ finding, reference }) => ({ finding, reference })),
      }),
  },
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
      '请先和申请人通电话说明，再作书面决定；电话在案件页上面「查看姓名和电话」。',
      '决定书写明理由和提出异议的办法，由工作人员打印、送达；申请人的微信只会收到「有一份书面决定」，没有理由。',
      '提出异议的期限从收到决定书那天起算，送达以后请登记。',
    ],
    done: '已作出不予援助的决定，请打印决定书、安排送达。',
    asks: {
      text: {
        schema: refuseCase.input.properties.reasons,
        placeholder: '写给申请人看：具体因为什么，不只写「不符合条件」',
      },
    },
    send: (send, on, { text }) => send(refuseCase, { ...on, reasons: text }),
  },
  proposeEnding: {
    name: '提请终止',
    title: '提请终止援助',
    tone: 'default',
    explain: [
      '请先和受援人通电话或者见面，听他说明，再写意见。填错、记不清，不等于欺骗。',
      '意见交给审批人决定；决定以前，援助照常进行。',
    ],
    done: '已提请终止，等待决定。',
    asks: {
      ground: true,
      more: [
        {
          key: 'heard',
          label: '受援人的说明',
          kind: 'text',
          placeholder: '例如：11月24日来电，说当时把奖金漏了',
        },
      ],
      text: {
        schema: proposeEnding.input.properties.reasons,
        placeholder: '查到了什么、怎么核对的、为什么认为应当终止',
      },
    },
    send: (send, on, { ground, more, text }) =>
      send(proposeEnding, { ...on, ground, heard: more['heard'] ?? '', reasons: text }),
  },
  end: {
    name: '终止援助',
    title: '决定终止法律援助',
    tone: 'danger',
    explain: [
      '请看过提请意见和受援人的说明。提请和决定由不同的人办理。',
      '决定书要写明理由和提出异议的办法，由工作人员送达；受援人的微信只会收到「有一份书面决定」。',
      '要不要追回费用、罚款，由区司法局另行决定，不在这里。',
    ],
    done: '已作出终止援助的决定，请安排送达。',
    asks: {
      ground: true,
      text: {
        schema: endAid.input.properties.reasons,
        placeholder: '写给受援人看：具体因为什么，依据是什么',
      },
    },
    send: (send, on, { ground, text }) => send(endAid, { ...on, ground, reasons: text }),
  },
  served: {
    name: '登记送达',
    title: '登记送达',
    tone: 'primary',
    explain: [
      '决定书已经送到本人手里，或者依法送达。微信通知不算送达。',
      '提出异议的期限从送达日期起算，请照送达回证填写。',
    ],
    done: '已登记送达。',
    asks: {
      more: [{ key: 'servedOn', label: '送达日期', kind: 'day' }],
      text: { schema: noteServed.input.properties.note, placeholder: '例如：在窗口当面签收，送达回证已附卷' },
    },
    send: (send, on, { more, text }) =>
      send(noteServed, { ...on, servedOn: more['servedOn'] ?? '', note: text }),
  },
  correctServed: {
    name: '更正送达日期',
    title: '更正登记过的送达日期',
    tone: 'default',
    explain: ['原来的登记留在案卷里；提出异议的期限改从更正后的日期起算。'],
    done: '已更正，期限已重新计算。',
    asks: {
      more: [{ key: 'servedOn', label: '正确的送达日期', kind: 'day' }],
      text: {
        schema: correctServed.input.properties.reasons,
        placeholder: '例如：送达回证上签的是11月26日，登记时看错了',
      },
    },
    send: (send, on, { more, text }) =>
      send(correctServed, { ...on, servedOn: more['servedOn'] ?? '', reasons: text }),
  },
  proposeRecovery: {
    name: '提请追偿',
    title: '提请区司法局追偿',
    tone: 'default',
    explain: ['以欺骗等手段获得援助的，要不要支付援助费用、罚款，由区司法局决定；这里只记下提请的内容。'],
    done: '已记下提请。',
    asks: {
      more: [{ key: 'costs', label: '已实施的援助费用（元）', kind: 'yuan', placeholder: '例如：1200' }],
      text: { schema: proposeRecovery.input.properties.reasons, placeholder: '事实、证据、受援人的陈述申辩' },
    },
    send: (send, on, { more, text }) =>
      send(proposeRecovery, { ...on, costs: fenOf(more['costs'] ?? '') ?? 0, reasons: text }),
  },
  noteRecovery: {
    name: '登记司法局决定',
    title: '登记区司法局的处理决定',
    tone: 'default',
    explain: ['照着司法局的文书填。决定不追偿的，两项都写 0，理由写明。'],
    done: '已登记。',
    asks: {
      more: [
        { key: 'number', label: '文号', kind: 'text' },
        { key: 'decidedOn', label: '决定日期', kind: 'day' },
        { key: 'repay', label: '要支付的援助费用（元）', kind: 'yuan' },
        { key: 'fine', label: '罚款（元）', kind: 'yuan' },
      ],
      text: { schema: noteRecovery.input.properties.reasons, placeholder: '文书写明的理由' },
    },
    send: (send, on, { more, text }) =>
      send(noteRecovery, {
        ...{ ...on, number: more['number'] ?? '', decidedOn: more['decidedOn'] ?? '', reasons: text },
        ...{ repay: fenOf(more['repay'] ?? '') ?? 0, fine: fenOf(more['fine'] ?? '') ?? 0 },
      }),
  },
  noteRepaid: {
    name: '登记支付',
    title: '登记支付',
    tone: 'default',
    explain: ['受援人支付了一部分或者全部。'],
    done: '已登记。',
    asks: {
      more: [
        { key: 'paidOn', label: '支付日期', kind: 'day' },
        { key: 'paid', label: '金额（元）', kind: 'yuan' },
      ],
      text: { schema: noteRepaid.input.properties.note, placeholder: '例如：银行转账，回单已附卷' },
    },
    send: (send, on, { more, text }) =>
      send(noteRepaid, {
        ...on,
        paidOn: more['paidOn'] ?? '',
        paid: fenOf(more['paid'] ?? '') ?? 0,
        note: text,
      }),
  },
};
