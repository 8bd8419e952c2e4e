/** Every error that the program gives on purpose: its HTTP status and what a person reads. */
export const problems = {
  bad_input: { status: 400, text: '填写的内容有误：{detail}' },
  signed_out: { status: 401, text: '请先登录。' },
  wrong_password: { status: 401, text: '账号或密码不对，请核对后再试。' },
  slow_down: { status: 429, text: '试的次数太多，请 {minutes} 分钟后再试，或请系统管理员重设密码。' },
  not_allowed: { status: 403, text: '您的账号没有这项权限，请联系系统管理员。' },
  not_found: { status: 404, text: '没有找到{what}，可能已被移走，请返回列表再看看。' },
  stale: { status: 409, text: '这条记录刚被别人改过，请刷新后再操作。' },
  lease_lost: { status: 409, text: '这条消息已由另一个进程接手。' },
  transition_refused: { status: 409, text: '案件现在是「{state}」，不能「{verb}」。' },
  review_missing: { status: 409, text: '还没有审查意见，请先由审查人员填写审查意见。' },
  same_person: { status: 409, text: '审查和审批须由不同的人办理，请换一位审批人。' },
  parties_checked: { status: 409, text: '这件没有要核查的冲突或重复，可能刚被别人登记过，请刷新。' },
  parties_elsewhere: { status: 409, text: '列出的案件有的不在您的网点，请由区中心核查。' },
  already_served: {
    status: 409,
    text: '这份决定已经登记过送达，看案卷里的送达登记；日期写错了，请用「更正送达日期」。',
  },
  not_served: { status: 409, text: '这份决定还没有登记过送达，请先登记送达。' },
  ending_unproposed: { status: 409, text: '还没有提请终止的意见，请先由审查人员听取受援人说明、写明意见。' },
  recovery_refused: { status: 409, text: '现在还不能登记这一步追偿，请刷新看看办到哪了。' },
  draft_expired: {
    status: 409,
    text: '这份申请放了三十天，情况可能变了，不接着填了。回复「申请」重新填一份，您发过的材料还留着。',
  },
  draft_closed: { status: 409, text: '这份问卷已经提交或结束了。' },
  questions_open: { status: 409, text: '还有问题没有回答完，请先答完。' },
  identity_missing: { status: 409, text: '还没有登记申请人的姓名和身份证号。' },
  notice_not_shown: { status: 409, text: '要先看过告知承诺书全文，才能作出承诺。' },
  material_stopped: { status: 409, text: '内容检查没有通过：{detail}' },
  material_newer: { status: 409, text: '素材有新版（第 {newest} 版），请先换用新版，看过再提交。' },
  plan_stopped: { status: 409, text: '这个安排不行：{detail}' },
  series_state: { status: 409, text: '这个系列{state}，不能再改；要发请新建一个。' },
  push_state: { status: 409, text: '这次推送现在是「{state}」，不能这样操作，请刷新看看。' },
  review_refused: { status: 409, text: '还不能审核：{why}。' },
  no_wechat: { status: 409, text: '您的账号还没有绑定微信，请先到「我的微信」绑定，再发预览。' },
  edit_open: { status: 409, text: '这条解答已经有人在改，请到「修改中」里接着改。' },
  edit_closed: { status: 409, text: '这份修改已经提交、发布或放弃了，请刷新看看。' },
  edit_outdated: { status: 409, text: '这条解答在您修改期间又发布或撤回过，请放弃这份修改，重新开始。' },
  entry_faulty: { status: 409, text: '还不行：{fault}。' },
  entry_unchecked: { status: 409, text: '内容改过以后还没有跑回归检查，请先点「回归检查」。' },
  own_edit: { status: 409, text: '自己写的要由另一位同事审核发布。' },
  activity_state: { status: 409, text: '这场活动{state}，不能再改，请刷新看看。' },
  commitment_unsigned: {
    status: 409,
    text: '承诺还没有签名。请等申请人签名，或登记纸上签名；改交材料的，请先登记撤回承诺。',
  },
  sample_early: { status: 409, text: '这个月还没过完，月底以后才能抽查。' },
  commitment_over: {
    status: 409,
    text: '这份承诺已经不用签了：可能已撤回，或已在纸上签过。可以在微信里回复「进度」看看。',
  },
  commitment_not_paper: { status: 409, text: '这份承诺不是在纸上签的，不用存扫描件。' },
  papers_unread: { status: 409, text: '请把三份材料都打开，看到最后，再签名。' },
  commitment_status: { status: 409, text: '这份承诺现在是「{status}」，不能这样办。' },
  not_encrypted: {
    status: 400,
    text: '这个网址没有走加密连接，不能登录。请用 https:// 开头的网址打开；还是不行，请告诉系统管理员。',
  },
  busy: { status: 503, text: '系统正忙，请稍后再试。' },
  internal: { status: 500, text: '系统出了点问题，请稍后再试；着急请打 12348。' },
} as const satisfies Record<string, { status: number; text: string }>;

export type ProblemCode = keyof typeof problems;

/** An error on purpose; the outermost HTTP handler turns it into `{ code, message, params }`. */
export class Problem extends Error {
  readonly status: number;
  constructor(
    readonly code: ProblemCode,
    readonly params: Record<string, unknown> = {},
  ) {
    super(problems[code].text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '')));
    this.name = 'Problem';
    this.status = problems[code].status;
  }
}

/** `throw problem('stale')` */
export const problem = (code: ProblemCode, params?: Record<string, unknown>): Problem =>
  new Problem(code, params);
