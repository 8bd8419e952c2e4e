import type { Icon } from '../shared/icons.ts';
import type { Role } from '../../../vocabulary.ts';

/** One page of the main menu. */
export interface MenuEntry {
  /** Name of the route. */
  to: string;
  title: string;
  icon: Icon;
  /** Routes that belong to it beside its own. */
  also?: string[];
  /** Whose work it is; everybody's without. */
  roles?: readonly Role[];
  /** Among the few that fit the bar of a phone; all others are under 更多. */
  bar?: true;
}

export interface MenuGroup {
  title: string;
  entries: MenuEntry[];
}

/** The main menu, in its order. A page of yours is one line here. */
export const menu: MenuGroup[] = [
  {
    title: '办案',
    entries: [
      {
        to: 'cases',
        title: '案件',
        icon: 'cases',
        also: ['case'],
        roles: ['intake', 'reviewer', 'approver', 'director'],
        bar: true,
      },
      {
        to: 'commitments',
        title: '承诺',
        icon: 'pledge',
        roles: ['intake', 'reviewer', 'approver', 'director'],
      },
      {
        to: 'handoffs',
        title: '待联系',
        icon: 'handoffs',
        roles: ['intake', 'reviewer', 'director'],
        bar: true,
      },
      { to: 'fill-in', title: '代填申请', icon: 'plus', roles: ['intake', 'reviewer', 'director'] },
    ],
  },
  {
    title: '解答',
    entries: [
      {
        to: 'knowledge',
        title: '知识库',
        icon: 'book',
        also: [
          'knowledge-entry',
          'knowledge-suggestions',
          'knowledge-edits',
          'knowledge-edit',
          'knowledge-evaluation',
        ],
        roles: ['intake', 'reviewer', 'approver', 'director', 'editor'],
      },
    ],
  },
  {
    title: '宣传',
    entries: [
      {
        to: 'pushes',
        title: '宣传',
        icon: 'megaphone',
        also: [
          ...['push', 'push-form', 'push-report', 'calendar', 'materials', 'material'],
          ...['activities', 'activity', 'scenes', 'poster', 'volunteers', 'volunteer'],
        ],
        bar: true,
      },
    ],
  },
  {
    title: '中心',
    entries: [
      { to: 'service-points', title: '服务网点', icon: 'network' },
      { to: 'rules', title: '规则', icon: 'rules' },
      { to: 'switches', title: '待定事项', icon: 'switches' },
      { to: 'on-call', title: '值班', icon: 'person', roles: ['intake', 'reviewer', 'approver', 'director'] },
    ],
  },
];

/** The groups that a person with these roles sees. */
export function menuFor(roles: readonly string[]): MenuGroup[] {
  return menu.flatMap(({ title, entries }) => {
    const own = entries.filter((entry) => !entry.roles || entry.roles.some((role) => roles.includes(role)));
    return own.length > 0 ? [{ title, entries: own }] : [];
  });
}

/** Whose work a page of the menu is, by its route; nobody's in particular where it names none. */
export const rolesOf = (to: string): readonly Role[] =>
  menu.flatMap(({ entries }) => entries).find((entry) => entry.to === to)?.roles ?? [];

/** Where somebody with these roles begins: the first page of their menu. */
export const homeFor = (roles: readonly string[]): string => menuFor(roles)[0]!.entries[0]!.to;
