const DAY = 24 * 3600 * 1000;
const startOfDay = (at) => new Date(at).setHours(0, 0, 0, 0);

export function clock(at) {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** As WeChat writes it between messages. */
export function timeLine(at) {
  const days = Math.round((startOfDay(Date.now()) - startOfDay(at)) / DAY);
  if (days <= 0) return clock(at);
  if (days === 1) return `昨天 ${clock(at)}`;
  const date = new Date(at);
  return `${date.getMonth() + 1}月${date.getDate()}日 ${clock(at)}`;
}

/** One line's gist for the list of people. */
export function gist(line) {
  switch (line?.kind) {
    case undefined:
      return '';
    case 'text':
    case 'grey':
      return line.text.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
    case 'image':
      return '[图片]';
    case 'voice':
      return '[语音]';
    case 'video':
      return '[视频]';
    case 'location':
      return `[位置] ${line.label}`;
    case 'news':
      return line.articles[0].title;
    case 'options':
      return line.head;
    default:
      return line.title ?? '';
  }
}
