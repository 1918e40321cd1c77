/*
 * Variables by which shells and programs change how they work, in every terminal and whatever the folder
 * is about. A secret in one of them breaks what is started, or leaves the machine by it: a proxy is looked
 * up by its name, a prompt is printed, a Java machine says which options it has picked up.
 */

/** Families of a program's own settings. */
const families =
  /^(?:(?:LD|DYLD|NODE|ELECTRON|GIT|VSCODE|KEYRAIL|NPM_CONFIG|PIP|BASH|LC)_|(?:PYTHON|PERL5|RUBY)(?:[A-Z]+$))/;

const names =
  /^(?:PATH|PATHEXT|COMSPEC|PS\d|PROMPT|PROMPT_COMMAND|ENV|ZDOTDIR|HOME|SHELL|TERM|LANG|LANGUAGE|DISPLAY|TMP|TEMP|TMPDIR|EDITOR|VISUAL|PAGER|MANPAGER|BROWSER|DOCKER_HOST|KUBECONFIG|SSH_AUTH_SOCK|SSH_ASKPASS|IFS|CDPATH|HISTFILE|PWD|OLDPWD|USER|LOGNAME|GOPROXY|CLASSPATH|JAVA_HOME|SSLKEYLOGFILE|SSL_CERT_FILE|SSL_CERT_DIR|OPENSSL_CONF|SYSTEMROOT|WINDIR|USERPROFILE|APPDATA|LOCALAPPDATA)$/;

/** `HTTPS_PROXY`, `npm_config_proxy`; `JAVA_TOOL_OPTIONS`, `MAVEN_OPTS`, `RUSTFLAGS`. */
const endings = /(?:^|_)PROXY$|_(?:OPTIONS|OPTS)$|FLAGS$/;

/** Whether programs that know nothing of the folder take such a variable for one of their own. */
export function isInterpreted(variable: string): boolean {
  const name = variable.toUpperCase();
  return names.test(name) || families.test(name) || endings.test(name);
}
