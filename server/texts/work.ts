/** What staff, lawyers and volunteers read once their WeChat is bound (绑定). */
export const work = {
  'work.staff':
    '{name}，您好。您的微信已和工作账号绑定，新案件会在这里提醒您。\n回复「待办」看手上的事，「待联系」看在等的居民，「网点」看值班，「居民」用居民的功能，「解绑」解除绑定。',
  'work.lawyer':
    '{name}，您好。您的微信已和律师账号绑定。这里现在能办的还不多：\n回复「网点」看值班安排，「人工」找中心工作人员，「居民」用居民的功能，「解绑」解除绑定。',
  'work.volunteer':
    '{name}，您好。您的微信已和志愿者账号绑定。\n回复「宣传」写宣传、看走到哪了，「时长」看服务时长和星级，「活动」看近期活动，「网点」看服务网点，「人工」找中心工作人员，「居民」帮居民问问题、办申请，「解绑」解除绑定。',
  'work.asResident':
    '好的，现在按居民的功能来。直接说遇到的事，或回复「申请」「进度」。\n回复「工作」回到工作菜单。',
  'work.todo': '{name}，您手上有：\n{lines}\n办理请到后台。回复「居民」用居民的功能。',
  'work.todoNothing':
    '{name}，现在没有等您办的案件，也没有等回复的居民。\n回复「网点」看值班，「居民」用居民的功能。',
  'work.todoCase': '· 编号 {reference} {what}{due}',
  'work.todoDue': '，{dueOn} 前',
  'work.todoMore': '· 还有 {count} 件，请到后台查看',
  'work.todoPersons': '· {count} 位居民在等人工回复，最早的等了 {waited}',
  'work.todoDanger': '· 其中 {count} 位可能遇到危险，请马上处理',
  'work.todoCallBacks': '· 其中 {count} 位答应过回复时间（待回电）',
  'work.waiting':
    '在等的居民（个人信息已隐去）：\n{lines}\n回复「回复 1 您好…」答复第 1 位，「结束 1 …」答复并结束；看前后对话请到后台。',
  'work.waitingOne': '{number} {mark}{said}（等了 {waited} 分钟{taken}）',
  'work.waitingNobody': '现在没有在等的居民。回复「待办」看手上的事。',
  'work.answerLong':
    '这条答复有 {length} 个字，一次最多 {most} 字，没有发出去。请分成几条发，每条都写「回复 序号 内容」；名单还在，序号不变。',
  'work.waitingWhich': '没有这个序号。请先回复「待联系」看是第几位，再回复「回复 1 您好…」。',
  'work.answered':
    '您的话已交给微信，发给第 {number} 位。对方再说话会提醒您；办完了回复「结束 {number} …」。',
  'work.answeredClosed': '第 {number} 位已答复并结束。回复「待联系」看还有谁在等。',
  'work.alarmTaken':
    '收到，{count} 位由您接手了，请马上联系。先确认对方平安：正在发生危险请其打110，有人受伤打120。',
  'work.noAlarm': '现在没有等人接手的危险提醒。回复「待联系」看在等的居民。',
  'work.bound': '绑定好了。{greeting}',
  'work.codeWrong':
    '这个绑定码不对，或者已经过期、用过了。请到后台「我的微信」重新取一个（8 位数字，10 分钟内有效），发「绑定」加数字。\n不是工作人员的话，直接说遇到的事就行，或回复「人工」。',
  'work.codeSlow':
    '绑定码错的次数太多，请 {minutes} 分钟后再试。\n其他功能照常用；有疑问回复「人工」，或打 12348。',
  'work.alreadyBound':
    '这个微信已经绑定了{name}。要换人，请先回复「解绑」。\n回复「菜单」看能办什么，或「人工」找中心工作人员。',
  'work.unbound': '已经解除绑定，这个微信不再收到工作提醒。\n以后还可以回复「申请」「人工」用居民的功能。',
  'work.notBound': '这个微信没有绑定工作账号，不用解绑。\n您可以直接说遇到的事，或回复「申请」「人工」。',
} as const;
