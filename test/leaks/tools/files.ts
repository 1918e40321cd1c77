import { eachWith, type Tool } from '../tool.ts';

/** Files that a program of their own reads. */
export const files: readonly Tool[] = [
  {
    name: 'make',
    language: 'makefile',
    probe: ['make', '--version'],
    wholes: [(piece) => piece, (piece) => `${piece}\nall:\n`],
    judge: eachWith('Makefile', 'make', '-n'),
  },
  {
    name: 'terraform',
    isSlow: true,
    language: 'terraform',
    probe: ['terraform', 'version'],
    wholes: [(piece) => piece],
    judge: eachWith('main.tf', 'terraform', 'fmt', '-check=false', '-write=false', 'main.tf'),
  },
];
