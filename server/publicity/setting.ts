import type { Config } from '../config.ts';
import { withQuietHours, type Setting } from './plan/settings.ts';

/** What publicity needs of the program's settings. */
export const publicitySetting = ({ wechat, quietHours }: Pick<Config, 'wechat' | 'quietHours'>): Setting => ({
  accountType: wechat.accountType,
  plan: withQuietHours(quietHours),
});
