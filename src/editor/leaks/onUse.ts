/* Loaded once there is a text to look through. */
import '../onUse.ts';

export { registerLeakGuard } from './registerLeakGuard.ts';
