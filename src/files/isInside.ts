import path from 'node:path';

type Flavour = Pick<typeof path, 'sep'>;

/** Whether `inner` is `outer` or lies in it; both absolute, without links and without `..`. */
export function isInside(outer: string, inner: string, flavour: Flavour = path): boolean {
  const [around, at] = [plainForm(outer, flavour), plainForm(inner, flavour)];
  return (
    at === around || at.startsWith(around.endsWith(flavour.sep) ? around : around + flavour.sep)
  );
}

/**
 * One way to write a path that Windows knows several of: VS Code writes drives with a small letter and the system
 * with a capital one, and what begins with `\\?\` is what stands behind it. Names keep their letters, as the disk
 * says them: folders can be told to tell `A` from `a`.
 */
function plainForm(file: string, { sep }: Flavour): string {
  if (sep !== '\\') return file;
  return file
    .replaceAll('/', sep)
    .replace(/^\\\\\?\\UNC\\/i, '\\\\')
    .replace(/^\\\\\?\\(?=[a-z]:)/i, '')
    .replace(/^[a-z]:/, (drive) => drive.toUpperCase());
}
