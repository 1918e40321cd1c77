import {
  activationPath,
  askedRowsPath,
  foreignSecretsBundle,
  hostBundle,
  leaksBundle,
  listedRowsPath,
  localControlPlaneBundle,
  pageBundles,
  startPath,
  type BundlePart,
} from '../bundle.ts';
import { budgets, type Budget } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';

/** Row 3: bytes, with a report of what they are made of. */
export async function bytesRow(print: (line: string) => void): Promise<Result[]> {
  const pages = pageBundles();
  for (const part of [activationPath(), startPath(), hostBundle(), ...pages]) report(part, print);
  return [
    line('activation of the extension', activationPath(), budgets.activationPath),
    line('the same and what every window has', startPath(), budgets.startPath),
    line('the same and rows listed before', listedRowsPath(), budgets.listedRows),
    line('the same and rows asked for', askedRowsPath(), budgets.askedRows),
    line('host bundle, what follows aside', hostBundle(), budgets.host),
    line('local control plane', localControlPlaneBundle(), budgets.localControlPlane),
    line('leaked secrets', leaksBundle(), budgets.leaks),
    line('secrets of other services', foreignSecretsBundle(), budgets.foreignSecrets),
    ...pages.map((page) =>
      line(`page ${page.name}`, page, page.toolkit ? budgets.pageWithToolkit : budgets.pageWithout),
    ),
  ];
}

function line(what: string, { bytes }: BundlePart, budget: Budget): Result {
  return resultOf({ row: 3, what, unit: 'kB', budget, subject: [bytes / 1000] });
}

function report({ name, bytes, files, parts }: BundlePart, print: (line: string) => void): void {
  print(`${name}: ${(bytes / 1000).toFixed(1)} kB in ${files} files`);
  for (const [part, size] of parts.slice(0, 12)) {
    print(`  ${(size / 1000).toFixed(1).padStart(6)} ${part}`);
  }
}
