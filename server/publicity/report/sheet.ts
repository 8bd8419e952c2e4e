import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { legalDateOf } from '../../platform/calendar.ts';
import { sceneSettings } from '../scenes/rules.ts';
import type { PushFigures, PushReport } from './contract.ts';

const SHANGHAI = 8 * 3_600_000;
const bold = (value: string) => ({ value, fontWeight: 'bold' as const });

/** The report as an .xlsx file: figures, causes, what followed, earlier pushes. */
export async function reportSheet(report: PushReport): Promise<Buffer> {
  const time = new Date(report.startedAt + SHANGHAI).toISOString().slice(11, 16);
  const data: Row[] = [
    [bold('宣传推送报告')],
    ['标题', report.title],
    ['编号', report.number],
    ['方式', report.reachName],
    ['开始时间', `${legalDateOf(report.startedAt)} ${time}`],
    [],
    ...figureHead,
    figureRow(report),
    [],
    ['对账', report.balanced ? '平' : '不平'],
    ...report.remarks.map((remark): Row => ['', remark]),
    [],
    [bold('未送达原因'), bold('代码'), bold('说明'), bold('人数')],
    ...report.causes.map(({ outcome, code, words, people }): Row => [outcome, code, words, people]),
    [],
    [bold(`推送后 ${report.windowHours} 小时`), bold('之后'), bold('之前同样长')],
    ['新关注', report.followed.after, report.followed.before],
    ['取消关注', report.unfollowed.after, report.unfollowed.before],
    ['咨询消息', report.questions.after, report.questions.before],
    ['援助申请', report.applications.after, report.applications.before],
    [],
    [bold('二维码来源'), bold('扫码次数')],
    ...report.scenes.map(({ name, scans }): Row => [name, scans ?? `少于 ${sceneSettings.fewestShown}`]),
    [],
    [bold('以前的推送')],
    ...figureHead,
    ...report.earlier.map(figureRow),
  ];
  const columns = [{ width: 28 }, ...Array.from({ length: 8 }, () => ({ width: 16 }))];
  return writeXlsxFile(data, { columns, sheet: '推送报告' }).toBuffer();
}

const figureHead: Row[] = [
  ['推送', '应收', '送达', '未接收', '未送达', '结果不明', '微信未发（超次数等）', '送达率（‰）'].map(bold),
];

const figureRow = (figures: PushFigures): Row => [
  ...[figures.title, figures.wanted, figures.reached, figures.refused],
  ...[figures.failed, figures.unknown, figures.filtered, figures.perMille],
];
