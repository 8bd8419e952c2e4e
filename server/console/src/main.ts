import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { whenSignedOut } from './client.ts';
import { useElement } from './element.ts';
import { router } from './router.ts';
import { useSession } from './session.ts';
import './style.css';

const app = createApp(App).use(createPinia());
useElement(app);

whenSignedOut(() => {
  useSession().me = undefined;
  const here = router.currentRoute.value;
  if (here.name && here.name !== 'sign-in') {
    void router.replace({ name: 'sign-in', query: { back: here.fullPath } });
  }
});

app.use(router).mount('#app');
