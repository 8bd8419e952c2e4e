import { createRouter, createWebHistory } from 'vue-router';
import { caseStates } from '../../vocabulary.ts';
import { useSession } from './session.ts';
import { homeFor } from './shell/entries.ts';
import { centreTitle } from './title.ts';

declare module 'vue-router' {
  interface RouteMeta {
    title: string;
    /** Reachable without being signed in, and shown without menu. */
    open?: true;
  }
}

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes: [
    // Never shown: beforeEach leads on to where one's own work begins.
    { path: '/', name: 'home', component: () => import('./pages/More.vue'), meta: { title: '首页' } },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('./pages/SignIn.vue'),
      meta: { title: '登录', open: true },
    },
    {
      path: '/cases',
      name: 'cases',
      component: () => import('./pages/Cases.vue'),
      // Filter and page live in the address, so that the way back from a case leads to the same list.
      props: ({ query: { state, reference, page } }) => ({
        state: caseStates.find((name) => name === state),
        reference: typeof reference === 'string' ? reference : undefined,
        page: Math.max(1, Math.trunc(Number(page)) || 1),
      }),
      meta: { title: '案件' },
    },
    {
      path: '/cases/:id',
      name: 'case',
      component: () => import('./pages/Case.vue'),
      props: true,
      meta: { title: '案件详情' },
    },
    {
      path: '/cases/:id/decision',
      name: 'print-decision',
      component: () => import('./pages/PrintDecision.vue'),
      props: true,
      meta: { title: '打印决定书' },
    },
    {
      path: '/commitments',
      name: 'commitments',
      component: () => import('./pages/Commitments.vue'),
      meta: { title: '承诺' },
    },
    {
      path: '/commitments/:id/print',
      name: 'print-papers',
      component: () => import('./pages/PrintPapers.vue'),
      props: true,
      meta: { title: '打印承诺材料' },
    },
    {
      path: '/handoffs',
      name: 'handoffs',
      component: () => import('./pages/Handoffs.vue'),
      meta: { title: '待联系' },
    },
    {
      path: '/on-call',
      name: 'on-call',
      component: () => import('./pages/OnCall.vue'),
      meta: { title: '值班' },
    },
    {
      path: '/fill-in',
      name: 'fill-in',
      component: () => import('./pages/FillIn.vue'),
      meta: { title: '代填申请' },
    },
    {
      path: '/service-points',
      name: 'service-points',
      component: () => import('./pages/ServicePoints.vue'),
      meta: { title: '服务网点' },
    },
    {
      path: '/rules',
      name: 'rules',
      component: () => import('./pages/Rules.vue'),
      meta: { title: '规则' },
    },
    {
      path: '/switches',
      name: 'switches',
      component: () => import('./pages/Switches.vue'),
      meta: { title: '待定事项' },
    },
    {
      path: '/publicity',
      name: 'pushes',
      component: () => import('./pages/Pushes.vue'),
      meta: { title: '宣传' },
    },
    {
      path: '/publicity/calendar',
      name: 'calendar',
      component: () => import('./pages/Calendar.vue'),
      meta: { title: '宣传日历' },
    },
    {
      path: '/publicity/series',
      name: 'series',
      component: () => import('./pages/SeriesList.vue'),
      meta: { title: '宣传系列' },
    },
    {
      path: '/publicity/series/form',
      name: 'series-form',
      component: () => import('./pages/SeriesForm.vue'),
      props: ({ query: { id } }) => ({ id: typeof id === 'string' ? id : undefined }),
      meta: { title: '编辑系列' },
    },
    {
      path: '/publicity/materials',
      name: 'materials',
      component: () => import('./pages/Materials.vue'),
      meta: { title: '素材库' },
    },
    {
      path: '/publicity/materials/:id',
      name: 'material',
      component: () => import('./pages/Material.vue'),
      props: true,
      meta: { title: '宣传材料' },
    },
    {
      path: '/publicity/new',
      name: 'push-form',
      component: () => import('./pages/PushForm.vue'),
      props: ({ query: { id, material, like } }) => ({
        id: typeof id === 'string' ? id : undefined,
        material: typeof material === 'string' ? material : undefined,
        like: typeof like === 'string' ? like : undefined,
      }),
      meta: { title: '推送' },
    },
    {
      path: '/publicity/pushes/:id',
      name: 'push',
      component: () => import('./pages/Push.vue'),
      props: true,
      meta: { title: '推送' },
    },
    {
      path: '/publicity/pushes/:id/report',
      name: 'push-report',
      component: () => import('./pages/PushReport.vue'),
      props: true,
      meta: { title: '推送报告' },
    },
    {
      path: '/publicity/activities',
      name: 'activities',
      component: () => import('./pages/Activities.vue'),
      meta: { title: '线下活动' },
    },
    {
      path: '/publicity/activities/:id',
      name: 'activity',
      component: () => import('./pages/Activity.vue'),
      props: true,
      meta: { title: '线下活动' },
    },
    {
      path: '/publicity/scenes',
      name: 'scenes',
      component: () => import('./pages/Scenes.vue'),
      meta: { title: '二维码' },
    },
    {
      path: '/publicity/scenes/:code',
      name: 'poster',
      component: () => import('./pages/Poster.vue'),
      props: true,
      meta: { title: '海报' },
    },
    {
      path: '/volunteers',
      name: 'volunteers',
      component: () => import('./pages/Volunteers.vue'),
      meta: { title: '志愿者' },
    },
    {
      path: '/volunteers/:id',
      name: 'volunteer',
      component: () => import('./pages/Volunteer.vue'),
      props: true,
      meta: { title: '志愿者' },
    },
    {
      path: '/my-wechat',
      name: 'my-wechat',
      component: () => import('./pages/MyWechat.vue'),
      meta: { title: '我的微信' },
    },
    {
      path: '/knowledge',
      name: 'knowledge',
      component: () => import('./pages/KnowledgeEntries.vue'),
      meta: { title: '知识库' },
    },
    {
      path: '/knowledge/entries/:id',
      name: 'knowledge-entry',
      component: () => import('./pages/KnowledgeEntry.vue'),
      props: true,
      meta: { title: '解答' },
    },
    {
      path: '/knowledge/suggestions',
      name: 'knowledge-suggestions',
      component: () => import('./pages/KnowledgeSuggestions.vue'),
      meta: { title: '没答上的' },
    },
    {
      path: '/knowledge/edits',
      name: 'knowledge-edits',
      component: () => import('./pages/KnowledgeEdits.vue'),
      meta: { title: '修改中的解答' },
    },
    {
      path: '/knowledge/evaluation',
      name: 'knowledge-evaluation',
      component: () => import('./pages/KnowledgeEvaluation.vue'),
      meta: { title: '评测' },
    },
    {
      path: '/knowledge/edits/:id',
      name: 'knowledge-edit',
      component: () => import('./pages/KnowledgeEdit.vue'),
      props: true,
      meta: { title: '修改解答' },
    },
    {
      path: '/more',
      name: 'more',
      component: () => import('./pages/More.vue'),
      meta: { title: '全部功能' },
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      component: () => import('./pages/NotFound.vue'),
      meta: { title: '没有这个页面' },
    },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  // With the server out of reach the page opens and says so itself.
  const session = useSession();
  const signedIn = await session.load().catch(() => true);
  if (!signedIn) return { name: 'sign-in', query: { back: to.fullPath } };
  return to.name === 'home' ? { name: homeFor(session.me?.roles ?? []), replace: true } : true;
});

router.afterEach((to) => {
  document.title = `${to.meta.title} · ${centreTitle}`;
});
