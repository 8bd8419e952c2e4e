/** The frame around the questionnaire; questions, reasons and the notice are data (server/eligibility). */
export const apply = {
  'apply.start':
    '好的，我们一步一步来，大约 {about} 个问题，随时可以停，下次接着填。\n想先看看能不能申请，回复「先看看」。\n填的时候可以回复：返回、修改、为什么、人工、退出。',
  'apply.look':
    '好的，先看看：最多 {most} 个问题，答过的后面不再问。\n随时可以回复：返回、为什么、人工、退出；想直接填，回复「继续」。',
  'apply.looked':
    '{text}\n接着填，回复「继续」；改答案，回复「修改」；先不填，回复「退出」；也可以回复「人工」。',
  'apply.lookedAgain':
    '接着填，回复「继续」；改答案，回复「修改」；先不填，回复「退出」；也可以回复「人工」。',
  'apply.helping':
    '您来代填，好的。请把每个问题念给申请人听，照他的意思回答，大约 {about} 个问题。\n这份申请会记下是您填的。随时可以回复：返回、修改、为什么、退出、人工。',
  'apply.helpUnbound':
    '「代填」给绑定了工作身份的工作人员和志愿者用。\n给家里人申请，直接回复「申请」就行；要人帮着填，回复「人工」，或打 12348。',
  'apply.expired': '您上次填的（{date}）放了三十天，情况可能变了，得重新填，发过的材料还留着。',
  'apply.resume': '您上次填到这里，我们接着来。\n（想重新填请回复「重填」）',
  'apply.askAfresh':
    '重填要把已经填的放一边，从第一题来。\n确定请回复「确定」；不重填，回复「继续」接着填，只改几处回复「修改」；也可以回复「人工」。',
  'apply.inHand':
    '您 {date} 交的申请已经收到，正在办，编号 {reference}，不用再交一次。\n看办到哪了，回复「进度」。\n要接着填另一份，或为另一件事、家里人申请，回复「新申请」；也可以回复「人工」。',
  'apply.question': '【{done}/{about}】{text}',
  'apply.skip': '不方便说，可以回「跳过」。',
  'apply.echo': '记下了：{echo}',
  'apply.soon': '请留意：{name}，{dueOn} 前要办{days}。',
  'apply.pressing': '请注意：{name}，{dueOn} 前要办{days}，很急。已请工作人员尽快看，您也可以打 12348。',
  'apply.aidFirst': '情况急的，可以先派律师、后补材料。',
  'apply.daysLeft': '（还有 {days} 天）',
  'apply.today': '（就是今天）',
  'apply.why': '为什么问这个：{why}',
  'apply.readToMe':
    '可以请家里人念给您听，回答用语音说也行。\n想请工作人员帮您填，回复「人工」，或打 12348，也可以带身份证去服务网点。',
  'apply.noBack': '这已经是第一个问题了。不想填了可以回复「退出」，或「人工」找工作人员。',
  'apply.summary': '您填的是：\n{lines}\n要改哪一条，回复它的数字；不改请回复「继续」。也可以回复「人工」。',
  'apply.check':
    '问题都问完了，谢谢您。请核对一下：\n{lines}\n都对，回复「继续」。要改哪一条，回复它的数字；也可以回复「人工」。',
  'apply.left': '好的，已经填的都给您留着。\n想继续时回复「申请」；有事回复「人工」，或打 12348。',
  'apply.opinion': '{headline}\n{reasons}',
  'apply.needsPerson': '有几点要工作人员看过才能定：\n{reasons}',
  'apply.bring': '先备好这些，有什么带什么：\n{materials}',
  'apply.points': '可以去：\n{points}\n镇（街道）工作站也能收。',
  'apply.doors': '另外还可以：\n{doors}',
  'apply.deadlines': '请留意这些期限：\n{deadlines}\n申请援助不等于已申请仲裁或起诉，期限照算。',
  'apply.deadline': '· {name}：{dueOn} 前{provisional}',
  'apply.proofChoice':
    '接下来怎么证明经济情况，您来选，两种都不影响申请：\n1 书面承诺（不用开证明）\n2 交材料\n也可以回复「人工」，有人给您讲。',
  'apply.proofChoiceExcluded':
    '接下来怎么证明经济情况，您来选，两种都不影响申请：\n1 书面承诺（不用开证明）\n2 交材料\n这个微信上编号 {reference} 的承诺，还有情况要先补救。这次也是同一个人申请的，请选 2 交材料，申请一样收；替别的人申请，选哪种都行。\n怎么补救、觉得不对，回复「人工」，或打 12348。',
  'apply.ended':
    '这种情况要工作人员帮您看。您可以：\n· 回复「人工」，工作人员在这里回您\n· 填错了回复「修改」，重新填回复「重填」\n· 打 12348',
  'apply.danger':
    '先别急着填表，您的平安最要紧。请先打 110，受伤打 120，离开危险的地方。\n我是自动助手，不能替您报警。\n平安以后回复「申请」，接着填；回复「人工」找工作人员。',
  'apply.unclearNumber': '回复要改的那一条的数字；不改请回复「继续」，也可以回复「人工」。',
  'apply.unclear': '回复「1」或「2」就行；也可以回复「返回」「人工」「退出」。',
} as const;
