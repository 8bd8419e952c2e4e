import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [vue()],
  build: { outDir: '../../dist/console', emptyOutDir: true, chunkSizeWarningLimit: 800 },
  // For `npx vite server/console`: the interface comes from a server that runs beside it.
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
