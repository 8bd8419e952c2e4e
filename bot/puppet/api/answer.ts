import { WechatError } from './errors.ts';

/**
 * Reads a JSON answer. Whole numbers too long for a double (message ids) become strings.
 * @throws WechatError with WeChat's code, or `unknown-outcome` when the answer is no JSON
 */
export function parseAnswer(path: string, body: Buffer): Record<string, unknown> {
  let answer: Record<string, unknown>;
  try {
    const text = body.toString('utf8');
    answer = JSON.parse(
      text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d{16,}/g, (token) =>
        token.startsWith('"') ? token : `"${token}"`,
      ),
    );
  } catch (cause) {
    throw new WechatError({ path, kind: 'unknown-outcome', errmsg: 'the answer is no JSON', cause });
  }
  const code = Number(answer['errcode'] ?? 0);
  if (code !== 0) throw WechatError.ofCode(path, code, answer);
  return answer;
}
