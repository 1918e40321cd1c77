/*
 * Variables by which shells and programs change how they work, in every terminal and whatever the folder
 * is about. A secret in one of them breaks what is started, or leaves the machine by it: a proxy is looked
 * up by its name, a prompt is printed, a Java machine says which options it has picked up.
 */

/** Families of a program's own settings. */
const families =
  /^(?:(?:LD|DYLD|NODE|ELECTRON|GIT|VSCODE|KEYRAIL|NPM_CONFIG|PIP|BASH|LC|XDG|DOTNET|COMPLUS|CORECLR|COREPACK|QT|GTK|SUDO|MALLOC)_|(?:PYTHON|PERL|PERL5|RUBY|HIST)(?:[A-Z]+$))/;

const words = (text: string) => text.trim().split(/\s+/);
const names: ReadonlySet<string> = new Set([
  // Of shells.
  ...words(`PATH PATHEXT COMSPEC PS0 PS1 PS2 PS3 PS4 PROMPT PROMPT_COMMAND ENV ZDOTDIR HOME SHELL IFS
    CDPATH FPATH PWD OLDPWD SHLVL SHELLOPTS BASHOPTS INPUTRC FCEDIT REPLY OPTIND UID EUID PPID GROUPS
    RANDOM SECONDS LINENO COLUMNS LINES`),
  // Of the person, the session and the machine.
  ...words(`USER LOGNAME HOST HOSTNAME MAIL LANG LANGUAGE NLSPATH TZ TZDIR TMP TEMP TMPDIR TERM TERMINFO
    TERMCAP LS_COLORS DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS TMUX STY WSLENV
    SYSTEMROOT WINDIR USERPROFILE APPDATA LOCALAPPDATA`),
  // By which names are looked up, and who is trusted: a secret in one of them goes to a name server.
  ...words(`LOCALDOMAIN HOSTALIASES NETRC SSLKEYLOGFILE SSL_CERT_FILE SSL_CERT_DIR OPENSSL_CONF
    CURL_HOME CURL_CA_BUNDLE REQUESTS_CA_BUNDLE WGETRC GOPROXY GOSUMDB PGHOSTADDR PGSERVICEFILE`),
  // Programs that others start, and where these look for what they load.
  ...words(`EDITOR VISUAL PAGER MANPAGER MANPATH BROWSER LESS LESSOPEN LESSCLOSE SSH_AUTH_SOCK SSH_ASKPASS
    SSH_AGENT_PID GNUPGHOME KUBECONFIG DOCKER_CONFIG DOCKER_HOST CC CXX LD AR RUSTC RUSTC_WRAPPER CARGO_HOME
    RUSTUP_HOME GOPATH GOROOT GOBIN GEM_HOME GEM_PATH LUA_PATH LUA_CPATH CLASSPATH JAVA_HOME
    VIRTUAL_ENV CONDA_PREFIX COR_PROFILER COR_ENABLE_PROFILING GCONV_PATH GLIBC_TUNABLES`),
]);

/** `HTTPS_PROXY`, `npm_config_proxy`; `JAVA_TOOL_OPTIONS`, `MAVEN_OPTS`, `RUSTFLAGS`. */
const endings = /(?:^|_)PROXY$|_(?:OPTIONS|OPTS)$|FLAGS$/;

/** Whether programs that know nothing of the folder take such a variable for one of their own. */
export function isInterpreted(variable: string): boolean {
  const name = variable.toUpperCase();
  return names.has(name) || families.test(name) || endings.test(name);
}

/**
 * Whether a program would call what is in a variable of this name: a secret there is asked a name server
 * for, or comes back in the words of an error. `OPENAI_BASE_URL`, `PGHOST`, `YARN_NPM_REGISTRY_SERVER`.
 */
export function isAddress(variable: string): boolean {
  return /(?:^|_|PG)(?:URLS?|URI|HOST|HOSTNAME|ENDPOINT|REGISTRY|SERVER|ADDR|ADDRESS|DOMAIN|ORIGIN)$/.test(
    variable.toUpperCase(),
  );
}
