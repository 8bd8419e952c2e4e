import { compact } from './text.ts';

type Comforting =
  | 'person.dangerOver'
  | 'person.dangerCalled'
  | 'person.dangerAlone'
  | 'person.dangerNear'
  | 'person.dangerWith'
  | 'person.dangerThanks';

/** What somebody in danger hears when they go on writing; `over` when they say that it is past. */
export interface Comfort {
  text: Comforting;
  over: boolean;
}

/** Longer messages tell more than that it is past: staff read them. */
const longest = 24;

const past =
  /平安|安全了|没事了|没危险了|脱险|灭了|找到(了|他|她|孩子)|冷静(下来)?了|想开了|不(会)?做傻事|气话|开玩笑|不(堵|闹|打)了|(警察|民警|救护车|消防)(已经)?(来|到)了|(送|到)(了)?医院了|跑出来了|逃出来了/u;
const notPast = /不平安|没平安|不安全|还没|没找到|没灭|不是|没来|没到|吗$|怎么|又|还在/u;

const answers: [RegExp, Comforting][] = [
  [
    /^(身边|家里|现在)?(没|没有|没人|没有人|就我|我|只有我)(一个人|一个|自己|在|在家)?(啊|呢|了|的)?$/u,
    'person.dangerAlone',
  ],
  // Help was called, and isn't there yet.
  [/^我?(已经|刚)?(报(了|过)?警|打(了|过)?(110|120|119|电话报警))(了|啦|啊)*$/u, 'person.dangerCalled'],
  [/^一个人(在家|住)?$/u, 'person.dangerAlone'],
  [
    /^(身边|家里)?(有|有的|有人|在的?)(在|陪着?我?)?(啊|呢|的)?$|^我?(妈|朋友|姐|哥|弟|妹|室友|同事|邻居|儿子|女儿)(在|来了|陪着?我?)(呢|的)?$/u,
    'person.dangerWith',
  ],
  // Whoever is near may be the one who hurts.
  [
    /^(他们?|她|我?(老公|老婆|爸|男朋友|前夫|丈夫|婆婆|公公)|对方|那个?人)(就|又|现在|还|已经|人)?(在|来|回来|进来|追来|找来)(了|着|这里?|家|旁边|门口|外面|身边|楼下|隔壁)*(呢|的|啊)?$/u,
    'person.dangerNear',
  ],
  [
    /^(好的?|嗯+)?(谢谢|谢了|多谢|感谢|谢)+(你们?|您|了|啦)?(听我说|帮我|关心)?(了)?$/u,
    'person.dangerThanks',
  ],
];

/**
 * The answer to what is said after a danger: that it is past, whether somebody is near (the card asks it), thanks. Undefined
 * for everything else, which staff read.
 */
export function comfort(said: string): Comfort | undefined {
  const text = compact(said);
  if (text.length <= longest && past.test(text) && !notPast.test(text))
    return { text: 'person.dangerOver', over: true };
  const answer = answers.find(([pattern]) => pattern.test(text));
  return answer && { text: answer[1], over: false };
}
