import { fileURLToPath } from 'node:url';

/** The folder that holds server, bot and entities: the repository, or `dist` in the built program. */
export const programRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Whether this is the built program (`npm run build`) and not its sources. */
export const built = programRoot.endsWith('/dist/');
