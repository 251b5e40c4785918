import type { OwnSignIn } from '@onhook/contract';
import { m } from '../../../generated/messages/messages.js';

export const deviceName = ({ browser, system }: Pick<OwnSignIn, 'browser' | 'system'>): string => {
  if (browser !== null && system !== null) return m.signins_device({ browser, system });
  return browser ?? system ?? m.signins_device_unknown();
};
