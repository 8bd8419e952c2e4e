/** Messages that come by themselves. Nothing in them tells a stranger who looks at the phone what the case is about. */
export const notices = {
  'notice.staffNewCase': '有一件新的申请待受理，编号 {reference}。请在 {dueOn} 前办理，详情请到后台查看。',
  'notice.staffSupplied': '编号 {reference} 的补充材料已登记，请继续审查。',
  'notice.staffReviewed': '编号 {reference} 已有审查意见，待您审批，应在 {dueOn} 前决定。',
  'notice.staffPerson': '有居民在等人工回复，请到后台「待联系」查看。',
  'notice.staffDanger':
    '有居民可能遇到危险，正在等人。请马上回复「收到」接手，再回复「待联系」查看；也可到后台「待联系」。没人接手会通知下一位。',
  'notice.staffMoreSaid': '您接手的居民又说了话，请回复「待联系」或到后台查看。',
  'notice.staffCallBack': '有居民的回复答应过时间，快到了，请回复「待联系」或到后台「待联系」办理。',
  'notice.dangerTold':
    '已通知值班人员，会在这里联系您。\n先顾平安：有危险打 110，受伤打 120，心里难受打 12356，法律上的事打 12348，别等我们。\n身边有人吗？回我「有」或「没有」都行，工作人员能看到。',
  'notice.dangerUnconfirmed':
    '对不起，值班人员还没有人确认收到，请别等我们。\n有危险马上打 110，受伤打 120，心里难受打 12356，法律上的事打 12348；让家人、邻居陪着您。\n您写的都留着，有人接手会在这里回复您。',
  'notice.dangerTaken':
    '工作人员已接手，会在这里联系您。\n先顾平安：有危险马上打 110，受伤打 120，心里难受打 12356，别等我们；法律上的事打 12348。\n要说的接着写，工作人员能看到。',
  'notice.taken': '工作人员已接手，会在这里联系您。\n要补充的直接说，工作人员能看到；着急打 12348。',
  'notice.closedPhoned':
    '您找工作人员的事，已经和您联系过，先办到这里。\n还有要问的直接说；还想找工作人员，回复「人工」，着急打 12348。',
  'notice.closedReferred':
    '您找工作人员的事，已经转给能办的部门或同事，这里先办到这里。\n没人联系您，或还有要问的，回复「人工」，着急打 12348。',
  'notice.closedUnreachable':
    '工作人员给您打过电话，没有打通，这次先办到这里。\n您方便的时候回复「人工」，工作人员再联系您；着急打 12348。',
  'notice.callMissed':
    '工作人员刚才给您打电话，没有打通，稍后会再打，请留意接听。\n换了号码、什么时候方便，直接说就行；着急打 12348。',
  'notice.staffDueSoon': '编号 {reference} 的期限是 {dueOn}，请尽快办理。',
  'notice.staffDisprovedGranted':
    '编号 {reference} 已给予援助，承诺核查不实。请研究是否终止援助、追回已支付的费用（法律援助法第48、64条）；系统不作决定，详情请到后台查看。',
  'notice.staffDisproved':
    '编号 {reference} 的承诺核查不实，改按材料办理。请先和申请人通电话，听一听情况，再要求补正。',
  'notice.staffCommitmentWithdrawn': '编号 {reference} 的申请人撤回了承诺，改交材料，请到后台查看。',
  'notice.staffPapersDueSoon':
    '编号 {reference} 要在 {dueOn} 前补交材料，受援人没有微信，请打电话提醒一声，问问有没有难处。',
  'notice.staffPapersOverdue':
    '编号 {reference} 要补交的材料，过了 {dueOn} 还没登记收到。请先和受援人通电话，问问难处；收到了请登记。怎么办由人研究，系统不作决定。',
  'notice.papersDueSoon':
    '编号 {reference}：提醒您一声，收入等材料请在 {dueOn} 前补齐（以中心确认为准）。\n拍照发到这里就行，也可以送到服务网点；拿不到的写明原因。已经交了的，不用再交。\n有难处、来不及，请回复「人工」，或打 12348。',
  'notice.papersOverdue':
    '编号 {reference}：请补的材料，说好的日子（{dueOn}）过了，我们还没登记收到。\n别着急，现在补也行，拍照发到这里就好；拿不到的写明原因。\n有难处请回复「人工」，工作人员跟您商量，或打 12348。',
  'notice.staffFiles': '编号 {reference} 的申请人发来了补充材料，请到后台查看；材料齐了，再登记收到。',
  'notice.staffFileLost': '有居民发的一份材料没能取到（{place}），已请本人再发一次。',
  'notice.staffPushSubmitted': '有一份宣传推送待审核，编号 {number}，请到后台「宣传」查看。',
  'notice.staffSeriesOpened':
    '系列「{name}」{day} 要发的草稿开好了：「{title}」，编号 {number}。请到后台「宣传」看一看，改好后提交审核；不提交不会发出。',
  'notice.staffSeriesWaiting':
    '系列「{name}」{day} 要发，素材库里还没有合适的材料。请到后台「宣传」写一份，存好后会自动开出草稿。',
  'notice.staffPushReturned':
    '您起草的推送「{title}」（编号 {number}）要改一改：{reasons}\n改好后可以再提交；有疑问回复「人工」找中心工作人员。',
  'notice.staffPushMissed':
    '您起草的推送「{title}」（编号 {number}）到时间时系统没有运行，没有发出。可以改个时间再提交；有疑问回复「人工」。',
  'notice.staffPushFinished':
    '您起草的推送「{title}」（编号 {number}）发完了：应收 {wanted} 人，送达 {reached} 人，其余 {others} 人。谢谢您！\n详细报告在后台「宣传」里；有疑问回复「人工」。',
  'notice.staffPushFailed':
    '您起草的推送「{title}」（编号 {number}）没能发出：{problem}。可以改好再提交；有疑问回复「人工」。',
  'notice.staffPushPaused':
    '一次宣传推送已暂停（编号 {number}），微信今天的次数用完了，次日会自己继续。详情请到后台「宣传」查看。',
  'notice.activityCancelled':
    '您报名的活动「{title}」（{day}）取消了，请不用来了，给您添麻烦了。\n回复「活动」看别的；有法律问题直接说，或回复「人工」。',
  'notice.fileRejected':
    '您发的第 {number} 份材料没能收下：{why}。\n可以拍成照片再发，或送到就近的服务网点；有疑问回复「人工」，或打 12348。',
  'notice.fileLost':
    '不好意思，您发的第 {number} 份材料没能取到：{why}。\n请再发一次；手机里没有了，请回复「人工」，或打 12348。',
  'notice.commitmentSigned':
    '编号 {reference}：您的手写签名收到了，手续齐了。\n回执核对码 {code}，请留着；回复「核对回执」可以核对签的全文。\n回复「进度」可查；作出决定之前，想改交材料可以回复「撤回承诺」。有疑问回复「人工」，或打 12348。',
  'notice.commitmentOnPaper':
    '编号 {reference}：您在纸上签的名已登记，手续齐了。\n回执核对码 {code}，和纸上印的一样，请留着；回复「核对回执」可以核对签的全文。\n回复「进度」可查；作出决定之前，想改交材料可以回复「撤回承诺」。有疑问回复「人工」，或打 12348。',
  'notice.accepted':
    '编号 {reference}：您的申请正在审查，有结果会告诉您。\n回复「进度」可查；有疑问回复「人工」，或打 12348。',
  'notice.supplement':
    '编号 {reference}：还差几样材料。\n{items}\n请在 {dueOn} 前{provisional}拍照发到这里，或送到就近的服务网点；拿不到的，写明原因也行，来不及请回复「人工」，或打 12348。到期没补也没说明，依法视为撤回，以后仍可再申请。',
  'notice.supplied':
    '编号 {reference}：补充的材料收到了，正在继续审查。\n回复「进度」可查；有疑问回复「人工」，或打 12348。',
  'notice.granted':
    '好消息：编号 {reference}，中心已决定给您法律援助，{assignBy} 前指派律师{provisional}。\n律师不收费、不收礼。请留好原件，如实说明情况。结果要看事实和证据，律师会尽力。\n有疑问回复「人工」，或打 12348。',
  'notice.refused':
    '编号 {reference}：中心已对您的申请作出书面决定，工作人员会联系您、送达决定书，里面写明理由和怎么提出异议。\n如果不同意，可以向区司法局提出异议，不收费；期限写在决定书上，从您收到决定书那天算起。怎么写，工作人员可以告诉您。\n仲裁、起诉的期限照算，别错过。回复「人工」，或打 12348。',
  'notice.staffRefused':
    '编号 {reference} 已作出不予援助的书面决定，请打印决定书、尽快送达申请人，再到后台登记送达；异议的期限从收到那天算起。',
  'notice.staffEndingProposed':
    '编号 {reference} 有提请终止援助的意见，请到后台看理由和受援人的说明，由您决定。',
  'notice.staffEnded': '编号 {reference} 的终止决定书，请在 {dueOn} 前送达受援人，再到后台登记送达。',
  'notice.ended':
    '编号 {reference}：中心对您的援助作了一份书面决定，工作人员会联系您、送达决定书，当面说明理由。\n如果不同意，可以向区司法局提出异议，不收费；期限写在决定书上，从您收到决定书那天算起。怎么写，工作人员可以告诉您。\n仲裁、起诉的期限照算，别错过。手里的材料、原件请收好。回复「人工」，或打 12348。',
  'notice.answer':
    '{name}回复您：\n{text}\n（还有问题直接在这里说，着急打 12348；办事可回复「申请」「进度」）',
} as const;
