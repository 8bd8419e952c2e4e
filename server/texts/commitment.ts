/** After the application was received: signature, receipt, withdrawal. */
export const commitment = {
  'commitment.link':
    '请点 <a href="{link}">手写签名</a>，看完三份材料，用手指签。\n链接只给您本人用，转发给别人打不开。也可以带身份证到服务网点在纸上签；有疑问回复「人工」，改交材料回复「撤回承诺」。',
  'commitment.nothingToSign':
    '这个微信现在没有等着签名的承诺。\n回复「进度」看申请办到哪了；有疑问回复「人工」，或打 12348。',
  'commitment.receipt': '· 编号 {reference}：{what}（版本 {version}）{right}。核对码 {code}',
  'commitment.receiptOfPapers': '签名的三份材料',
  'commitment.receiptOnPaper': '在纸上签名的三份材料',
  'commitment.receiptOfNotice': '展示的告知承诺书',
  'commitment.receiptIntact': '没有改过',
  'commitment.receiptChanged': '和当时不一样，请回复「人工」',
  'commitment.receipts':
    '核对好了：\n{lines}\n要核对别的回执，回复「核对回执 编号 核对码」。有疑问回复「人工」，或打 12348。',
  'commitment.noReceipt':
    '这个微信还没有承诺的回执。\n手里有回执的，回复「核对回执 编号 核对码」；也可以回复「人工」，或打 12348。',
  'commitment.receiptRight':
    '核对一致：这份回执对应的全文（版本 {version}）一个字也没有改过。\n回复「进度」查办理情况；有疑问回复「人工」，或打 12348。',
  'commitment.receiptWrong':
    '核对不上：编号或核对码不对，或者不是当时的全文。请照着回执再发一次。\n有疑问回复「人工」，或打 12348。',
  'commitment.askWithdraw':
    '撤回承诺以后，就按交材料办，申请还在，不用重新申请。\n确定的话，请回复「确定撤回」；不撤回就不用管。\n有疑问回复「人工」，或打 12348。',
  'commitment.noneToWithdraw':
    '这个微信现在没有可以撤回的承诺。\n回复「进度」看申请办到哪了；有疑问回复「人工」，或打 12348。',
  'commitment.withdrawn':
    '编号 {reference} 的承诺已撤回，改为交材料，申请照样办。\n收入、社保或者困难的材料，拍照发到这里就行，也可以送到服务网点；拿不到的写明原因。\n回复「进度」可查，有疑问回复「人工」，或打 12348。',
  'commitment.withdrawnLate':
    '编号 {reference} 的承诺已撤回。援助已经给了，请在 {dueOn} 前把材料补齐（以中心确认为准）。\n拍照发到这里就行，也可以送到服务网点；来不及或拿不到，请回复「人工」，或打 12348。',
} as const;
