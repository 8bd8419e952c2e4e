/** Photos and other things that aren't words. */
export const files = {
  'files.received':
    '收到，第 {number} 张，已放进{place}。\n还有就接着发，原件请留好。回复「进度」查办理情况；有疑问回复「人工」，或打 12348。',
  'files.inDraft': '您正在填的申请',
  'files.inCase': '您的案件（编号 {reference}）',
  'files.unplaced':
    '收到，第 {number} 张。这是办哪件事的？回复数字就行：\n{choices}\n不选的话，一天后自动删除。也可以回复「人工」，或打 12348。',
  'files.toCase': '编号 {reference}（{matter}）',
  'files.toApply': '申请新的法律援助',
  'files.toNowhere': '发错了，删掉',
  'files.placed':
    '好的，{count} 张都放进编号 {reference} 的案件了，工作人员能看到。\n还可以接着发；回复「进度」查办理情况，有疑问回复「人工」。',
  'files.dropped': '好的，已经删掉。\n您可以回复「申请」申请法律援助，或直接说遇到的事；找人回复「人工」。',
  'files.whyType': '这里只收照片、PDF 和录音',
  'files.whySize': '文件超过 12 MB，太大了',
  'files.whyVirus': '没有通过安全检查',
  'files.whyEnded': '微信只保存三天，已经取不到了',
  'media.video':
    '视频这里暂时收不了。请截几张图发来，原视频留在手机里别删。\n也可以用文字说说里面是什么，或回复「人工」；着急请打 12348。',
  'media.file':
    '文件这里取不到。请打开后截图或拍照，一张一张发来，原件请留好。\n也可以用文字说说情况，或回复「人工」；着急请打 12348。',
  'media.link':
    '链接我打不开。请截图发来，或者用文字说说是什么事。\n也可以回复「人工」找工作人员，或打 12348。',
  'place.near':
    '离您近的可以去这些地方，问、办都不收费：\n{points}\n地址和时间以中心公布为准，去之前可先打 12348 问一声。\n也可以回复「申请」在手机上办，或「人工」找工作人员。',
  'place.all':
    '从位置上看不出是哪个镇、街道。相城区这些地方都能问、能办，不收费：\n{points}\n哪里最近，打 12348 问一声最快。\n也可以回复「申请」在手机上办，或「人工」找工作人员。',
} as const;
