import { expect } from 'chai';
import type { Endpoint } from '../../server/platform/contract.ts';
import { roles } from '../../server/vocabulary.ts';
import { declaredEndpoints } from './endpoints.ts';
import { bot, nobody, resident, TestServer, type Caller } from './server.ts';

interface Row {
  /** Who may call it: anyone, bot, resident, bound (a staff member's WeChat), or roles of staff (`staff` for every role). All others are refused. */
  may: string;
  /** A right input, so that nothing but the caller can be refused. */
  input?: Record<string, unknown>;
  /** What whoever may gets; a case or a draft that doesn't exist is found out only after the permission. */
  gets?: number;
}

const id = '01890000-0000-7000-8000-000000000000';
const said = '工资';
const reasons = '符合条件';
const push = { key: 'roles-1', openid: 'o-roles', kind: 'text', payload: { text: '你好' } };

const material = {
  kind: 'tip',
  title: '欠薪怎么办',
  text: '可以打 12333。',
  sources: ['《保障农民工工资支付条例》'],
};
const planned = { materialId: id, reach: 'mass', audience: {}, dueAt: 1, whenMissed: 'late' };
const series = {
  ...{ name: '周三说法', rhythm: { every: 'week', weekday: 3 }, time: '10:00', daysAhead: 7 },
  ...{ reach: 'mass', audience: {}, startsOn: '2026-12-01' },
};

const entryContent = {
  ...{ topic: 'T16', title: '社会保险' },
  entry: {
    ...{ id: 'insurance.fund', question: '公积金怎么取', phrasings: [], answer: '打12345问。', sections: {} },
    ...{ slots: [], law: [], related: [], next: [] },
    ...{ from: '2026-01-01', certainty: 'I', checkedOn: '2026-11-24' },
  },
};
const volunteer = { name: '冯', servicePointId: id, legalLiterate: false };
const activity = {
  ...{ kind: 'stall', title: '摆摊', township: '元和街道', place: '广场' },
  ...{ startsAt: 1, endsAt: 3_600_000, volunteers: [] },
};
const volunteersDraft = {
  ...{ title: '欠薪怎么办', text: '可以打 12333。', source: '《保障农民工工资支付条例》第十条' },
  ...{ reach: 'mass', areas: [], topics: [], dueAt: 1 },
};
const consent = {
  ...{ eventKey: 'roles-1', openid: 'o-roles', templateId: 't', title: '待办提醒' },
  ...{ term: 'once', decided: 'accept' },
};

