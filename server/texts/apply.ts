/** The frame around the questionnaire; questions, reasons and the notice are data (server/eligibility). */
export const apply = {
  'apply.start':
    '好的，我们一步一步来，大约 {about} 个问题，随时可以停，下次接着填。\n填的时候可以回复：返回、修改、为什么、人工、退出。',
  'apply.resume': '您上次填到这里，我们接着来。\n（想重新填请回复「重填」）',
  'apply.question': '【{done}/{about}】{text}',
  'apply.echo': '记下了：{echo}',
  'apply.why': '为什么问这个：{why}',
  'apply.noBack': '这已经是第一个问题了。不想填了可以回复「退出」，或「人工」找工作人员。',
  'apply.summary': '您填的是：\n{lines}\n要改哪一条，回复它的数字；不改请回复「继续」。也可以回复「人工」。',
  'apply.left': '好的，已经填的都给您留着。\n想继续时回复「申请」；有事回复「人工」，或打 12348。',
  'apply.opinion': '问题都问完了，谢谢您。\n{headline}\n{reasons}',
  'apply.needsPerson': '有几点要工作人员看过才能定：\n{reasons}',
  'apply.doors': '另外还可以：\n{doors}',
  'apply.deadlines': '请留意这些期限：\n{deadlines}\n申请援助不等于已申请仲裁或起诉，期限照算。',
  'apply.deadline': '· {name}：{dueOn} 前{provisional}',
  'apply.proofChoice':
    '接下来怎么证明经济情况，您来选，两种都不影响申请：\n1 书面承诺（不用开证明）\n2 交材料\n也可以回复「人工」，有人给您讲。',
  'apply.ended':
    '这种情况要工作人员帮您看。您可以：\n· 回复「人工」，工作人员在这里回您\n· 填错了回复「修改」，重新填回复「重填」\n· 打 12348',
  'apply.noticeHead': '【{title}】请看完全文（版本 {version}）：',
  'apply.sign':
    '不着急，可以和家人商量。看完全文并同意，请回复：我承诺\n不想承诺，回复「交材料」。看不清或不识字，回复「帮我读」。语音不算签名。',
  'apply.signAgain':
    '要回复原话「我承诺」三个字才算数。\n不想承诺，回复「交材料」；想再看一遍，回复「全文」；有疑问回复「人工」。',
  'apply.voiceNoSign':
    '语音不算签名。同意的话，请打字回复「我承诺」；不想承诺，回复「交材料」；也可以回复「人工」。',
  'apply.readAloud':
    '好的，已请工作人员跟您联系，念给您听。\n您填的都留着；着急请打 12348，不想承诺可回复「交材料」。',
  'apply.papers': '好的，交材料。收到申请后，我们会告诉您要带哪些材料。',
  'apply.askName': '请发申请人的姓名（和身份证上一样）。\n只给办理这件事的工作人员看。不方便可回复「人工」。',
  'apply.askIdentity':
    '{name}，请再发身份证号（18 位），用来核对身份。\n也可以回复「返回」改姓名，或「人工」。',
  'apply.submitted':
    '您的申请已收到，编号 {reference}，时间 {at}。这还不是批准。\n材料齐的，{decisionDue} 前作出决定{provisional}；要补材料或核查，会告诉您。\n请注意：申请援助不等于已申请仲裁或起诉，期限照算。\n回复「进度」可查，着急打 12348，或回复「人工」。',
  'apply.materials': '请准备：\n{materials}',
  'apply.danger':
    '先别急着填表，您的平安最要紧。请先打 110，受伤打 120，离开危险的地方。\n我是自动助手，不能替您报警。\n平安以后回复「申请」，接着填；回复「人工」找工作人员。',
  'apply.unclearNumber': '回复要改的那一条的数字；不改请回复「继续」，也可以回复「人工」。',
  'apply.unclear': '回复「1」或「2」就行；也可以回复「返回」「人工」「退出」。',
} as const;
