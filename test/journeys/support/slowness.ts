import type { Page } from 'playwright-core';

/**
 * `KEYRAIL_SLOW=40` makes every message between window and server take 40 ms longer each way, and
 * halves the window's processor: what a journey takes for granted about time shows itself.
 */
const delayMs = Number(process.env['KEYRAIL_SLOW'] ?? 0);

/** Slows a page down before it is loaded, where that is asked for. */
export async function slowDown(page: Page): Promise<void> {
  if (delayMs === 0) return;
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    // Equal delays keep the order.
    socket.onMessage((message) =>
      setTimeout(() => {
        server.send(message);
      }, delayMs),
    );
    server.onMessage((message) =>
      setTimeout(() => {
        socket.send(message);
      }, delayMs),
    );
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 2 });
}
