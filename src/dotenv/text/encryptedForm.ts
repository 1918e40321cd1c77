/** Who encrypted a file, as a person would name it. */
export type Encrypter =
  'SOPS' | 'Ansible Vault' | 'age' | 'OpenPGP' | 'OpenSSL' | 'git-crypt' | 'dotenv-vault';

/**
 * What each of them leaves in a text, by its documentation: SOPS values `ENC[AES256_GCM,…]` and its own
 * `sops_…` variables, whose code of authentication covers the other lines too; the others a header.
 * dotenvx is none of them: it encrypts value by value, reads a plain line beside them as it stands, and
 * encrypts it at its next run. Such a file that git tracks is kept from a secret by the git guard.
 */
const signs: readonly (readonly [Encrypter, RegExp])[] = [
  ['SOPS', /^[ \t]*(?:export[ \t]+)?sops_\w+[ \t]*=|=[ \t]*["']?ENC\[AES256_GCM,/m],
  ['dotenv-vault', /^[ \t]*(?:export[ \t]+)?DOTENV_VAULT\w*[ \t]*=/m],
  ['Ansible Vault', /^\$ANSIBLE_VAULT;\d/],
  ['age', /^(?:-----BEGIN AGE ENCRYPTED FILE-----|age-encryption\.org\/v\d)/],
  ['OpenPGP', /^-----BEGIN PGP MESSAGE-----/],
  ['OpenSSL', /^(?:Salted__|U2FsdGVkX1)/],
  ['git-crypt', /^\0GITCRYPT\0/],
];

/**
 * The tool by which a file is kept encrypted: a value that is written into it by another hand would stand
 * in it in plain text. `view` is the file's text, byte by character.
 */
export function encrypterOf(view: string): Encrypter | undefined {
  return signs.find(([, sign]) => sign.test(view))?.[0];
}
