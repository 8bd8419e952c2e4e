/** Around the calculators: questions and results are data of server/calculators. */
export const calculate = {
  'calculate.offer':
    '您想算什么？回复数字就行，算的内容不会保存：\n{choices}\n算出来的都是估算。不算了回复「退出」，找工作人员回复「人工」。',
  'calculate.which':
    '请回复 1 到 {last} 里的一个数字；想再看能算什么，回复「算一算」。\n不算了回复「退出」，找工作人员回复「人工」。',
  'calculate.start': '我一步一步问。可以回复：返回、不知道、退出、人工。',
  'calculate.question': '（{number}）{lines}',
  'calculate.orReply': '（或回复 1：{choice}）',
  'calculate.left': '好的，不算了。\n直接说遇到的事就行，或回复「算一算」「申请」「人工」。',
  'calculate.end': '回复「算一算」再算别的，「申请」申请法律援助，「人工」找工作人员。',
  'calculate.person':
    '这件事最好请工作人员看一看：回复「人工」，或打 12348。\n也可以回复「算一算」「申请」。',
  'calculate.urgent':
    '期限很紧，我已经把这件事转给工作人员，会在这里回复您；别等回复，先打 12348。\n也可以回复「申请」，情况紧急的可以先给援助。',
} as const;
