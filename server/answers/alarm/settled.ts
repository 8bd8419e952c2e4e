import { compact } from '../text.ts';

/*
 * Legal dates that press nobody: the hearing was put off, the paper was handed in, the days are the other side's. Where a
 * message says so, the nearness of the date is no hurry: 「后天的庭法官说不开了」, 「上诉状前天就寄出了，今天到期」.
 */

const hearing = /开庭|庭审|出庭|上庭|到庭|的庭|听证|仲裁庭/u;
const putOff =
  /取消|不开(庭)?了|推迟|延期|延后|改期|顺延|往后(推|挪|移|延)|后(推|挪)|(挪|移|延|改)(到|至).{0,4}(下|明年|月)|(?<!按|视为|当|算|自动|作|我)撤(诉|了|销了)|不(用|必)(再)?(去|来|开)了?|另行通知|等新(的)?传票|和解了|调解(成|好)了|调解书签/u;
/** It is on after all, or it was wanted otherwise in vain, or somebody says so who has no say in it. */
const stillOn =
  /又?提前(到|至|开|了)|照(常|样|旧)?开|照旧|(没|未)(有)?(取消|改|延|推|撤|批|同意)|不(准|让|同意|给|肯|批|许|能|可以)(再)?(延|改|推|撤|调)|(能不能|可不可以|可以|能|想|要|申请|怎么|咋|要求|求).{0,3}(延|改|推|取消|撤|换)|驳回|不成|才说|只?改到(明(?!年)|后|今|大后|(这|本)?(周|礼拜|星期))|今天截止|(老板|公司|单位|对方|他们?|厂里|朋友|别人|同事|亲戚|中介).{0,4}(说|讲|叫|让|劝|骗).{0,8}(不(用|必|要)|取消|推迟|改期)/u;

const handed = '(?:交|递|寄|邮|提交|缴|补|上诉|立案)';
const handedIn = new RegExp(
  `(?:已经?|都|全部?|早就?|昨天|前天|昨晚|今天|(?:上|这)?(?:周|礼拜|星期).?|上个?月|上午|早上|刚才?|就).{0,6}${handed}(?:完|齐|好|掉|清|出|(?:上|过|进|出)去)?了` +
    `|${handed}(?:上|过|进|出)?(?:去|来)?了.{0,8}(?:盖了?章|回执|收据|踏实|放心|签收|收件)|赶在最后.{0,10}${handed}|律师.{0,8}${handed}(?:(?:上|过)去)?了`,
  'u',
);
const notHandedIn =
  /没(?!关系|事|问题|啥)|未|不(收|让|给|肯收|受理|予|全)|退(回|了)|缺|要补|补正|再(交|补)|交不|缴不|(还|只|就)(剩|有)|来不及|忘|晚了|漏|能(交|递|寄)|(最后一天|截止|到期|还要|又要|让我|叫我|必须)(交|缴|补|递|寄)/u;

const others = '(?:对方|对面|对家|被告|原告|公司|老板|单位|他们?|她|那边|厂里|房东|保险公司)';
const othersDays = new RegExp(
  `${others}(?:公司)?.{0,10}(?:上诉期|举证期|答辩期|(?:没|没有|不|还没|还没有)上诉|(?:要|得|应该)?交(?:证据|答辩))|${others}.{0,6}在.{0,6}里?(?:没|不)上诉`,
  'u',
);
const waited = /生效|(等|能|可以|好).{0,10}(执行|拿钱|领|到账)|就等|只(要|用)等|我赢了|有什么好处/u;

/**
 * What a message says beside the legal date that presses nobody: 「明天开庭取消了，可上诉期还剩两天」 leaves 「可上诉期还剩两天」.
 * The whole message where no date is settled; empty where nothing else is said.
 */
export function unsettled(said: string): string {
  if (!isSettled(compact(said))) return said;
  const parts = said.split(/[，。；！？,;!?\n]+|\s+|(?=可是|但是|不过|另外)/u);
  return parts.filter((part) => !aboutIt.test(compact(part))).join('，');
}

/** A clause that tells of the settled date, or of how it was before. */
const aboutIt = new RegExp(
  `${putOff.source}|${handedIn.source}|${othersDays.source}|${waited.source}|本来|本该|原来|原定|之前|才是|今天到期|最后一天$`,
  'u',
);

function isSettled(text: string): boolean {
  const off = putOff.test(text) && !stillOn.test(text);
  if (hearing.test(text)) return off;
  return (
    (off && /庭|传票|仲裁/u.test(text)) ||
    (handedIn.test(text) && !notHandedIn.test(text)) ||
    (othersDays.test(text) && waited.test(text))
  );
}
