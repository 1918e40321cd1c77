import assert from 'node:assert/strict';
import { isAddress, isInterpreted } from '../../../src/domain/secrets/interpretedVariable.ts';

describe('a variable by which programs change how they work', () => {
  const interpreted = `
    Path PS1 PROMPT_COMMAND ENV BASH_ENV LD_PRELOAD DYLD_INSERT_LIBRARIES NODE_OPTIONS node_options
    HTTP_PROXY https_proxy ALL_PROXY PROXY npm_config_proxy NPM_CONFIG_REGISTRY PIP_INDEX_URL
    GIT_SSH_COMMAND PYTHONSTARTUP PYTHONPATH PERL5OPT RUBYOPT JAVA_TOOL_OPTIONS MAVEN_OPTS
    RUSTFLAGS CFLAGS TERM LC_ALL HOME TMPDIR EDITOR PAGER BROWSER DOCKER_HOST SSH_AUTH_SOCK
    VSCODE_NLS_CONFIG ELECTRON_RUN_AS_NODE IFS HISTFILE SSLKEYLOGFILE GOPROXY CLASSPATH PWD
    LOCALDOMAIN HOSTALIASES LESSOPEN SHELLOPTS XDG_CONFIG_HOME PERLLIB GEM_HOME RUSTC_WRAPPER CC TZ
    DOTNET_STARTUP_HOOKS CORECLR_PROFILER_PATH COREPACK_NPM_REGISTRY LUA_PATH CURL_CA_BUNDLE WGETRC
    XAUTHORITY DBUS_SESSION_BUS_ADDRESS HISTIGNORE GLIBC_TUNABLES DOCKER_HOST_OPTIONS UID`;
  for (const variable of interpreted.trim().split(/\s+/)) {
    it(`is ${variable}`, () => {
      assert.ok(isInterpreted(variable));
    });
  }

  it('is none that an application would read', () => {
    for (const variable of `GOVRAIL_API_KEY GOVRAIL_API_BASE_URL CI_KEY PYTHON_API_KEY LCD_KEY
      NODEJS_KEY GITHUB_TOKEN DOCKER_HUB_KEY PATH_KEY PROXY_KEY ENV_KEY TERMINAL_KEY`.split(
      /\s+/,
    )) {
      assert.equal(isInterpreted(variable), false, variable);
    }
  });

  it('is an address where a program would call it', () => {
    for (const variable of `OPENAI_BASE_URL DATABASE_URL PGHOST REDIS_HOST OTEL_EXPORTER_OTLP_ENDPOINT url
      YARN_NPM_REGISTRY_SERVER VAULT_ADDR MONGODB_URI COMPOSE_DOCKER_HOST`.split(/\s+/)) {
      assert.ok(isAddress(variable), variable);
    }
    for (const variable of 'GOVRAIL_API_KEY URL_KEY HOSTED_KEY SERVER_TOKEN MY_CURL GHOST'.split(
      ' ',
    ))
      assert.equal(isAddress(variable), false, variable);
  });
});
