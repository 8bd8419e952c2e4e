/** Activities, subscriptions, and what volunteers read when they write publicity (宣传). */
export const publicity = {
  'activity.offer':
    '{kind}「{title}」\n时间：{time}\n地点：{place}\n报名吗？回复 1 报名，2 不报名。\n想问法律问题，直接说；要找人请回复「人工」。',
  'activity.signedUp':
    '报上名了：「{title}」，{time}，{place}。\n到现场后，发「签到」加现场的 6 位数字。\n去不了请回复「取消报名」；有疑问回复「人工」。',
  'activity.already':
    '您已经报名了「{title}」，{time}，{place}。\n去不了请回复「取消报名」；有疑问回复「人工」。',
  'activity.cancelled': '好的，「{title}」的报名取消了。\n回复「活动」看别的，有事回复「人工」。',
  'activity.full':
    '「{title}」报满了。可以直接到现场看看有没有空位，或回复「活动」看别的场次；有疑问回复「人工」。',
  'activity.over':
    '「{title}」已经结束或取消了。\n回复「活动」看别的场次，有法律问题直接说，或回复「人工」。',
  'activity.skipped': '好的，不报名。\n有法律问题直接说，回复「申请」申请法律援助，或回复「人工」。',
  'activity.checkedIn':
    '签到成功：「{title}」。谢谢您来。\n现场没问完的，直接说；要找人回复「人工」，或打 12348。',
  'activity.checkedAlready': '您已经签过到了：「{title}」。\n有法律问题直接说，或回复「人工」。',
  'activity.codeWrong': '没有找到这个签到码。请核对现场的 6 位数字再发一次，或回复「人工」请工作人员帮忙。',
  'activity.early': '「{title}」现在还不能签到，开始前 1 小时可以。\n有疑问回复「人工」，或打 12348。',
  'activity.list': '近期的活动：\n{lines}\n报名请回复前面的数字。有法律问题直接说，或回复「人工」。',
  'activity.line': '{number} {title}，{time}，{place}{mine}',
  'activity.mine': '（已报名）',
  'activity.none':
    '近期没有排好的活动。\n回复「订阅」可以在有活动时听到消息；有法律问题直接说，或回复「人工」。',
  'subscribe.areas':
    '您想听哪里的消息？回复数字，可以选几个，如「1 3」；都要回复「全部」。\n{choices}\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.topics':
    '想听哪些内容？回复数字，可以选几个；都要回复「全部」。\n{choices}\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.about':
    '想多听听和谁有关的？家里人、邻居的事也算，不用说是谁：\n{groups}\n爱看什么、愿意来什么：\n{interests}\n回复数字，可以选几个；都不选回复 0。\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.points':
    '想听哪个网点的消息？回复数字，可以选几个；都不选回复 0。\n{choices}\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.now':
    '您现在订的是：{what}。\n要改哪一项？回复数字：\n1 哪里的\n2 哪些内容\n3 和谁有关、爱看什么\n4 哪个网点\n5 多久收一次\n从头再选回复「重选」，全部不要回复「退订」，不改回复「退出」，有疑问回复「人工」。',
  'subscribe.pace':
    '多久收一次合适？\n1 有就发\n2 一周最多一次\n3 一个月最多一次\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.done':
    '订好了：{what}。\n这些是您自己选的，和您问过什么、办过什么事无关。\n改主意随时回复「订阅」来改，「退订」全部退掉；有事回复「人工」。',
  'subscribe.what': '{areas}；{topics}{about}{likes}{at}；{pace}',
  'subscribe.whose': '；和{groups}有关的',
  'subscribe.likes': '；{interests}',
  'subscribe.at': '；{points}的消息',
  'subscribe.everywhere': '全区',
  'subscribe.everything': '各类内容',
  'subscribe.any': '有就发',
  'subscribe.week': '一周最多一次',
  'subscribe.month': '一个月最多一次',
  'subscribe.unclear': '没看懂您的选择，请回复前面的数字。\n不想选了回复「退出」，有疑问回复「人工」。',
  'subscribe.stopped':
    '已经全部退订，不再给您发普法消息。您办的事的通知照常。\n想再听回复「订阅」；有事回复「人工」。',
  'subscribe.left': '好的，没有改动。\n回复「订阅」再选，有法律问题直接说，或回复「人工」。',
  'work.hours':
    '{name}（{kind}），您的志愿服务：\n· 今年 {thisYear} 小时，累计 {hours} 小时\n· {stars}\n· 培训 {training} 小时{next}\n时长由中心按活动记录，以中心确认为准；有出入回复「人工」。回复「宣传」写宣传，「活动」看活动。',
  'work.hoursStars': '星级：{stars} 星{toNext}',
  'work.hoursNoStars': '还没有星级{toNext}',
  'work.hoursToNext': '，再有 {hours} 小时升一级',
  'work.hoursNext': '\n接下来：\n{lines}',
  'work.hoursActivity': '· {title}，{time}，{place}',
  'work.pubStaff': '{name}，写宣传、审核和排期请到后台「宣传」。\n回复「待办」看手上的事，「人工」找同事。',
  'work.pubMenu':
    '{name}，宣传要经初审、复审、终审才发出。\n回复 1 写一条新的{own}。\n回复「退出」离开，「人工」找中心的编辑。',
  'work.pubOwn': '，或看已有的：\n{lines}',
  'work.pubOwnLine': '{number} {title}（{status}）',
  'work.pubTitle': '标题写什么？64 个字以内。\n不写了回复「退出」。',
  'work.pubText':
    '正文写什么？一次发完，最多 2000 字。\n别写出当事人的姓名、电话、住址、单位，也别承诺结果。',
  'work.pubSource': '依据是什么？写法条或文件，例如：《保障农民工工资支付条例》第十条。',
  'work.pubLink': '要带链接吗？从材料库里选，回复数字；不带回复 0。\n{choices}',
  'work.pubPhoto': '要配图吗？发一张照片过来（别拍到别人的脸和证件）；不配回复 0。',
  'work.pubReach': '怎么发？\n1 公众号群发（每月次数有限）\n2 转发包：给您链接和文字，自己转发到群里',
  'work.pubAudience': '发给谁？\n1 全部粉丝\n2 订阅了某个镇（街道）的人\n3 订阅了某类内容的人',
  'work.pubPick': '选哪些？回复数字，可以选几个，如「1 3」。\n{choices}',
  'work.pubTime': '什么时候发？回复数字，或写日期和钟点，如「12月4日10点」。\n{choices}',
  'work.pubUnclear': '没看懂，请按上面的提示回复。不写了回复「退出」，有疑问回复「人工」。',
  'work.pubTooLong': '太长了，最多 {most} 个字，现在 {now} 个。请缩短再发。',
  'work.pubStops': '检查没有通过，先改这几处：\n{lines}\n{ask}',
  'work.pubFinding': '· {where}「{found}」：{advice}',
  'work.pubWhere': '{field}第 {line} 行',
  'work.pubConflict': '· 时间安排：{words}',
  'work.pubMend': '回复「改标题」「改正文」「改依据」「改时间」「改对象」，或「退出」。',
  'work.pubLook': '\n请再看看：\n{lines}',
  'work.pubPreview':
    '手机上会是这样：\n———\n{title}\n{text}{link}\n———\n{photo}方式：{reach}\n对象：{audience}{people}\n时间：{time}{look}\n没问题回复「提交」交审核；要改回复「改标题」「改正文」「改依据」「改时间」「改对象」；先放着回复「退出」。',
  'work.pubPeople': '，现在约 {people} 人',
  'work.pubPhotoThere': '配图：有\n',
  'work.pubPhotoPending': '配图：还在取，提交前会再看一次\n',
  'work.pubSubmitted':
    '交上去了，接下来是{steps}，由不同的人审。\n审好、要改、发完都会告诉您。回复「宣传」随时看走到哪了；有疑问回复「人工」。',
  'work.pubStopped': '还交不上去：{detail}\n{ask}',
  'work.pubStale': '这一份刚被改过，请回复「宣传」重新打开。',
  'work.pubSaved': '好的，草稿留着。回复「宣传」接着写；有事回复「人工」。',
  'work.pubOne': '「{title}」编号 {number}\n现在：{status}\n{steps}{reason}{link}{figures}{ways}',
  'work.pubArticle': '文章已发布，可以转发：{url}\n',
  'work.pubStep': '· {name}：{decision}{reasons}\n',
  'work.pubStepOpen': '等待',
  'work.pubReason': '说明：{reason}\n',
  'work.pubFigures':
    '应收 {wanted} 人，送达 {reached} 人，未接收 {refused} 人，未送达 {failed} 人，微信未发 {filtered} 人{unfinished}\n之后 3 天：新关注 {followed} 人，咨询消息 {questions} 条\n',
  'work.pubUnfinished': '（还在对账）',
  'work.pubMayMend':
    '回复「改标题」「改正文」「改依据」「改时间」「改对象」来修改，「提交」交审核，「撤回」不发了，「退出」离开。',
  'work.pubMayWithdraw': '不发了回复「撤回」；「退出」离开。',
  'work.pubNoMore': '回复「宣传」看别的，「人工」找中心的编辑。',
  'work.pubWithdrawn': '撤回了，不会发出。回复「宣传」看别的；有事回复「人工」。',
  'work.pubTooLate': '已经开始发或者已经结束，撤不回来了。有问题请马上回复「人工」。',
} as const;
