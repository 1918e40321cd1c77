/*
 * A small program that keeps values, each in a file beside it: `keeper put|get|seen|remove NAME`. How it fails is
 * in a file there, too. Each time it knows a value it looks through what every process was started with.
 */
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const { setInterval } = require('node:timers');

const home = dirname(process.argv[1]);
const [, , verb, name] = process.argv;
const kept = join(home, 'kept');
const file = join(kept, name);
const modeFile = join(home, 'keeper.mode');
const mode = fs.existsSync(modeFile) ? fs.readFileSync(modeFile, 'utf8') : '';

function lookForValue(value) {
  // Who started it was killed before it said a word, and nothing stands everywhere.
  if (value === '') return;
  for (const pid of fs.readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    for (const what of ['cmdline', 'environ']) {
      let text;
      try {
        text = fs.readFileSync(`/proc/${pid}/${what}`, 'utf8');
      } catch {
        // Somebody else's, or gone.
        continue;
      }
      if (text.includes(value)) fs.writeFileSync(join(home, 'keeper.found'), what);
    }
  }
}

function store(value, at = new Date()) {
  fs.mkdirSync(kept, { recursive: true });
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, JSON.stringify({ value, at: `${at.toISOString().slice(0, 19)}Z` }));
  fs.renameSync(temporary, file);
}

function end(code, said = '') {
  process.stderr.write(said);
  process.exitCode = code;
}

if (mode === 'hang') {
  setInterval(() => undefined, 1000);
} else if (mode === 'refuse') {
  end(1, 'it is not to be\n');
} else if (verb === 'put') {
  const value = fs.readFileSync(0, 'utf8');
  lookForValue(value);
  if (mode === 'print') {
    process.stdout.write(`${value}\n`);
    end(1, `cannot keep ${value}\n`);
  } else if (mode !== 'forget' || name.endsWith('mute')) store(value);
} else if (!fs.existsSync(file)) {
  end(1, 'not found\n');
} else {
  const { value, at } = JSON.parse(fs.readFileSync(file, 'utf8'));
  lookForValue(value);
  if (verb === 'get') process.stdout.write(value);
  if (verb === 'seen') process.stdout.write(`changed ${at}\n`);
  if (verb === 'remove') fs.rmSync(file);
}
