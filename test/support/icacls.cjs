const fs = require('node:fs');
const path = require('node:path');

/*
 * A program that is called as the `icacls` of Windows and keeps access lists for files of any disk, by their numbers:
 * `FILE /save LIST` and `FOLDER /restore LIST`. A file that it was never told of has what its folder gives.
 */
const [named, verb, list] = process.argv.slice(2);
const own = path.dirname(process.argv[1]);
const kept = path.join(own, 'lists.json');
const lists = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, 'utf8')) : {};
const numberOf = (file) => String(fs.statSync(file).ino);
fs.appendFileSync(path.join(own, 'asked'), `${verb}\n`);

if (lists.broken === verb) process.exit(5);
if (verb === '/save') {
  const its = lists[numberOf(named)] ?? lists.given ?? 'D:AI(A;ID;FA;;;BA)(A;OICIID;FA;;;SY)';
  if (its === 'denied') process.exit(5);
  // What no program can read.
  if (its === 'loop') fs.symlinkSync(list, list);
  else if (its !== 'none')
    fs.writeFileSync(list, Buffer.from(`${path.basename(named)}\r\n${its}\r\n`, 'utf16le'));
} else {
  const [name, its] = fs.readFileSync(list).toString('utf16le').split('\r\n');
  // Where a disk takes a list and leaves some of it out.
  if (lists.broken !== 'half') lists[numberOf(path.join(named, name))] = its;
  fs.writeFileSync(kept, JSON.stringify(lists));
}