/** Route × role. An endpoint that has no row here fails the test: decide who may call it. */
const table: Record<string, Row> = {
  'POST /session': { may: 'anyone', input: { account: 'stranger', password: 'x' }, gets: 401 },
  'GET /session': { may: 'staff' },
  'GET /demo-accounts': { may: 'anyone' },
  'GET /service-points': { may: 'anyone' },
  'GET /eligibility/version': { may: 'anyone' },

  'GET /eligibility/rules': { may: 'staff' },
  'GET /eligibility/switches': { may: 'staff' },
  'POST /eligibility/switches/:id/decide': {
    may: 'director',
    input: { id: 'NONE', value: 'on', fromDay: '2026-12-01', reason: '定了', document: '1号', seen: 0 },
    gets: 404,
  },

  'POST /screen': {
    may: 'bot resident staff',
    input: { date: '2026-11-24', answers: { danger: 'no' } },
  },

  'POST /turns': { may: 'bot resident', input: push },
  'POST /turns/:id/finish': {
    may: 'bot resident',
    input: { id, fence: 1, state: {}, reply: [], late: false },
    gets: 404,
  },
  'POST /turns/:id/late': { may: 'bot resident', input: { id, repeatsOver: true }, gets: 404 },
  'POST /turns/claim-abandoned': { may: 'bot resident' },
  'GET /channel/token': { may: 'bot resident', input: { appId: 'wx1' } },
  'POST /channel/token': { may: 'bot resident', input: { appId: 'wx1', owner: 'a', token: null } },
  'POST /channel/token/lease': { may: 'bot resident', input: { appId: 'wx1', owner: 'a', forMs: 1 } },
  'POST /channel/budget': { may: 'bot resident', input: { openid: 'o-roles', act: 'take' } },
  'POST /deliveries/claim': { may: 'bot resident', input: { max: 1, waitMs: 0 } },
  'POST /deliveries/receipts': { may: 'bot resident', input: { items: [] } },

  'POST /questions/danger': { may: 'resident', input: { said } },
  'POST /questions': { may: 'resident', input: { said, misses: 0 } },
  'GET /answers/:id': { may: 'resident', input: { id: 'none' }, gets: 404 },
  'GET /calculators': { may: 'resident' },
  'POST /calculators/:name/step': { may: 'resident', input: { name: 'severance', answers: {} } },
  'POST /handoffs': { may: 'resident', input: { reason: '要求人工', said, urgency: 'normal' } },
  'GET /my/cases': { may: 'resident' },
  'GET /my/waiting': { may: 'resident' },
  'GET /my/draft': { may: 'resident' },
  'POST /drafts': { may: 'resident intake reviewer director', input: { afresh: false } },
  'POST /drafts/:id/answer': { may: 'resident staff', input: { id, question: 'danger', said }, gets: 404 },
  'POST /drafts/:id/back': { may: 'resident staff', input: { id }, gets: 404 },
  'GET /drafts/:id/answers': { may: 'resident staff', input: { id }, gets: 404 },
  'POST /drafts/:id/change': { may: 'resident staff', input: { id, question: 'danger' }, gets: 404 },
  'POST /drafts/:id/proof': { may: 'resident staff', input: { id, proof: 'papers' }, gets: 404 },
  'POST /drafts/:id/commit': { may: 'resident staff', input: { id, said }, gets: 404 },
  'POST /drafts/:id/heard': { may: 'resident staff', input: { id }, gets: 404 },
  'POST /drafts/:id/read-aloud': { may: 'resident staff', input: { id }, gets: 404 },
  'POST /drafts/:id/consent': { may: 'resident staff', input: { id, kind: 'data', given: true }, gets: 404 },
  'POST /drafts/:id/phone': { may: 'resident staff', input: { id, said }, gets: 404 },
  'POST /drafts/:id/no-phone': { may: 'resident staff', input: { id, reason: '没有' }, gets: 404 },
  'POST /drafts/:id/name': { may: 'resident staff', input: { id, said }, gets: 404 },
  'POST /drafts/:id/identity': { may: 'resident staff', input: { id, said }, gets: 404 },
  'POST /drafts/:id/continue': { may: 'resident staff', input: { id }, gets: 404 },
  'POST /drafts/:id/leave': { may: 'resident staff', input: { id }, gets: 404 },

  'GET /cases': { may: 'intake reviewer approver director' },
  'POST /cases/find': { may: 'intake reviewer approver director', input: { who: '王某' } },
  'GET /cases/:id': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  'POST /cases/:id/accept': { may: 'intake', input: { id, version: 1 }, gets: 404 },
  'POST /cases/:id/supplement': {
    may: 'intake reviewer',
    input: { id, version: 1, items: ['工资欠条'] },
    gets: 404,
  },
  'POST /cases/:id/supplied': {
    may: 'intake reviewer',
    input: { id, version: 1, note: '欠条一张' },
    gets: 404,
  },
  'POST /cases/:id/parties-checked': {
    may: 'intake reviewer',
    input: { id, version: 1, note: '同名不同人', findings: [] },
    gets: 404,
  },
  'POST /cases/:id/review': {
    may: 'reviewer',
    input: { id, version: 1, opinion: 'grant', reasons },
    gets: 404,
  },
  'POST /cases/:id/grant': { may: 'approver director', input: { id, version: 1 }, gets: 404 },
  'POST /cases/:id/refuse': { may: 'approver director', input: { id, version: 1, reasons }, gets: 404 },
  'GET /ending-grounds': { may: 'intake reviewer approver director' },
  'POST /cases/:id/propose-ending': {
    may: 'reviewer',
    input: { id, version: 1, ground: 'deception', heard: '本人来过', reasons },
    gets: 404,
  },
  'POST /cases/:id/end': {
    may: 'approver director',
    input: { id, version: 1, ground: 'deception', reasons },
    gets: 404,
  },
  'POST /cases/:id/served': {
    may: 'intake reviewer',
    input: { id, version: 1, servedOn: '2026-01-01', note: '当面签收' },
    gets: 404,
  },
  'POST /cases/:id/served/correct': {
    may: 'intake reviewer',
    input: { id, version: 1, servedOn: '2026-01-01', reasons: '登记时看错了' },
    gets: 404,
  },
  'GET /cases/:id/decision': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  'GET /cases/:id/person': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  'POST /cases/:id/propose-recovery': {
    may: 'director',
    input: { id, version: 1, costs: 100, reasons },
    gets: 404,
  },
  'POST /cases/:id/recovery': {
    may: 'director',
    input: { id, version: 1, decidedOn: '2026-01-01', number: '1号', repay: 0, fine: 0, reasons },
    gets: 404,
  },
  'POST /cases/:id/repaid': {
    may: 'director',
    input: { id, version: 1, paid: 100, paidOn: '2026-01-01', note: '转账' },
    gets: 404,
  },
  'GET /commitments': { may: 'intake reviewer approver director' },
  'GET /commitments/:id': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  'POST /commitments/:id/paper': {
    may: 'intake reviewer',
    input: { id, signer: 'applicant', readAloud: false, note: '窗口当面签' },
    gets: 404,
  },
  'POST /commitments/:id/read-aloud': { may: 'intake reviewer', input: { id }, gets: 404 },
  'POST /commitments/:id/papers-in': {
    may: 'intake reviewer',
    input: { id, note: '工资流水三张' },
    gets: 404,
  },
  'GET /commitments/:id/papers': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  // No bytes in the body.
  'PUT /commitments/:id/scans': { may: 'intake reviewer', input: { id }, gets: 400 },
  'GET /commitments/:id/scans/:number/content': {
    may: 'intake reviewer approver director',
    input: { id, number: 1 },
    gets: 404,
  },
  'POST /commitments/:id/withdraw': { may: 'intake reviewer', input: { id, note: '来电撤回' }, gets: 404 },
  'POST /commitments/:id/tips': {
    may: 'intake reviewer director',
    input: { id, told: '有人反映收入不实' },
    gets: 404,
  },
  'POST /verifications/:id': {
    may: 'reviewer director',
    input: { id, outcome: 'true', findings: '民政已核对' },
    gets: 404,
  },
  'POST /commitments/:id/repair': { may: 'director', input: { id, note: '已补交费用' }, gets: 404 },
  'GET /samples': { may: 'anyone' },
  'GET /samples/:period': { may: 'anyone', input: { period: '2026-10' }, gets: 404 },
  'POST /samples/:period/draw': { may: 'director', input: { period: '2026-10' }, gets: 404 },
  'GET /commitments/:id/file': { may: 'intake reviewer approver director', input: { id }, gets: 404 },
  'POST /visits': { may: 'resident', input: { target: id, through: 'login' }, gets: 404 },
  'POST /visits/redeem': { may: 'anyone', input: { ticket: 'nobodys-ticket' } },
  // Only with the cookie of a page that was opened from the chat.
  'GET /signing/:id': { may: 'visitor', input: { id } },
  'POST /signing/:id': {
    may: 'visitor',
    input: { id, signature: 'x'.repeat(200), digest: '', read: [] },
  },
  'GET /my/commitment': { may: 'resident' },
  'GET /my/receipts': { may: 'resident' },
  'POST /receipts/verify': { may: 'anyone', input: { reference: '261-000-000', code: 'ABCD-ABCD-ABCD' } },
  'POST /my/commitment/withdraw': { may: 'resident' },
  'GET /handoffs': { may: 'intake reviewer director' },
  'POST /handoffs/:id/answer': {
    may: 'intake reviewer director',
    input: { id, text: '您好', close: true },
    gets: 404,
  },

  'POST /questions/feedback': { may: 'resident', input: { said: '没用', entryId: 'wages.unpaid' } },
  'GET /knowledge/entries': { may: 'intake reviewer approver director editor' },
  'GET /knowledge/entries/:id': {
    may: 'intake reviewer approver director editor',
    input: { id: 'no.such' },
    gets: 404,
  },
  'POST /knowledge/entries/:id/withdraw': {
    may: 'approver director',
    input: { id: 'no.such', reason: '条文改了' },
    gets: 404,
  },
  'GET /knowledge/edits': { may: 'intake reviewer approver director editor' },
  'GET /knowledge/edits/:id': { may: 'intake reviewer approver director editor', input: { id }, gets: 404 },
  'POST /knowledge/edits': { may: 'reviewer director editor', input: { entryId: 'no.such' }, gets: 404 },
  'PUT /knowledge/edits/:id': {
    may: 'reviewer director editor',
    input: { id, version: 1, content: entryContent },
    gets: 404,
  },
  'POST /knowledge/edits/:id/check': {
    may: 'intake reviewer approver director editor',
    input: { id },
    gets: 404,
  },
  'POST /knowledge/edits/:id/submit': {
    may: 'reviewer director editor',
    input: { id, version: 1 },
    gets: 404,
  },
  'POST /knowledge/edits/:id/return': {
    may: 'approver director',
    input: { id, version: 1, remark: '写清楚' },
    gets: 404,
  },
  'POST /knowledge/edits/:id/drop': { may: 'reviewer director editor', input: { id, version: 1 }, gets: 404 },
  'POST /knowledge/edits/:id/publish': { may: 'approver director', input: { id, version: 1 }, gets: 404 },
  'GET /knowledge/evaluation': { may: 'intake reviewer approver director editor' },
  'GET /knowledge/model': { may: 'intake reviewer approver director editor' },
  'POST /knowledge/model': { may: 'approver director', input: { on: false } },
  'GET /knowledge/suggestions': { may: 'intake reviewer approver director editor' },
  'POST /knowledge/suggestions/dismiss': { may: 'reviewer director editor', input: { ids: [id] } },

  'GET /duty': { may: 'intake reviewer approver director admin' },
  'PUT /duty': {
    may: 'director',
    input: {
      version: 0,
      duty: { hours: [], answerWithinMinutes: 60, escalateAfterMinutes: 5, chain: [] },
    },
  },
  'GET /handoffs/:id': { may: 'intake reviewer director', input: { id }, gets: 404 },
  'POST /handoffs/:id/take': { may: 'intake reviewer director', input: { id, from: null }, gets: 404 },
  'POST /handoffs/:id/close': { may: 'intake reviewer director', input: { id }, gets: 404 },
  // Nothing was answered that could become an entry.
  'POST /handoffs/:id/suggest': { may: 'intake reviewer director', input: { id }, gets: 400 },
  'GET /my/handoffs': { may: 'bound' },
  'POST /my/handoffs/:id/answer': { may: 'bound', input: { id, text: '您好', close: true }, gets: 404 },
  'POST /my/alarms/confirm': { may: 'bound' },

  'POST /my/attachments': { may: 'resident', input: { mediaId: 'm', kind: 'image' } },
  'POST /my/attachments/place': { may: 'resident', input: { to: 'nowhere' } },
  'POST /attachments/claim': { may: 'bot resident', input: { max: 1 } },
  'POST /attachments/:id/failed': { may: 'bot resident', input: { id, outcome: 'ended' } },
  // No bytes in the body.
  'PUT /attachments/:id/content': { may: 'bot resident', input: { id }, gets: 400 },
  'GET /attachments/:id/content': { may: 'intake reviewer approver director', input: { id }, gets: 404 },

  'POST /binding-codes': { may: 'staff' },
  'GET /bindable': { may: 'director admin' },
  'GET /binding': { may: 'staff' },
  'DELETE /binding': { may: 'staff' },
  'POST /people/:kind/:id/deactivate': { may: 'director admin', input: { kind: 'staff', id }, gets: 404 },
  'POST /my/binding': { may: 'resident', input: { code: '00000000' } },
  'GET /my/todo': { may: 'bound' },
  'DELETE /my/binding': { may: 'resident' },
  'POST /service-points/near': { may: 'resident', input: { address: '望亭镇' } },
  'POST /channel/health': {
    may: 'bot resident',
    input: { bot: 'b', listening: true, loggedIn: true, token: 'ok', lastPushAt: null, alarms: [] },
  },
  'GET /channel/health': { may: 'staff' },

  'GET /volunteers': { may: 'editor approver director admin' },
  'GET /volunteers/:id': { may: 'editor approver director admin', input: { id }, gets: 404 },
  'POST /volunteers': { may: 'editor director admin', input: volunteer, gets: 404 },
  'PUT /volunteers/:id': { may: 'editor director admin', input: { id, ...volunteer }, gets: 404 },
  'POST /volunteers/:id/records': {
    may: 'editor director admin',
    input: { id, kind: 'complaint', onDay: '2026-01-05', note: '说明' },
    gets: 404,
  },
  'POST /volunteers/:id/records/:record/void': { may: 'director', input: { id, record: id }, gets: 404 },
  'POST /volunteers/:id/standing': {
    may: 'director',
    input: { id, standing: 'excluded', reason: '三次爽约' },
    gets: 404,
  },
  'GET /my/volunteer': { may: 'resident' },
  'GET /my/publicity': { may: 'resident' },
  // Nobody of these is a volunteer.
  'POST /my/publicity': { may: 'resident', input: volunteersDraft, gets: 404 },
  'POST /my/publicity/photo': { may: 'resident', input: { mediaId: 'm' }, gets: 404 },
  'POST /my/publicity/:id/submit': { may: 'resident', input: { id, version: 1 }, gets: 404 },
  'POST /my/publicity/:id/withdraw': { may: 'resident', input: { id, version: 1 }, gets: 404 },
  'GET /my/publicity/:id': { may: 'resident', input: { id }, gets: 404 },
  'GET /activities': { may: 'staff' },
  'GET /activities/:id': { may: 'staff', input: { id }, gets: 404 },
  'POST /activities': { may: 'editor director', input: activity },
  'PUT /activities/:id': { may: 'editor director', input: { id, version: 1, ...activity }, gets: 404 },
  'POST /activities/:id/cancel': {
    may: 'editor director',
    input: { id, version: 1, reason: '下雨' },
    gets: 404,
  },
  'POST /activities/:id/close': {
    may: 'editor director',
    input: { id, version: 1, others: 0, given: [], volunteers: [], questions: [] },
    gets: 404,
  },
  'PUT /activities/:id/photos': { may: 'editor director', input: { id }, gets: 400 },
  'GET /activities/:id/photos/:photo': { may: 'staff', input: { id, photo: id }, gets: 404 },
  'GET /activity-figures': { may: 'staff', input: { year: '2026' } },
  'GET /activity-figures/sheet': { may: 'staff', input: { year: 'x' }, gets: 400 },
  'GET /my/activities': { may: 'resident' },
  'POST /my/activities/:id/sign-up': { may: 'resident', input: { id, come: true }, gets: 404 },
  'POST /my/check-in': { may: 'resident', input: { code: '000000' } },
  'GET /scenes': { may: 'staff' },
  'POST /scenes': { may: 'editor director', input: { kind: 'point', refId: id }, gets: 404 },
  'GET /scenes/:code/qr': { may: 'staff', input: { code: 'none' }, gets: 404 },
  'POST /scenes/claim': { may: 'bot resident', input: { max: 1 } },
  'POST /scenes/:code/made': { may: 'bot resident', input: { code: 'none', url: 'http://q' } },
  'POST /my/scene': { may: 'resident', input: { code: 'none', followed: false } },
  'GET /my/subscription': { may: 'resident' },
  'PUT /my/subscription': {
    may: 'resident',
    input: { areas: [], topics: [], groups: [], interests: [], points: [], pace: 'any' },
  },
  'POST /subscription-consents': { may: 'bot resident', input: consent },

  'GET /publicity/materials': { may: 'staff' },
  'GET /publicity/materials/:id': { may: 'staff', input: { id }, gets: 404 },
  'POST /publicity/materials': { may: 'editor director', input: material },
  'PUT /publicity/materials/:id': {
    may: 'editor director',
    input: { id, version: 1, ...material },
    gets: 404,
  },
  'POST /publicity/materials/:id/withdraw': {
    may: 'editor director',
    input: { id, version: 1 },
    gets: 404,
  },
  'POST /publicity/materials/check': { may: 'editor director', input: material },
  // No picture in the body.
  'PUT /publicity/materials/:id/picture': { may: 'editor director', input: { id }, gets: 400 },
  'GET /publicity/materials/:id/picture': { may: 'staff bot resident', input: { id }, gets: 404 },
  'POST /publicity/audience/count': { may: 'staff', input: { audience: {}, reach: 'mass' } },
  'GET /publicity/audience/options': { may: 'staff' },
  'POST /publicity/followers/sync': { may: 'editor director' },
  'GET /publicity/account': { may: 'staff' },
  'POST /publicity/account/speed': { may: 'editor director', input: { level: 4 } },
  'GET /publicity/plan': { may: 'staff', input: { from: '2026-11-01', to: '2026-11-30' } },
  'POST /publicity/plan/check': { may: 'staff', input: { reach: 'mass', dueAt: 1, toAll: true } },
  'GET /publicity/series': { may: 'staff' },
  'POST /publicity/series': { may: 'editor director', input: series },
  'PUT /publicity/series/:id': {
    may: 'editor director',
    input: { id, version: 1, ...series },
    gets: 404,
  },
  'POST /publicity/series/:id/status': {
    may: 'editor director',
    input: { id, version: 1, status: 'paused' },
    gets: 404,
  },
  'GET /publicity/pushes': { may: 'staff' },
  'GET /publicity/pushes/:id': { may: 'staff', input: { id }, gets: 404 },
  'GET /publicity/pushes/:id/progress': { may: 'staff', input: { id }, gets: 404 },
  'POST /publicity/pushes': { may: 'editor director', input: planned, gets: 404 },
  'PUT /publicity/pushes/:id': { may: 'editor director', input: { id, version: 1, ...planned }, gets: 404 },
  'POST /publicity/pushes/:id/submit': { may: 'editor director', input: { id, version: 1 }, gets: 404 },
  'POST /publicity/pushes/:id/review': {
    may: 'editor reviewer approver director',
    input: { id, version: 1, decision: 'approved', checks: [], reasons: '' },
    gets: 404,
  },
  'POST /publicity/pushes/:id/withdraw': {
    may: 'editor approver director',
    input: { id, version: 1, reason: '改期' },
    gets: 404,
  },
  'POST /publicity/pushes/:id/stop': {
    may: 'editor approver director',
    input: { id, reason: '有误' },
    gets: 404,
  },
  'POST /publicity/pushes/:id/pause': {
    may: 'editor approver director',
    input: { id, reason: '有误' },
    gets: 404,
  },
  'POST /publicity/pushes/:id/resume': { may: 'editor approver director', input: { id }, gets: 404 },
  'POST /publicity/pushes/:id/preview': { may: 'editor director', input: { id }, gets: 404 },
  'PUT /publicity/pushes/:id/signoff': { may: 'editor director', input: { id }, gets: 400 },
  'GET /publicity/pushes/:id/signoff': { may: 'staff', input: { id }, gets: 404 },
  'POST /publicity/orders/claim': { may: 'bot resident', input: { max: 1, waitMs: 0 } },
  'POST /publicity/orders/receipts': { may: 'bot resident', input: { items: [] } },
  'POST /publicity/publications': {
    may: 'bot resident',
    input: { publishId: '9', status: 0, url: 'https://mp.weixin.qq.com/s/9' },
  },
  'POST /publicity/mass-outcomes': {
    may: 'bot resident',
    input: { msgId: '1', status: 'send success', total: 1, filtered: 1, sent: 1, errors: 0 },
  },
  'POST /publicity/notices/claim': { may: 'bot resident', input: { max: 1, waitMs: 0 } },
  'POST /publicity/notices/receipts': { may: 'bot resident', input: { items: [] } },
  'POST /publicity/notices/events': { may: 'bot resident', input: { items: [] } },
  'GET /publicity/pushes/:id/report': { may: 'staff', input: { id }, gets: 404 },
  'GET /publicity/pushes/:id/report/sheet': { may: 'staff', input: { id }, gets: 404 },

  // The last: it ends the sessions that the rows before it use.
  'DELETE /session': { may: 'staff' },
};

