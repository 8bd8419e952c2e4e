/** What WeChat's codes and our own mean for a push, in words for staff. */
const words: Record<string, string> = {
  '45009': '微信今天的发送次数用完了，零点后自动继续',
  quota: '微信今天的发送次数用完了，零点后自动继续',
  '45028': '本月或今天的群发次数用完了',
  '48001': '公众号没有这项接口权限，请联系管理员',
  right: '公众号没有这项接口权限，请联系管理员',
  '43101': '本人拒收或授权已用完',
  '43004': '已取消关注',
  '43019': '本人拒收',
  '40003': '微信号已失效',
  '47003': '模板内容不合要求',
  '40037': '公众号里没有这个模板',
  no_template: '公众号里没有这个模板',
  '45065': '已经发过',
  '-1': '微信系统繁忙',
  temporary: '微信系统繁忙',
  'unknown-outcome': '没有收到微信的回执',
  no_receipt: '没有收到微信的回执',
  exhausted: '多次重试仍未成功',
  missed: '到时间时系统没有运行，超过了补发时限',
  late: '系统恢复后补发',
  stopped: '已紧急停止',
  nobody: '发送时已没有符合条件的人',
  deleted: '已在微信删除',
  not_published: '文章没能发布到公众号，转发包里没有文章链接，只有文字',
  no_event: '没有收到群发结果通知，已向微信查询状态',
};

/** The reason in words; a person's own words stay as they are. */
export const reasonWords = (code: string): string => words[code] ?? code;
