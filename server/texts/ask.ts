/** Around an answer: the answers themselves are reviewed data (server/answers/knowledge). */
export const ask = {
  'ask.invite':
    '您说吧，遇到了什么事？一句话就行，不用管法律上叫什么。\n也可以回复「人工」找工作人员，或打 12348。',
  'ask.source': '依据：{law}\n（{reviewer}，{reviewedOn}；初步意见，不代替工作人员的决定）',
  'ask.unsure': '这一条还没有核对原文，以中心确认为准。',
  'ask.byModel': '（您的话由智能程序帮忙理解，回答是人工审核过的原文。）',
  'ask.more': '还想看：\n{sections}',
  'ask.calculate': '算一算：{name}',
  'ask.further': '您还提到：{question}',
  'ask.next': '回复「申请」申请法律援助，「人工」找工作人员。没帮上请回复「没用」。',
  'ask.sorry':
    '对不起，没帮上您，已经记下来改进。\n换个说法再说一次也行，比如谁欠了谁、多久了；或回复「人工」找工作人员，也可打 12348。',
  'ask.choices': '我怕理解错，跟您确认一下，您想问的是：\n{choices}\n不用管法律上叫什么，回复数字就行。',
  'ask.careful':
    '先问一句：您现在平安吗？有人受伤、被打、走不脱，马上打110或120；心里撑不住，打12356；要人帮，回复「人工」。',
  'ask.safe':
    '平安就好。您接着说遇到的事，上面有数字的，回复数字也行；要申请回复「申请」，找工作人员回复「人工」。',
  'ask.safeAgain':
    '跟您确认一下：您现在是平安的吗？\n平安，回复「平安」；有危险，马上打 110，再回复「不平安」，我请工作人员联系您；也可以回复「人工」。',
  'ask.unsafe':
    '先顾平安：马上打 110，有人受伤打 120，心里撑不住打 12356。能离开就先离开，到有人的地方去。\n我是自动助手，不能替您报警。您说的已经转给工作人员，可以接着写在这里，或回复「人工」。',
  'ask.which': '请回复 1 到 {last} 里的一个数字，或直接说遇到的事；找工作人员回复「人工」。',
  'ask.maybe': '您想问的也可能是：\n{choices}\n回复数字就行，要真人回复「人工」。',
  'ask.slot':
    '先问您一句，好告诉您准的：{question}\n{choices}\n回复数字就行；也可以回复「人工」，或打 12348。',
  'ask.none': '{number} 都不是',
  'ask.person': '{number} 找人工',
  'ask.both': '您问的事，一件一件说。',
  'ask.part': '【{question}】\n{text}',
  'ask.law': '依据：{law}',
  'ask.partMore': '想看怎么做、要哪些材料，回复数字：\n{choices}',
  'ask.partFurther': '您还提到的，也回复数字看：\n{choices}',
  'ask.reviewed': '（{reviews}；初步意见，不代替工作人员的决定）',
  'ask.again': '那您换个说法再说一次？比如谁欠了谁、多久了、想要什么。\n也可以回复「人工」，或打 12348。',
  'ask.giveUp':
    '两次都没听懂您的意思，怪我。已帮您转给工作人员，会在这里回复您。\n着急请打 12348；也可以回复「申请」。',
  'ask.lost': '我没太明白。您可以：\n1 用一句话说说遇到的事\n2 申请法律援助\n3 找人工\n着急请打 12348。',
} as const;
