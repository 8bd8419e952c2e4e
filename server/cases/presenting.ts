import type { CasePaper } from '../../entities/index.ts';
import type { EventType } from '../vocabulary.ts';
import type { CaseView } from './contract.ts';

const kindNames: Record<CasePaper['kind'], string> = {
  opinion: '审查意见',
  supplement: '补充材料通知',
  supplied: '补充材料登记',
  grant: '给予法律援助决定',
  refusal: '不予法律援助决定',
  endingOpinion: '提请终止援助的意见',
  ending: '终止法律援助决定',
  served: '送达登记',
  partyCheck: '冲突核查登记',
  recoveryProposal: '提请追偿',
  recoveryDecision: '区司法局的处理决定',
  repayment: '支付登记',
};

const eventNames: Partial<Record<EventType, string>> = {
  'case.submitted': '收到申请',
  'case.accepted': '受理',
  'case.reviewed': '提交审查意见',
  'case.supplementRequested': '要求补充材料',
  'case.supplied': '登记补充材料',
  'case.granted': '决定给予援助',
  'case.refused': '决定不予援助',
  'case.withdrawn': '撤回',
  'case.endingProposed': '提请终止援助',
  'case.ended': '决定终止援助',
  'case.served': '登记送达',
  'case.serviceCorrected': '更正送达日期',
  'case.recoveryProposed': '提请追偿',
  'case.recoveryDecided': '登记司法局的处理决定',
  'case.repaid': '登记支付',
  'case.partiesChecked': '登记冲突核查',
  'commitment.read': '查看承诺',
  'commitment.printed': '打开要打印的签名材料（有姓名和身份证号）',
  'commitment.signed': '承诺已签名',
  'commitment.scanned': '存了签名纸的扫描件',
  'commitment.papersDueSoon': '已提醒补交材料',
  'commitment.papersOverdue': '补交材料的日子过了',
  'commitment.papersIn': '补交的材料收到了',
  'commitment.withdrawn': '撤回承诺，改交材料',
  'commitment.disproved': '核查不实，改按材料办',
  'case.read': '查看案卷',
  'case.personRead': '查看姓名和电话',
  'case.decisionRead': '打开要打印的决定书',
  'case.dueSoon': '期限提醒',
  'case.filesArrived': '已提醒查看新到的材料',
  'attachment.stored': '收到材料',
  'attachment.rejected': '材料没能收下',
  'attachment.lost': '材料没能取到',
  'attachment.read': '查看材料',
};

type Paper = Pick<CasePaper, 'kind' | 'at' | 'dueOn'> & { signer: string | null };

/** A paper with its opened content as lines to read. */
export function presentPaper(
  { kind, at, dueOn, signer }: Paper,
  content: string,
): CaseView['papers'][number] {
  const { items, note, opinion, ground, reasons, remedy } = JSON.parse(content) as Record<string, unknown>;
  const lines = [
    ground,
    ...((items as string[] | undefined) ?? []),
    note,
    opinion && (opinion === 'grant' ? '建议给予援助' : '建议不予援助'),
    reasons,
    remedy,
  ].filter((line): line is string => typeof line === 'string' && line !== '');
  // Decisions of before had the last day to object counted from the decision; it runs from receipt.
  const last = kind === 'refusal' || kind === 'ending' ? null : dueOn;
  return { kind, kindName: kindNames[kind], by: signer ?? '', at: Number(at), dueOn: last, lines };
}

export function presentEvent(event: {
  type: string;
  at: number;
  actor: string;
  name: string | null;
}): CaseView['history'][number] {
  const who = event.name ?? (event.actor.startsWith('resident:') ? '申请人' : '系统');
  const routine = [
    'case.read',
    'commitment.read',
    'attachment.read',
    'case.dueSoon',
    'case.filesArrived',
  ].includes(event.type);
  return { at: Number(event.at), what: eventNames[event.type as EventType] ?? event.type, who, routine };
}
