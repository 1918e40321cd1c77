import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/*
 * Defines the toolkit's elements that our pages use; the only place that knows the toolkit. A file of
 * its own, which a page loads when it has been painted (button.ts).
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing());
// The toolkit reads the theme, and begins to follow it, at the window's `load`; by now that is over.
window.dispatchEvent(new Event('load'));
