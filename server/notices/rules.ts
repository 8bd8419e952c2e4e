import { Type, type Static } from 'typebox';
import { readYaml } from '../platform/data.ts';
import { checker } from '../platform/validate.ts';
import { eventTypes, roles, type EventType } from '../vocabulary.ts';

const Template = Type.Object({ title: Type.String(), lines: Type.Record(Type.String(), Type.String()) });

const NoticeRule = Type.Object({
  event: Type.Enum([...eventTypes]),
  /** resident: who the case or the talk belongs to; pointStaff: of the case's service point; centreStaff: of the centre. */
  to: Type.Enum(['resident', 'pointStaff', 'centreStaff']),
  /** Only for events whose data say so. */
  when: Type.Optional(Type.Record(Type.String(), Type.String())),
  roles: Type.Optional(Type.Array(Type.Enum([...roles]))),
  text: Type.String(),
  reach: Type.Enum(['customer-service', 'template', 'either']),
  template: Type.Optional(Template),
});
export type NoticeRule = Static<typeof NoticeRule>;

/** Event → recipients and words (rules.yaml). */
export const noticeRules: readonly NoticeRule[] = (() => {
  const data = readYaml(import.meta.url, './rules.yaml');
  checker(Type.Array(NoticeRule))(data);
  return data as NoticeRule[];
})();

export const rulesOf = (event: EventType): NoticeRule[] => noticeRules.filter((rule) => rule.event === event);
