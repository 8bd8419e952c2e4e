export const progress = {
  'progress.none':
    '这个微信还没有提交过申请。\n回复「申请」开始，大约十几个问题；或回复「人工」，也可打 12348。',
  'progress.draft':
    '您有一份申请填到第 {question} 题，还没有提交。\n回复「申请」接着填，填过的都还在；也可以回复「人工」，或打 12348。',
  'progress.draftAnswered':
    '您有一份申请，问题都答完了，还没有提交。\n回复「申请」接着办完后面几步；也可以回复「人工」，或打 12348。',
  'progress.draftMore': '另有一份申请填了一部分，还没有提交，回复「新申请」接着填。',
  'progress.one': '编号 {reference}（{matter}）\n现在：{state}\n收到日期：{submittedOn}',
  'progress.decided':
    '中心已作出书面决定，工作人员会联系您、送达决定书，里面写明理由和怎么提出异议。仲裁、起诉的期限照算，别错过。',
  'progress.ended':
    '中心已作出终止援助的书面决定，工作人员会联系您、送达决定书，里面写明理由和怎么提出异议。仲裁、起诉的期限照算，别错过。',
  'progress.due': '应在 {dueOn} 前作出决定{provisional}。',
  'progress.supplement':
    '还差：\n{items}\n请在 {dueOn} 前{provisional}拍照发到这里，或送到就近的服务网点。拿不到的，写明原因也行。',
  'progress.unsigned':
    '承诺还差手写签名，签了才能按承诺作出决定。回复「签名」取链接；不想承诺，回复「撤回承诺」改交材料。',
  'progress.provisional': '（以中心确认为准）',
  'progress.end': '有疑问回复「人工」，或打 12348。',
} as const;
