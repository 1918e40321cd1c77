import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The stack with places in bundles replaced by places in sources. Node.js would do it by itself, but
 * VS Code's extension host replaces the hook that it uses.
 */
export function sourceStack(stack: string): string {
  return stack.replace(/(file:\/\/[^\s:]+):(\d+):(\d+)/g, (whole, url: string, line, column) => {
    const map = findSourceMap(url) ?? findSourceMap(fileURLToPath(url));
    const origin = map?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return whole;
    return `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
