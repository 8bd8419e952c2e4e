/** From the commitment notice to the receipt; the notice itself is data (server/eligibility). */
export const sign = {
  'sign.noticeHead': '【{title}】请看完全文（版本 {version}）：',
  'sign.ask':
    '不着急，可以和家人商量。看完全文并同意，请回复：我承诺\n不想承诺，回复「交材料」。看不清或不识字，回复「帮我读」。语音不算签名。',
  'sign.again':
    '要回复原话「我承诺」三个字才算数。\n不想承诺，回复「交材料」；想再看一遍，回复「全文」；有疑问回复「人工」。',
  'sign.voice':
    '语音不算签名。同意的话，请打字回复「我承诺」；不想承诺，回复「交材料」；也可以回复「人工」。',
  'sign.readAloud':
    '好的，已请工作人员跟您联系，念给您听。\n您填的都留着；着急请打 12348，不想承诺可回复「交材料」。',
  'sign.papers': '好的，交材料。收到申请后，我们会告诉您要带哪些材料。',
  'sign.askName': '请发申请人的姓名（和身份证上一样）。\n只给办理这件事的工作人员看。不方便可回复「人工」。',
  'sign.askIdentity':
    '{name}，请再发身份证号（18 位），用来核对身份。\n也可以回复「返回」改姓名，或「人工」。',
  'sign.submitted':
    '您的申请已收到，编号 {reference}，时间 {at}。这还不是批准。\n材料齐的，{decisionDue} 前作出决定{provisional}；要补材料或核查，会告诉您。\n请注意：申请援助不等于已申请仲裁或起诉，期限照算。\n回复「进度」可查，着急打 12348，或回复「人工」。',
  'sign.materials': '请准备：\n{materials}',
} as const;
