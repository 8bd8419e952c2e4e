import { el } from './dom.js';

const LINK = /<a\s[^>]*?href=(["'])(.*?)\1[^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"'，。；、！？（）「」]+)/g;

/**
 * Text of a bubble with its links: bare addresses, <a href> and WeChat's own
 * weixin://bizmsgmenu links, which send their text when tapped.
 */
export function rich(text, { onOption, openid } = {}) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(
      text.slice(from, match.index),
      link(match[2] ?? match[4], match[3] ?? match[4], { onOption, openid }),
    );
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

function link(href, words, { onOption, openid }) {
  const option = /^weixin:\/\/bizmsgmenu\?(.*)$/.exec(href.replaceAll('&amp;', '&'));
  if (option && onOption) {
    const query = new URLSearchParams(option[1]);
    const say = () => onOption(query.get('msgmenucontent') ?? words, query.get('msgmenuid') ?? '');
    return el('button', { type: 'button', className: 'link', onclick: say }, words);
  }
  if (!/^https?:\/\//.test(href)) return words;
  // Opened in this person's phone, so that the page's login knows who it is.
  const inPhone = openid ? `/open?${new URLSearchParams({ openid, url: href })}` : href;
  return el('a', { href: inPhone, target: '_blank', rel: 'noopener noreferrer' }, words);
}