describe('route × role', () => {
  let server: TestServer;
  let endpoints: Map<string, Endpoint>;
  const callers = new Map<string, Caller>([
    ['nobody', nobody],
    ['bot', bot],
    ['resident', resident('o-roles')],
    ['bound', resident('demo-staff-zhou')],
  ]);

  before(async () => {
    server = await TestServer.start('sqlite');
    endpoints = await declaredEndpoints();
    for (const role of roles) callers.set(role, await server.signIn(role));
  });
  after(() => server?.stop());

  it('serves every endpoint that a contract declares, and no other', async () => {
    const { paths } = (await (await server.fetch('/api/openapi.json')).json()) as {
      paths: Record<string, object>;
    };
    const served = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served.toSorted()).to.deep.equal([...endpoints.keys()].toSorted());
  });

  it('has a row for each', () => {
    expect([...endpoints.keys()].filter((name) => !table[name])).to.deep.equal([]);
    expect(Object.keys(table).filter((name) => !endpoints.has(name))).to.deep.equal([]);
  });

  for (const [name, { may, input = {}, gets = 200 }] of Object.entries(table)) {
    it(`${name} is for ${may} only`, async () => {
      const allowed = new Set(may.split(' '));
      // Whose WeChat is bound to a staff account may all that residents may.
      if (allowed.has('resident')) allowed.add('bound');
      if (allowed.has('staff')) for (const role of roles) allowed.add(role);
      for (const [who, caller] of callers) {
        const { status, code } = await server.call(caller, endpoints.get(name)!, input);
        const refused = code === 'signed_out' || code === 'not_allowed';
        if (allowed.has(who) || allowed.has('anyone')) {
          expect([refused, status], who).to.deep.equal([false, gets]);
        } else {
          expect([code, status], who).to.deep.equal(
            who === 'nobody' ? ['signed_out', 401] : ['not_allowed', 403],
          );
        }
      }
    });
  }

  it('takes a wrong token for nobody', async () => {
    for (const authorization of ['Bearer', 'Bearer x', 'Bearer test-bot-tokeN', 'Basic test-bot-token'])
      expect((await server.call({ authorization }, endpoints.get('GET /my/cases')!, {})).code).to.equal(
        'signed_out',
      );
  });
});
